/**
 * A world that is set up for one scenario: how it is before the action and
 * after it, and the way between them, call by call.
 *
 * @module
 */

import { restoreDisk, saveDisk, type Snapshot, takeSnapshot } from "./disk.ts";
import { isChange } from "./effects.ts";
import { runProgram, runShell, runTraced } from "./program.ts";
import type { Scenario } from "./scenario.ts";
import type { Call } from "./trace.ts";

/** A prepared scenario. */
export interface Stage {
  /** What is played. */
  readonly scenario: Scenario;
  /** The disk before the action; kept as the copy named `before`. */
  readonly before: Snapshot;
  /** The disk after it. */
  readonly after: Snapshot;
  /** What `-l` prints, before and after. */
  readonly lists: readonly [string, string];
  /** Every traced call of an undisturbed run. */
  readonly calls: readonly Call[];
}

/** Files that Postfix would wait for if they were new. */
export const OLD = new Date("2020-01-02T03:04:05Z");

/** How often a run is recorded until one is early enough. */
const ATTEMPTS = 10;

/** Other worlds set permissions of Postfix's programs; here they stand still. */
const PRELUDE = `umask 022
mount -t tmpfs -o mode=755 cache /var/cache
for program in $(postconf -dh shlib_directory) /usr/sbin/postconf; do
    cp -a $program $WORLD/still-$(basename $program)
    mount --bind $WORLD/still-$(basename $program) $program
done
sed -i /^maillog_file/d /etc/postfix/main.cf
mail() {
    echo "mail $1" > "/var/spool/$1"
    chown postfix:postdrop "/var/spool/$1"
    chmod 700 "/var/spool/$1"
}
age() { find /etc/postfix* -name '*.cf' -exec touch -d ${OLD.toISOString()} {} +; }
age
postmulti -l > /dev/null
`;

/**
 * Sets the world up and plays the action once.
 *
 * @throws {Error} when that fails.
 */
export async function openStage(scenario: Scenario): Promise<Stage> {
  await runShell(`${PRELUDE}${scenario.setup}\nage`);
  await saveDisk("before");
  const before = takeSnapshot();
  const listed = await list();
  const calls = await recordCalls(scenario);
  const after = takeSnapshot();
  return { scenario, before, after, lists: [listed, await list()], calls };
}

/**
 * Plays the action once. A run that comes late writes the cache of instances,
 * because the files have settled by then; those that follow would not do so.
 */
async function recordCalls({ name, words }: Scenario): Promise<Call[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await restoreDisk("before");
    const { calls, status, stderr } = await runTraced(words);
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
    if (!calls.some(isWriteOfCache)) return [...calls];
  }
  throw new Error(`${name}: no run came early enough`);
}

function isWriteOfCache(call: Call): boolean {
  return isChange(call) &&
    call.paths.some((path) =>
      path.startsWith("/var/cache/") && path.includes(".instances")
    );
}

/** Puts the disk into the state before the action. */
export function rewind(): Promise<void> {
  return restoreDisk("before");
}

/** The calls before which a run is killed: all changes, and the end. */
export function killPoints(calls: readonly Call[]): readonly Call[] {
  return calls.filter((call) => isChange(call) || call.name === "exit_group");
}

/** Lets the time pass after which Postfix no longer waits for a main.cf. */
export function letTimePass({ before }: Stage): void {
  const path = "/etc/postfix/main.cf";
  const now = takeSnapshot().get(path);
  if (now === undefined || now.mtimeMs === before.get(path)?.mtimeMs) return;
  Deno.utimeSync(path, OLD, OLD);
}

async function list(): Promise<string> {
  const { status, stdout, stderr } = await runProgram(["-l"]);
  if (status !== 0 || stderr !== "") throw new Error(`-l: ${stderr}`);
  return stdout;
}
