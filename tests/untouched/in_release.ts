/**
 * Command lines in the minimal system of a Debian release, with its Postfix as the
 * package leaves it: nothing in /etc or /var is a test's own.
 *
 * @module
 */

import { exists } from "@std/fs/exists";
import { bytesToText } from "../world/tree.ts";
import { testSetting } from "../world/run_in_world.ts";

/** What one command line did. */
export interface StepInRelease {
  /** The command line. */
  readonly run: string;
  /** Its exit status. */
  readonly status: number;
  /** What it wrote to standard output and standard error. */
  readonly output: string;
}

/** The program stands beside the stock tool, and comes first on PATH. */
const SETUP = `exec 2>&1 < /dev/null
install -m 755 "$POSTMULTI" /usr/local/sbin/postmulti
`;

/** Whether scripts/release_root.sh has made that system. */
export function hasRelease(release: string): Promise<boolean> {
  const roots = `${testSetting("PROJECT")}/.toolchain/roots`;
  return exists(`${roots}/${release}/postfix`);
}

/**
 * Runs command lines there, one after the other; a failing one stops nothing.
 *
 * @throws {Error} When the system cannot be used, or they take longer than four minutes.
 */
export async function runInRelease(
  release: string,
  lines: readonly string[],
): Promise<readonly StepInRelease[]> {
  const end = `end-of-step-${crypto.randomUUID()}`;
  const script = lines.map((line) => `{ ${line}\n}; echo "${end} $?"\n`);
  const child = new Deno.Command(
    `${testSetting("PROJECT")}/scripts/in_release.sh`,
    {
      args: [
        "--layers=base,postfix",
        release,
        "sh",
        "-c",
        SETUP + script.join(""),
      ],
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      signal: AbortSignal.timeout(600_000),
    },
  );
  const { stdout, stderr } = await child.output();
  const parts = bytesToText(stdout).split(new RegExp(`${end} (\\d+)\n`));
  if (parts.length !== 2 * lines.length + 1) {
    throw new Error(`the steps did not end: ${parts}${bytesToText(stderr)}`);
  }
  return lines.map((run, at) => ({
    run,
    output: parts[2 * at] ?? "",
    status: Number(parts[2 * at + 1]),
  }));
}
