import { assertEquals } from "@std/assert";
import { madeHookTarget, madeOperation } from "../../tests/unit/made_hooks.ts";
import { BUSY, madeLock, recordLocks } from "../../tests/unit/made_locks.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import type { TargetLock } from "../plugins/hook_target.ts";
import type { LockInstance } from "../registry/instance_lock.ts";
import { isRoot } from "../sys/process.ts";
import { BusyError } from "../sys/wait_for_lock.ts";
import type { InstanceNow } from "./instance_now.ts";
import { lockForTurn } from "./lock_for_turn.ts";

/** What came of it: whether there is a lock, what was locked, what was reported. */
async function lock(
  [op, operationClass]: readonly [
    op: string,
    operationClass: "start" | "stop" | "control" | null,
  ],
  lockInstance?: LockInstance,
  { signal, now = {} }: {
    readonly signal?: string;
    readonly now?: Partial<InstanceNow>;
  } = {},
): Promise<readonly [boolean, readonly string[], TargetLock | undefined]> {
  const lines: string[] = [];
  const operation = madeOperation({ op, class: operationClass });
  const held = await lockForTurn(madeHookTarget({ operation }), {
    runId: "00ff",
    lockTimeoutMs: 30_000,
    lockInstance: lockInstance ?? recordLocks((line) => lines.push(line)),
    interrupted: () => signal,
    diagnostics: createDiagnostics((line) => lines.push(line)),
    look: () => ({ isEnabled: () => true, isRunning: () => false, ...now }),
  });
  held?.[Symbol.dispose]();
  return [held !== undefined, lines, held];
}

const TAKEN = ["lock /etc/postfix-in", "unlock /etc/postfix-in"];

for (
  const [op, operationClass, isLocked] of [
    ["start", "start", true],
    ["stop", "stop", true],
    ["drain", "stop", true],
    ["reload", "control", true],
    ["flush", "control", false],
    ["check", null, false],
    ["status", null, false],
    ["exec", null, false],
  ] as const
) {
  Deno.test(`lockForTurn() locks for ${op}: ${isLocked}`, async () => {
    const lines = isLocked && isRoot() ? TAKEN : [];
    assertEquals((await lock([op, operationClass])).slice(0, 2), [true, lines]);
  });
}

const ignore = !isRoot();

Deno.test("lockForTurn() keeps a start from an instance that is busy", {
  ignore,
}, async () => {
  assertEquals((await lock(["start", "start"], BUSY)).slice(0, 2), [false, [
    "postmulti: warning: instance postfix-in: start: process 1 (x) works on " +
    "this instance: wait for it, or give it more time with --lock-timeout\n",
  ]]);
});

Deno.test("lockForTurn() has a stop go ahead", { ignore }, async () => {
  assertEquals((await lock(["stop", "stop"], BUSY)).slice(0, 2), [true, [
    "postmulti: warning: instance postfix-in: stop goes ahead after 30 s, " +
    "although process 1 (x) works on this instance\n",
  ]]);
});

Deno.test("lockForTurn() ends when a signal comes", { ignore }, async () => {
  assertEquals(
    (await lock(["stop", "stop"], BUSY, { signal: "SIGTERM" })).slice(0, 2),
    [false, []],
  );
});

Deno.test(
  "lockForTurn() goes ahead where no lock can be made",
  { ignore },
  async () => {
    const full: LockInstance = () =>
      Promise.reject(new FatalError("/run/x: cannot be made: disk full"));
    assertEquals((await lock(["start", "start"], full)).slice(0, 2), [true, [
      "postmulti: instance postfix-in: start goes ahead without a lock: /run/x: " +
      "cannot be made: disk full\n",
    ]]);
  },
);

Deno.test("lockForTurn() lets go when a signal came while it waited", {
  ignore,
}, async () => {
  let signal: string | undefined;
  const late: LockInstance = () => {
    signal = "SIGTERM";
    return Promise.resolve(madeLock());
  };
  const held = await lockForTurn(madeHookTarget(), {
    runId: "",
    lockInstance: late,
    lockTimeoutMs: 0,
    interrupted: () => signal,
    diagnostics: createDiagnostics(() => {}),
    look: () => ({ isEnabled: () => true, isRunning: () => false }),
  });
  assertEquals(held, undefined);
});

Deno.test("lockForTurn() starts nothing that has been disabled, or is gone", {
  ignore,
}, async () => {
  const [isHeld, lines] = await lock(["start", "start"], undefined, {
    now: { isEnabled: () => false },
  });
  assertEquals([isHeld, lines], [false, [
    TAKEN[0],
    "postmulti: warning: instance postfix-in: start: another run has disabled " +
    "it in the meantime\n",
    TAKEN[1],
  ]]);
  const gone = await lock(["start", "start"], undefined, {
    now: {
      isEnabled: () => {
        throw new FatalError("/etc/postfix-in/main.cf: No such file");
      },
    },
  });
  assertEquals(gone[0], false);
  const stop = await lock(["stop", "stop"], undefined, {
    now: { isEnabled: () => false },
  });
  assertEquals(stop[0], true);
});

for (
  const [isContended, isUp, isDone] of [
    [true, true, true],
    [true, false, false],
    [false, true, false],
  ] as const
) {
  Deno.test(
    `lockForTurn() finds a start done: waited ${isContended}, runs ${isUp}`,
    { ignore },
    async () => {
      const lockInstance = () => Promise.resolve(madeLock({ isContended }));
      const now = { isRunning: () => isUp };
      const [, , start] = await lock(["start", "start"], lockInstance, { now });
      assertEquals(start?.isDoneAlready, isDone);
      const [, , reload] = await lock(["reload", "control"], lockInstance, {
        now,
      });
      assertEquals(reload?.isDoneAlready, false);
    },
  );
}

/** A run holds the lock for good; then it is there no more, or another run is. */
function lockOf(holders: readonly (string | undefined)[]): LockInstance {
  const left = [...holders];
  return () => {
    const holder = left.shift();
    return holder === undefined
      ? Promise.resolve(madeLock())
      : Promise.reject(new BusyError(`${holder} works`, holder));
  };
}

for (
  const [when, holder, isUp, isDone, expected] of [
    ["the run that had the lock still has it", "process 1", true, true, true],
    ["another run has it", "process 2", false, true, false],
    ["no run has it", undefined, false, true, true],
    ["another run has started the instance", undefined, true, true, false],
    ["the stop has failed", undefined, true, false, true],
  ] as const
) {
  Deno.test(
    `the hooks after a stop without the lock run: ${expected}, when ${when}`,
    { ignore },
    async () => {
      const [, , stop] = await lock(
        ["stop", "stop"],
        lockOf(["process 1", holder]),
        { now: { isRunning: () => isUp } },
      );
      assertEquals(await stop?.mayFollow(isDone), expected);
    },
  );
}
