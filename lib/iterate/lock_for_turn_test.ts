import { assertEquals } from "@std/assert";
import { madeOccasion, madeOperation } from "../../tests/unit/made_hooks.ts";
import { BUSY, recordLocks } from "../../tests/unit/made_locks.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import type { LockInstance } from "../registry/instance_lock.ts";
import { isRoot } from "../sys/process.ts";
import { lockForTurn } from "./lock_for_turn.ts";

/** What came of it: whether there is a lock, what was locked, what was reported. */
async function lock(
  [op, operationClass]: readonly [
    op: string,
    operationClass: "start" | "stop" | "control" | null,
  ],
  lockInstance?: LockInstance,
  signal?: string,
): Promise<readonly [boolean, readonly string[]]> {
  const lines: string[] = [];
  const operation = madeOperation({ op, class: operationClass });
  const held = await lockForTurn(madeOccasion({ operation }), {
    runId: "00ff",
    lockTimeoutMs: 30_000,
    lockInstance: lockInstance ?? recordLocks((line) => lines.push(line)),
    interrupted: () => signal,
    diagnostics: createDiagnostics((line) => lines.push(line)),
  });
  held?.[Symbol.dispose]();
  return [held !== undefined, lines];
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
    assertEquals(await lock([op, operationClass]), [true, lines]);
  });
}

const ignore = !isRoot();

Deno.test("lockForTurn() keeps a start from an instance that is busy", {
  ignore,
}, async () => {
  assertEquals(await lock(["start", "start"], BUSY), [false, [
    "postmulti: warning: instance postfix-in: start: process 1 (x) works on " +
    "this instance: wait for it, or give it more time with --lock-timeout\n",
  ]]);
});

Deno.test("lockForTurn() has a stop go ahead", { ignore }, async () => {
  assertEquals(await lock(["stop", "stop"], BUSY), [true, [
    "postmulti: warning: instance postfix-in: stop goes ahead after 30 s, " +
    "although process 1 (x) works on this instance\n",
  ]]);
});

Deno.test("lockForTurn() ends when a signal comes", { ignore }, async () => {
  assertEquals(await lock(["stop", "stop"], BUSY, "SIGTERM"), [false, []]);
});

Deno.test(
  "lockForTurn() goes ahead where no lock can be made",
  { ignore },
  async () => {
    const full: LockInstance = () =>
      Promise.reject(new FatalError("/run/x: cannot be made: disk full"));
    assertEquals(await lock(["start", "start"], full), [true, [
      "postmulti: instance postfix-in: start goes ahead without a lock: /run/x: " +
      "cannot be made: disk full\n",
    ]]);
  },
);
