import { assertEquals } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../tests/unit/temp_directory.ts";
import { dateOfCommit, describeCommit, readCommit } from "./commit.ts";
import { runTool } from "./run_tool.ts";

/** 2001-09-09 01:46:40 UTC */
const TIME_SECONDS = 1_000_000_000;

/** A checkout with one file and one commit. */
async function makeCheckout(directory: TempDirectory): Promise<string> {
  directory.write("file", "content\n");
  const git = (...args: readonly string[]): Promise<string> =>
    runTool(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
      cwd: directory.path,
      env: { GIT_COMMITTER_DATE: `${TIME_SECONDS} +0000` },
    });
  await git("init", "--quiet");
  await git("add", "file");
  await git("commit", "--quiet", "--message=one");
  return (await git("rev-parse", "HEAD")).trim();
}

Deno.test("readCommit() tells the commit of a checkout, its time, and changes", async () => {
  using directory = tempDirectory();
  const id = await makeCheckout(directory);
  const commit = { id, timeSeconds: TIME_SECONDS, isClean: true };
  assertEquals(await readCommit(directory.path), commit);
  directory.write("new");
  assertEquals(await readCommit(directory.path), { ...commit, isClean: false });
  directory.write(".gitignore", "new\n.gitignore\n");
  assertEquals(await readCommit(directory.path), commit);
  directory.write("file", "changed\n");
  assertEquals(await readCommit(directory.path), { ...commit, isClean: false });
});

Deno.test("readCommit() is undefined where git has no checkout, or no commit", async () => {
  using directory = tempDirectory();
  assertEquals(await readCommit(directory.path), undefined);
  await runTool(["git", "init", "--quiet"], { cwd: directory.path });
  assertEquals(await readCommit(directory.path), undefined);
});

Deno.test("readCommit() does not take the checkout around a directory for its own", async () => {
  using directory = tempDirectory();
  await makeCheckout(directory);
  const inner = directory.makeDirectory("inner");
  assertEquals(await readCommit(inner), undefined);
});

Deno.test("describeCommit() says when it cannot vouch for the sources", () => {
  const commit = { id: "0123abc", timeSeconds: TIME_SECONDS, isClean: true };
  assertEquals(describeCommit(commit), "0123abc");
  assertEquals(
    describeCommit({ ...commit, isClean: false }),
    "0123abc, built with uncommitted changes",
  );
  assertEquals(
    describeCommit(undefined),
    "unknown, built outside of a git checkout",
  );
});

Deno.test("dateOfCommit() is the day on which it was made", () => {
  const commit = { id: "0123abc", timeSeconds: TIME_SECONDS, isClean: true };
  assertEquals(dateOfCommit(commit), "2001-09-09");
  assertEquals(dateOfCommit(undefined), undefined);
});
