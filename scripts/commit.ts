/**
 * commit.ts - which commit the working tree is
 *
 * Asks git, and changes nothing. A tree that belongs to another user is asked
 * as well: who builds it runs its scripts anyway.
 */

import { join } from "@std/path/join";

/** The commit that is checked out. */
export interface Commit {
  /** All of its forty digits. */
  readonly id: string;
  /** When it was made, in seconds since 1970. */
  readonly timeSeconds: number;
  /** Whether the files are those of the commit, and no other is there. */
  readonly isClean: boolean;
}

/** The commit in the directory `root`; undefined when that is not a checkout. */
export async function readCommit(root: string): Promise<Commit | undefined> {
  const inRoot = await git(root, ["rev-parse", "--show-cdup"]);
  if (inRoot !== "") return undefined;
  const shown = await git(root, ["log", "-1", "--format=%H %ct"]);
  const changes = await git(root, ["status", "--porcelain"]);
  if (shown === undefined || changes === undefined) return undefined;
  const [id = "", time] = shown.split(" ");
  return { id, timeSeconds: Number(time), isClean: changes === "" };
}

/** What --version says of a program that is built from this commit. */
export function describeCommit(commit: Commit | undefined): string {
  if (commit === undefined) return "unknown, built outside of a git checkout";
  return commit.isClean
    ? commit.id
    : `${commit.id}, built with uncommitted changes`;
}

/** The day on which it was made, in UTC: `2026-01-31`. */
export function dateOfCommit(commit: Commit | undefined): string | undefined {
  return commit === undefined
    ? undefined
    : new Date(commit.timeSeconds * 1000).toISOString().slice(0, 10);
}

/** Its output without the last line end; undefined when it fails or is missing. */
async function git(
  root: string,
  args: readonly string[],
): Promise<string | undefined> {
  const command = new Deno.Command("git", {
    args: ["-c", "safe.directory=*", "-C", join(root), ...args],
    stdin: "null",
    stderr: "null",
  });
  try {
    const { success, stdout } = await command.output();
    return success ? new TextDecoder().decode(stdout).trimEnd() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
