/**
 * Running the compiled program in this world, undisturbed or with a fault that
 * strace(1) injects into one of its system calls.
 *
 * Only the program's first thread is traced. It makes all changes of the disk;
 * `watch_all.ts` checks that.
 *
 * @module
 */

import { type Outcome, runCommand } from "../world/run_command.ts";
import { CHANGES, READS } from "./effects.ts";
import { type Call, keyOf, parseTrace } from "./trace.ts";

/** What a traced run did. */
export interface TracedOutcome extends Outcome {
  /** The system calls that change or read files, in their order. */
  readonly calls: readonly Call[];
}

const PROGRAM = "/usr/sbin/postmulti";
const ALL_CALLS = [...CHANGES, ...READS, "exit_group"];

/** Runs the program. */
export function runProgram(words: readonly string[]): Promise<Outcome> {
  return runCommand(PROGRAM, words);
}

/** Runs shell text. @throws {Error} when it fails. */
export async function runShell(text: string): Promise<void> {
  const { status, stderr } = await runCommand("/bin/sh", ["-euc", text]);
  if (status !== 0) throw new Error(`status ${status}: ${text}: ${stderr}`);
}

/**
 * Runs the program under strace(1).
 *
 * @param injections What is to be injected, as strace takes it; only calls of
 * these names are then in the trace.
 */
export async function runTraced(
  words: readonly string[],
  injections: readonly string[] = [],
): Promise<TracedOutcome> {
  const injected = injections.map((one) => one.slice(0, one.indexOf(":")));
  const names = injected.length === 0 ? ALL_CALLS : injected;
  const path = `${Deno.env.get("WORLD")}/trace`;
  const outcome = await runCommand("strace", [
    ...["-y", "-o", path, "-e", `trace=${names}`],
    ...injections.flatMap((injection) => ["-e", `inject=${injection}`]),
    PROGRAM,
    ...words,
  ]);
  return { ...outcome, calls: parseTrace(Deno.readTextFileSync(path)) };
}

/** What is to be injected, given the call with its number in this run. */
type Injections = (call: Call) => readonly string[];

/**
 * Runs the program and kills it when it is about to make a call.
 *
 * @param prepare Puts the disk into the state to start from; called again for
 * another attempt when the call had another number than expected.
 * @throws {Error} when the call is not met in five attempts.
 */
export function runKilledAt(
  words: readonly string[],
  call: Call,
  prepare: () => Promise<void>,
): Promise<TracedOutcome> {
  return runUntilHit(words, call, {
    injections: ({ name, nth }) => [`${name}:signal=KILL:when=${nth}`],
    hit: ({ status, calls }) => status === 137 ? calls.at(-1) : undefined,
    prepare,
  });
}

/** Runs the program and makes a call fail; as runKilledAt otherwise. */
export function runFailingAt(
  words: readonly string[],
  { call, error }: { readonly call: Call; readonly error: string },
  prepare: () => Promise<void>,
): Promise<TracedOutcome> {
  const injections: Injections = ({ name, nth }) => [
    `${name}:error=${error}:when=${nth}`,
  ];
  return runFailingFrom(words, { call, injections }, prepare);
}

/**
 * Runs the program and makes a call and certain later ones fail; as runKilledAt
 * otherwise.
 *
 * @param injections What strace(1) is to inject; at the call first.
 */
export function runFailingFrom(
  words: readonly string[],
  { call, injections }: {
    readonly call: Call;
    readonly injections: Injections;
  },
  prepare: () => Promise<void>,
): Promise<TracedOutcome> {
  return runUntilHit(words, call, {
    injections,
    hit: ({ calls }) =>
      calls.find(({ result }) => result.includes("(INJECTED)")),
    prepare,
  });
}

async function runUntilHit(
  words: readonly string[],
  call: Call,
  { injections, hit, prepare }: {
    readonly injections: Injections;
    readonly hit: (outcome: TracedOutcome) => Call | undefined;
    readonly prepare: () => Promise<void>;
  },
): Promise<TracedOutcome> {
  const met: string[] = [];
  let expected: Call | undefined = call;
  while (met.length < 5 && expected !== undefined) {
    await prepare();
    const outcome = await runTraced(words, injections(expected));
    const last = hit(outcome);
    if (last !== undefined && keyOf(last) === keyOf(call)) return outcome;
    met.push(last === undefined ? "nothing" : keyOf(last));
    await prepare();
    const { calls } = await runTraced(words);
    expected = calls.find((one) => keyOf(one) === keyOf(call));
  }
  throw new Error(`${keyOf(call)}: met ${met.join(", ")} instead`);
}
