/**
 * Judging a round: every success is in the list and on the disk, no failure is,
 * the list is that of some serial order, and nobody's setting is lost.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { STACK_TRACE } from "../world/stack_trace.ts";
import { LISTED, type Operation, OUTSIDE, UNLISTED } from "./mixture.ts";
import { runShell, type TimedOutcome } from "./program.ts";
import { type Addition, placeOf, serialOrderProblem } from "./serial_order.ts";

/** A command and what it did. */
export interface Done {
  readonly operation: Operation;
  readonly outcome: TimedOutcome;
}

/** Fails unless everything is as it must be after a round. */
export async function judgeRound(round: readonly Done[]): Promise<void> {
  for (const done of round) judgeOne(done);
  judgeContests(round);
  judgeNeighbours(round);
  const list = await readList();
  judgeList(round, list);
  await judgeDisk(round, list);
  await judgeSettings(round);
}

function isSuccess({ outcome }: Done): boolean {
  return outcome.status === 0;
}

function describe({ operation, outcome }: Done): string {
  const { program, words } = operation;
  return `$ ${program} ${words.join(" ")}\nstatus ${outcome.status}\n` +
    outcome.stderr;
}

/** A success is silent; a failure is one line, and one that had to be expected. */
function judgeOne(done: Done): void {
  const { operation, outcome } = done;
  const context = describe(done);
  if (operation.expects === "success") assertEquals(outcome.status, 0, context);
  if (isSuccess(done)) return assertEquals(outcome.stderr, "", context);
  assertEquals(outcome.status, 1, context);
  assertEquals(STACK_TRACE.test(outcome.stderr), false, context);
  assertMatch(outcome.stderr, /^postmulti: fatal: [^\n]+\n$/, context);
  if (operation.expects === "neighbour") {
    assertMatch(outcome.stderr, /no secondary instance matches/, context);
  }
}

function judgeContests(round: readonly Done[]): void {
  const contests = new Map<string, Done[]>();
  for (const done of round) {
    const { contest } = done.operation;
    if (contest === undefined) continue;
    contests.set(contest, [...contests.get(contest) ?? [], done]);
  }
  for (const entries of contests.values()) {
    const winners = entries.filter(isSuccess).length;
    assertEquals(winners, 1, entries.map(describe).join("\n"));
  }
}

/** Who was told that a neighbour is not there must have asked when it was not. */
function judgeNeighbours(round: readonly Done[]): void {
  for (const done of round) {
    const { effect, expects } = done.operation;
    if (effect.kind !== "add" || typeof effect.placement === "string") continue;
    if (expects !== "neighbour") continue;
    const { before } = effect.placement;
    const comes = round.find((other) =>
      isSuccess(other) && appearing(other.operation) === before
    );
    const goes = round.find((other) =>
      isSuccess(other) && other.operation.effect.kind === "rename" &&
      other.operation.effect.name === before
    );
    const { startedMs, endedMs } = done.outcome;
    const mayFail = (comes && startedMs < comes.outcome.endedMs) ||
      (goes && endedMs > goes.outcome.startedMs);
    const maySucceed = (comes && endedMs > comes.outcome.startedMs) ||
      (goes && startedMs < goes.outcome.endedMs);
    const isPossible = isSuccess(done) ? maySucceed : mayFail;
    assertEquals(isPossible ?? !isSuccess(done), true, describe(done));
  }
}

function appearing({ effect }: Operation): string | undefined {
  if (effect.kind === "add") return effect.name;
  return effect.kind === "rename" ? effect.to : undefined;
}

async function readList(): Promise<string[]> {
  const text = await runShell("postconf -h multi_instance_directories");
  return text.trim().split(/[\s,]+/);
}

function directoryOf(name: string): string {
  // An instance that was renamed stays where it is.
  return name === "postfix-renamed" ? "/etc/postfix-moved1" : `/etc/${name}`;
}

function judgeList(round: readonly Done[], list: readonly string[]): void {
  const removed = new Set<string>();
  const additions: Addition[] = [];
  for (const { operation, outcome } of round.filter(isSuccess)) {
    const { effect } = operation;
    if (effect.kind === "remove") removed.add(directoryOf(effect.name));
    if (effect.kind !== "add") continue;
    const place = placeOf(effect.placement, directoryOf);
    additions.push({ directory: directoryOf(effect.name), place, ...outcome });
  }
  const before = LISTED.map((name) => `/etc/postfix-${name}`)
    .filter((directory) => !removed.has(directory));
  assertEquals(
    [...list].sort(),
    [...before, ...additions.map(({ directory }) => directory)].sort(),
  );
  assertEquals(serialOrderProblem(before, additions, list), undefined);
}

/** Complete what is listed, gone what was destroyed, nothing half-made. */
async function judgeDisk(
  round: readonly Done[],
  list: readonly string[],
): Promise<void> {
  const destroyed = round.filter(isSuccess).flatMap(({ operation }) =>
    operation.words[1] === "destroy" && operation.effect.kind === "remove"
      ? [operation.effect.name]
      : []
  );
  const known = list.map((path) => path.slice("/etc/".length));
  const deported = LISTED.map((name) => `postfix-${name}`)
    .filter((name) => !known.includes(name) && !destroyed.includes(name));
  const unlisted = UNLISTED.map((name) => `postfix-${name}`);
  const expected = new Set([...known, ...deported, ...unlisted]);
  const found = await runShell(`
cd /etc; for name in postfix-*; do
    test -s $name/main.cf && test -s $name/master.cf &&
        test -d /var/spool/$name/maildrop && test -d /var/lib/$name
    echo $name
done
ls -d /var/spool/postfix-* /var/lib/postfix-* | sed 's|.*/||' | sort | uniq -u
find /etc/postfix* -name '*.tmp' -o -name postmulti.lock`);
  assertEquals(found.trim().split("\n").sort(), [...expected].sort());
  const alternates = await runShell("postconf -h alternate_config_directories");
  assertEquals(
    alternates.trim().split(" ").sort(),
    deported.map((name) => `/etc/${name}`).sort(),
  );
}

async function judgeSettings(round: readonly Done[]): Promise<void> {
  const edits = round.filter(({ operation }) =>
    operation.program === "postconf"
  );
  assertEquals(edits.length, OUTSIDE);
  for (const directory of ["/etc/postfix", "/etc/postfix-keep2"]) {
    const expected = edits.flatMap(({ operation: { words } }) =>
      words[1] === directory ? [words.at(-1) ?? ""] : []
    );
    const found = await runShell(`grep ^outside_ ${directory}/main.cf`);
    assertEquals(found.trim().split("\n").sort(), expected.sort());
  }
  const group = await runShell(`
postconf -c /etc/postfix-keep1 -h multi_instance_group
postconf -c /etc/postfix-moved1 -h multi_instance_name
head -n 1 /etc/postfix/main.cf /etc/postfix-keep2/main.cf`);
  assertEquals(
    group,
    "assigned\npostfix-renamed\n" +
      "==> /etc/postfix/main.cf <==\n" +
      "# The primary instance of a throwaway world.\n\n" +
      "==> /etc/postfix-keep2/main.cf <==\n# instance postfix-keep2\n",
  );
}
