/**
 * Running the compiled program in this world, undisturbed or with a fault that
 * strace(1) injects into one of its system calls.
 *
 * Only the program's first thread is traced. It makes all changes of the disk;
 * `watch_all.ts` checks that.
 *
 * @module
 */

import { CHANGES, READS } from "./effects.ts";
import { type Call, keyOf, parseTrace } from "./trace.ts";

/** What a run did. */
export interface Outcome {
  /** Its exit status; 137 when it was killed. */
  readonly status: number;
  /** What it wrote to standard output. */
  readonly stdout: string;
  /** What it wrote to standard error. */
  readonly stderr: string;
}

/** What a traced run did. */
export interface TracedOutcome extends Outcome {
  /** The system calls that change or read files, in their order. */
  readonly calls: readonly Call[];
}

const PROGRAM = "/usr/sbin/postmulti";
const DEADLINE_MS = 30_000;
const ALL_CALLS = [...CHANGES, ...READS, "exit_group"];

/** Runs a command. @throws {Error} when it is not done after half a minute. */
export async function runCommand(
  command: string,
  args: readonly string[],
): Promise<Outcome> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd: "/",
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).output();
  const text = new TextDecoder();
  return {
    status: code,
    stdout: text.decode(stdout),
    stderr: text.decode(stderr),
  };
}

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

/**
 * Runs the program and kills it when it is about to make a call.
 *
 * @param prepare Puts the disk into the state to start from; called again for
 * another attempt when the call was not made as before.
 * @throws {Error} when the call is not made in three attempts.
 */
export function runKilledAt(
  words: readonly string[],
  call: Call,
  prepare: () => Promise<void>,
): Promise<TracedOutcome> {
  const injection = `${call.name}:signal=KILL:when=${call.nth}`;
  return runUntilHit(words, [injection], {
    call,
    prepare,
    hit: ({ calls, status }) => status === 137 ? calls.at(-1) : undefined,
  });
}

/** Runs the program and makes a call fail; as runKilledAt otherwise. */
export function runFailingAt(
  words: readonly string[],
  { call, error }: { readonly call: Call; readonly error: string },
  prepare: () => Promise<void>,
): Promise<TracedOutcome> {
  const injection = `${call.name}:error=${error}:when=${call.nth}`;
  return runUntilHit(words, [injection], { call, prepare, hit: injected });
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
    readonly injections: readonly string[];
  },
  prepare: () => Promise<void>,
): Promise<TracedOutcome> {
  return runUntilHit(words, injections, { call, prepare, hit: injected });
}

function injected({ calls }: TracedOutcome): Call | undefined {
  return calls.find(({ result }) => result.includes("(INJECTED)"));
}

async function runUntilHit(
  words: readonly string[],
  injections: readonly string[],
  { call, prepare, hit }: {
    readonly call: Call;
    readonly prepare: () => Promise<void>;
    readonly hit: (outcome: TracedOutcome) => Call | undefined;
  },
): Promise<TracedOutcome> {
  const met: string[] = [];
  while (met.length < 3) {
    await prepare();
    const outcome = await runTraced(words, injections);
    const last = hit(outcome);
    if (last !== undefined && keyOf(last) === keyOf(call)) return outcome;
    met.push(last === undefined ? "nothing" : keyOf(last));
  }
  throw new Error(`${keyOf(call)}: met ${met.join(", ")} instead`);
}
