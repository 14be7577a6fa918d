/**
 * Two actions at once, of which the second looks for the lock before the first
 * has made it, and opens it after: it waits in vain and must leave the lock,
 * and the journal in it, to the first.
 *
 * @module
 */

import { differences, LOCK, takeSnapshot } from "./disk.ts";
import type { Attempt } from "./faults.ts";
import { runCommand } from "../world/run_command.ts";
import { rewind, type Stage } from "./stage.ts";

/** How long the second is held up before it opens the lock. */
const LATE_MS = 3000;

/** How long the first is held up in the middle: longer than the second lives. */
const BUSY_MS = 9000;

/** One race. */
export function races(stage: Stage): Attempt[] {
  return [{ title: "a race for the lock", run: () => race(stage) }];
}

async function race({ calls, scenario, after }: Stage): Promise<string[]> {
  const open = calls.find(({ name, paths }) =>
    name === "openat" && paths[0] === LOCK
  );
  if (open === undefined) return ["the lock is never opened"];
  await rewind();
  const second = runSlowly(["--lock-timeout=1", ...scenario.words], {
    at: `openat:delay_enter=${LATE_MS * 1000}:when=${open.nth}`,
  });
  await new Promise((resolve) => setTimeout(resolve, LATE_MS / 3));
  const first = runSlowly(scenario.words, {
    at: `mkdir:delay_enter=${BUSY_MS * 1000}:when=10`,
  });
  const { status, stderr } = await second;
  const isThere = takeSnapshot().has(LOCK);
  const done = await first;
  return [
    ...status === 1 && stderr.includes("has not finished")
      ? []
      : [`the second: status ${status}: ${stderr}`],
    ...isThere ? [] : [`${LOCK}: has been taken away from the first`],
    ...done.status === 0 ? [] : [`the first: ${done.stderr}`],
    ...differences(after, takeSnapshot(), { times: false }),
  ];
}

function runSlowly(
  words: readonly string[],
  { at }: { readonly at: string },
): ReturnType<typeof runCommand> {
  return runCommand("strace", [
    ...["-o", "/dev/null", "-e", `inject=${at}`],
    "/usr/sbin/postmulti",
    ...words,
  ]);
}
