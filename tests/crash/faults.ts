/**
 * The kinds of faults, and trying each at every point of a scenario.
 *
 * @module
 */

import { CHANGES, errorsFor, isChange, isRead } from "./effects.ts";
import {
  isCommitted,
  judgeCrashed,
  judgeFailed,
  judgeMended,
  judgeRecovered,
  judgeTornJournal,
} from "./judge.ts";
import { LOCK } from "./disk.ts";
import { runFailingAt, runFailingFrom, runKilledAt } from "./program.ts";
import { sample } from "./sample.ts";
import { killPoints, rewind, type Stage } from "./stage.ts";
import { type Call, keyOf } from "./trace.ts";

/** One attempt: where and what, and carrying it out; problems come as lines. */
export interface Attempt {
  /** For example `killed at rename #2 /etc/postfix/main.cf`. */
  readonly title: string;
  /** Does it. */
  readonly run: () => Promise<string[]>;
}

/** Killed before each change, and restarted. */
export function kills(stage: Stage): Attempt[] {
  return killPoints(stage.calls).map((call, index) => ({
    title: `killed at ${keyOf(call)}`,
    run: async () => {
      await runKilledAt(stage.scenario.words, call, rewind);
      return await judgeBoth(stage, index % 4 === 3 ? "again" : "recover");
    },
  }));
}

/**
 * The power fails before a file is synced: of what was written, half or
 * nothing is there.
 */
export function tears(stage: Stage): Attempt[] {
  return stage.calls.filter(isFileSync).flatMap((call) =>
    [0.5, 0].map((part) => ({
      title: `torn to ${part} at ${keyOf(call)}`,
      run: async () => {
        await runKilledAt(stage.scenario.words, call, rewind);
        const path = call.paths[0] ?? "";
        Deno.truncateSync(path, Math.floor(Deno.statSync(path).size * part));
        return [
          ...path === LOCK && part > 0 ? await judgeTornJournal() : [],
          ...await judgeBoth(stage, "recover"),
        ];
      },
    }))
  );
}

/** Each change fails with each error it can have, and so do some reads. */
export function errors(stage: Stage): Attempt[] {
  const reads = faultsOf(stage.calls.filter(isRead));
  const changes = faultsOf(stage.calls.filter(isChange));
  const faults = [
    ...stage.scenario.isVariant ? sample(changes, 100) : changes,
    ...sample(reads, 16),
  ];
  return faults.map(({ call, error }) => ({
    title: `${error} from ${keyOf(call)}`,
    run: async () => {
      const { words } = stage.scenario;
      const outcome = await runFailingAt(words, { call, error }, rewind);
      return [
        ...judgeFailed(stage, outcome),
        ...await judgeMended(stage, outcome.stderr),
      ];
    },
  }));
}

/** A system call, and the error it is to end with. */
export interface Fault {
  /** Which call. */
  readonly call: Call;
  /** For example `EIO`. */
  readonly error: string;
}

/** Every error of every call. */
export function faultsOf(calls: readonly Call[]): Fault[] {
  return calls.flatMap((call) =>
    errorsFor(call).map((error) => ({ call, error }))
  );
}

/** From each change on, nothing can be changed any more; later it is mended. */
export function readOnly(stage: Stage): Attempt[] {
  const calls = stage.calls
    .filter((call) => isChange(call) && LOCKED_OUT.has(call.name));
  return sample(calls, 20).map((call) => ({
    title: `EROFS from ${keyOf(call)} on`,
    run: async () => {
      const outcome = await runFailingFrom(
        stage.scenario.words,
        { call, injections: () => fromHereOn(stage.calls, call) },
        rewind,
      );
      return await judgeMended(stage, outcome.stderr);
    },
  }));
}

/** Everything that is right at once and after a restart that is told by the commit. */
export async function judgeBoth(
  stage: Stage,
  restart: "recover" | "again",
): Promise<string[]> {
  const expected = isCommitted(stage) ? "after" : "before";
  return [
    ...await judgeCrashed(stage),
    ...await judgeRecovered(stage, { restart, expected }),
  ];
}

/** Calls that a read-only file system refuses; opening is left alone. */
const LOCKED_OUT: ReadonlySet<string> = new Set(
  CHANGES.filter((name) =>
    !/^(openat|.*write.*|flock|f(data)?sync)$/.test(name)
  ),
);

function fromHereOn(calls: readonly Call[], from: Call): string[] {
  const until = calls.indexOf(from);
  return [...LOCKED_OUT].map((name) => {
    const made = calls.slice(0, until).filter((call) => call.name === name);
    return `${name}:error=EROFS:when=${made.length + 1}+`;
  });
}

function isFileSync({ name, paths }: Call): boolean {
  return name === "fsync" && /\.(tmp|lock)$/.test(paths[0] ?? "");
}
