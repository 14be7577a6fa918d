import { assertEquals, assertRejects } from "@std/assert";
import {
  MADE_FACTS,
  madeHookTarget,
  madeOperation,
  madePlugin,
} from "../../tests/unit/made_hooks.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import {
  BUSY,
  madeLock,
  madeTargetLock,
  recordLocks,
} from "../../tests/unit/made_locks.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import type { LockInstance } from "../registry/instance_lock.ts";
import type { ChildOutcome } from "../sys/child.ts";
import type { Signals, StopSignal } from "../sys/signals.ts";
import { chooseHooks } from "./choose.ts";
import type { Operation } from "./event.ts";
import { type Hooked, runWithHooks } from "./run_with_hooks.ts";
import type { PluginSet } from "./plugin.ts";

const START = madeOperation();
const STOP = madeOperation({ op: "stop", requested: "stop", class: "stop" });

/** Plugins: a name with the events it wants, and what its hook does. */
type Scripts = Readonly<Record<string, string>>;

interface Setting {
  readonly operation?: Operation;
  readonly outcome?: ChildOutcome | Error;
  /** Counts as come once a hook has left this file. */
  readonly interruptedBy?: StopSignal;
  /** Locks the instance; without it, that works and is recorded. */
  readonly lockInstance?: LockInstance;
  /** Whether the operation has been done by another run. */
  readonly isDoneAlready?: boolean;
  readonly mayFollow?: boolean;
}

interface Told {
  readonly result: Hooked | undefined;
  /** `PLUGIN PHASE OUTCOME STATUS PRE`, and `operation`. */
  readonly calls: readonly string[];
  readonly lines: readonly string[];
  readonly failures: number;
}

const RECORD = 'read -r event; pre=${event##*pre_status\\":}; ' +
  'echo "$POSTMULTI_PLUGIN $1 ${POSTMULTI_OUTCOME:--} ' +
  '${POSTMULTI_STATUS:--} ${pre%\\}}" >> "$LOG"';

function pluginsOf(temp: TempDirectory, scripts: Scripts): PluginSet {
  const plugins = Object.entries(scripts).map(([head, script]) => {
    const [name = "", ...events] = head.split(" ");
    const path = temp.write(
      `${name}.sh`,
      `#!/bin/sh\nLOG=${temp.path}/log\n${RECORD}\n${script}\n`,
      0o755,
    );
    const delegates = events.includes("delegates");
    const names = events.filter((event) => event !== "delegates");
    return madePlugin(path, names, { delegates });
  });
  return { plugins, broken: [], unused: [] };
}

async function perform(scripts: Scripts, setting: Setting = {}): Promise<Told> {
  const { operation = START, outcome = { kind: "exited", status: 0 } } =
    setting;
  using temp = tempDirectory();
  temp.write("log");
  const target = madeHookTarget({ operation });
  const plan = chooseHooks(pluginsOf(temp, scripts), target);
  const lines: string[] = [];
  let failures = 0;
  const signals: Signals = {
    get interruptedBy() {
      return temp.names().includes("interrupt")
        ? setting.interruptedBy
        : undefined;
    },
    during: (_receive, work) => work(),
    endBySignal: () => Promise.resolve(),
    [Symbol.dispose]: () => {},
  };
  const log = `${temp.path}/log`;
  const record = (line: string) =>
    Deno.writeTextFileSync(log, `${line.split(" ", 1)[0]}\n`, { append: true });
  const run = () =>
    runWithHooks({ ...target, plan, postAgain: undefined }, () => {
      record("operation");
      return outcome instanceof Error
        ? Promise.reject(outcome)
        : Promise.resolve(outcome);
    }, {
      facts: MADE_FACTS,
      installation: madeInstallation(),
      imported: {},
      logging: {},
      executable: "/nonexistent",
      signals,
      diagnostics: createDiagnostics((line) => lines.push(line)),
      countFailure: () => failures++,
      lock: async ({ instance: { configDirectory } }, { runId }) => {
        const { lockInstance = recordLocks(record) } = setting;
        try {
          const wait = { runId, timeoutMs: 0 };
          const lock = await lockInstance(configDirectory, wait);
          return madeTargetLock({
            ...lock,
            isDoneAlready: setting.isDoneAlready ?? false,
            mayFollow: () => Promise.resolve(setting.mayFollow ?? true),
          });
        } catch {
          return undefined;
        }
      },
    });
  let result: Hooked | undefined;
  if (outcome instanceof Error) {
    await assertRejects(run, Error, outcome.message);
  } else result = await run();
  const calls = temp.read("log").trim().split("\n");
  return { result, calls, lines, failures };
}

const BOTH = "pre:start post:start fail:start";

/** Plugins and the outcome of the operation; what is called in which order. */
const TABLE: readonly (readonly [
  title: string,
  scripts: Scripts,
  setting: Setting,
  kind: Hooked["kind"] | undefined,
  calls: readonly string[],
])[] = [
  [
    "runs pre, the operation, post",
    {
      [`10-a ${BOTH}`]: "",
      [`20-b ${BOTH}`]: "",
    },
    {},
    "performed",
    [
      "10-a pre - - null",
      "20-b pre - - null",
      "operation",
      "10-a post ok 0 0",
      "20-b post ok 0 0",
    ],
  ],
  [
    "goes the other way to stop",
    {
      "10-a pre:stop post:stop": "",
      "20-b pre:stop post:stop": "",
    },
    { operation: STOP },
    "performed",
    [
      "20-b pre - - null",
      "10-a pre - - null",
      "operation",
      "20-b post ok 0 0",
      "10-a post ok 0 0",
    ],
  ],
  [
    "unwinds after a failure",
    {
      [`10-a ${BOTH}`]: "",
      "15-only-fail fail:start": "",
      [`20-b ${BOTH}`]: "",
    },
    { outcome: { kind: "exited", status: 3 } },
    "performed",
    [
      "10-a pre - - null",
      "20-b pre - - null",
      "operation",
      "20-b fail failed 3 0",
      "15-only-fail fail failed 3 null",
      "10-a fail failed 3 0",
    ],
  ],
  [
    "unwinds after a death",
    { [`10-a ${BOTH}`]: "" },
    {
      outcome: { kind: "killed", signal: "SIGKILL" },
    },
    "performed",
    [
      "10-a pre - - null",
      "operation",
      "10-a fail failed - 0",
    ],
  ],
  [
    "unwinds and throws what the operation throws",
    { [`10-a ${BOTH}`]: "" },
    {
      outcome: new Error("disk full"),
    },
    undefined,
    [
      "10-a pre - - null",
      "operation",
      "10-a fail failed 1 0",
    ],
  ],
  [
    "unwinds only what was started after a veto",
    {
      [`10-a ${BOTH}`]: "",
      [`20-b ${BOTH}`]: "[ $1 != pre ] || exit 4",
      [`30-c ${BOTH}`]: "",
      "40-only-fail fail:start": "",
    },
    {},
    "vetoed",
    [
      "10-a pre - - null",
      "20-b pre - - null",
      "40-only-fail fail vetoed - null",
      "20-b fail vetoed - 4",
      "10-a fail vetoed - 0",
    ],
  ],
  [
    "takes a death for a veto",
    { "10-a pre:start": "kill -9 $$" },
    {},
    "vetoed",
    [
      "10-a pre - - null",
    ],
  ],
  [
    "lets nobody veto a stop",
    { "10-a pre:stop post:stop": "exit 1" },
    {
      operation: STOP,
    },
    "performed",
    ["10-a pre - - null", "operation", "10-a post ok 0 1"],
  ],
  [
    "runs no other hook after a delegation",
    {
      [`10-a ${BOTH}`]: "",
      [`20-b ${BOTH}`]: "exit 77",
      [`30-c ${BOTH}`]: "",
    },
    {},
    "delegated",
    ["10-a pre - - null", "20-b pre - - null"],
  ],
  [
    "runs all other hooks around an operation that one did instead",
    {
      [`05-a ${BOTH} instead:start`]: '[ "$1" != instead ] || exit 77',
      [`20-b ${BOTH}`]: "",
      "30-c instead:start": "",
    },
    {},
    "performed",
    [
      "05-a pre - - null",
      "20-b pre - - null",
      "05-a instead - - 0",
      "05-a post ok 0 0",
      "20-b post ok 0 0",
    ],
  ],
  [
    "does the operation that no instead hook has done",
    { "10-a instead:start post:start": "" },
    {},
    "performed",
    ["10-a instead - - null", "operation", "10-a post ok 0 null"],
  ],
  [
    "takes an instead hook that failed for an operation that failed",
    {
      "10-a instead:start fail:start": '[ "$1" != instead ] || exit 3',
      [`20-b ${BOTH}`]: "",
    },
    {},
    "performed",
    [
      "20-b pre - - null",
      "10-a instead - - null",
      "20-b fail failed 1 0",
      "10-a fail failed 1 null",
    ],
  ],
  [
    "fails a stop that was to be done by an instead hook and was not",
    { "10-a instead:stop fail:stop": '[ "$1" != instead ] || exit 1' },
    { operation: STOP },
    "performed",
    ["10-a instead - - null", "10-a fail failed 1 null"],
  ],
  [
    "calls no instead hook after a veto",
    { "10-a instead:start": "exit 77", "20-b pre:start": "exit 1" },
    {},
    "vetoed",
    ["20-b pre - - null"],
  ],
  [
    "lets stop be delegated",
    { "10-a pre:stop post:stop": "exit 77" },
    {
      operation: STOP,
    },
    "delegated",
    ["10-a pre - - null"],
  ],
  [
    "goes on after a post hook that failed",
    {
      "10-a post:start": "exit 77",
      "20-b post:start": "kill -9 $$",
      "30-c post:start": "",
    },
    {},
    "performed",
    [
      "operation",
      "10-a post ok 0 null",
      "20-b post ok 0 null",
      "30-c post ok 0 null",
    ],
  ],
  [
    "ends before the operation when a signal came",
    {
      [`10-a ${BOTH}`]: 'touch "${LOG%/*}/interrupt"',
      [`20-b ${BOTH}`]: "",
    },
    { interruptedBy: "SIGTERM" },
    "interrupted",
    [
      "10-a pre - - null",
      "10-a fail interrupted - 0",
    ],
  ],
  [
    "takes a death by the signal for an interruption",
    {
      [`10-a ${BOTH}`]: 'touch "${LOG%/*}/interrupt"; [ $1 = fail ] || kill $$',
    },
    { interruptedBy: "SIGTERM" },
    "interrupted",
    [
      "10-a pre - - null",
      "10-a fail interrupted - null",
    ],
  ],
];

for (const [title, scripts, setting, kind, calls] of TABLE) {
  Deno.test(`runWithHooks() ${title}`, async () => {
    const told = await perform(scripts, setting);
    const isCall = (line: string) => line !== "lock" && line !== "unlock";
    assertEquals(told.calls.filter(isCall), calls);
    assertEquals(told.result?.kind, kind);
  });
}

/** When the instance is locked, and for how long. */
const LOCKED: typeof TABLE = [
  [
    "locks the instance from the first hook to the last",
    { [`10-a ${BOTH}`]: "" },
    {},
    "performed",
    ["lock", "10-a pre - - null", "operation", "10-a post ok 0 0", "unlock"],
  ],
  [
    "keeps the lock until all is undone",
    { [`10-a ${BOTH}`]: "[ $1 != pre ] || exit 1" },
    {},
    "vetoed",
    ["lock", "10-a pre - - null", "10-a fail vetoed - 1", "unlock"],
  ],
  [
    "lets go of the lock when the operation throws",
    { [`10-a ${BOTH}`]: "" },
    { outcome: new Error("disk full") },
    undefined,
    [
      "lock",
      "10-a pre - - null",
      "operation",
      "10-a fail failed 1 0",
      "unlock",
    ],
  ],
  [
    "asks those that delegate first, without the lock",
    { [`10-a ${BOTH}`]: "", [`20-b delegates ${BOTH}`]: "" },
    {},
    "performed",
    [
      "20-b pre - - null",
      "lock",
      "10-a pre - - null",
      "operation",
      "10-a post ok 0 0",
      "20-b post ok 0 0",
      "unlock",
    ],
  ],
  [
    "runs nothing else after one that has delegated",
    { [`10-a ${BOTH}`]: "", [`20-b delegates ${BOTH}`]: "exit 77" },
    {},
    "delegated",
    ["20-b pre - - null"],
  ],
  [
    "asks the shipped plugin without the lock, whatever it declares",
    { "10-a pre:stop": "", "05-systemd pre:stop": "exit 77" },
    { operation: STOP },
    "delegated",
    ["05-systemd pre - - null"],
  ],
  [
    "without the lock undoes what those that delegate have done, and no more",
    {
      [`10-a ${BOTH}`]: "",
      "15-only-fail fail:start": "",
      [`20-b delegates ${BOTH}`]: "",
    },
    { lockInstance: BUSY },
    "busy",
    ["20-b pre - - null", "20-b fail failed 1 0"],
  ],
  [
    "calls no hooks but those that delegate for what another run has done",
    {
      [`10-a ${BOTH}`]: "",
      [`20-b delegates ${BOTH}`]: "",
    },
    { isDoneAlready: true, outcome: { kind: "exited", status: 1 } },
    "performed",
    [
      "20-b pre - - null",
      "lock",
      "operation",
      "20-b fail failed 1 0",
      "unlock",
    ],
  ],
  [
    "calls no hooks after a stop when another run works on the instance by then",
    { "10-a pre:stop post:stop fail:stop": "" },
    { operation: STOP, mayFollow: false },
    "performed",
    ["lock", "10-a pre - - null", "operation", "unlock"],
  ],
  [
    "undoes what it has made when another run has stopped the instance",
    { [`10-a ${BOTH}`]: "", "15-only-fail fail:start": "" },
    {
      lockInstance: () =>
        Promise.resolve(madeLock({ isOvertaken: () => true })),
    },
    "busy",
    [
      "10-a pre - - null",
      "15-only-fail fail failed - null",
      "10-a fail failed - 0",
    ],
  ],
];

for (const [title, scripts, setting, kind, calls] of LOCKED) {
  Deno.test(`runWithHooks() ${title}`, async () => {
    const told = await perform(scripts, setting);
    assertEquals(told.calls, calls);
    assertEquals(told.result?.kind, kind);
  });
}

Deno.test("runWithHooks() tells who vetoed, and why", async () => {
  const { lines } = await perform({ "10-a pre:start": "echo no port; exit 4" });
  assertEquals(lines, [
    "postmulti: 10-a[postfix-in pre:start]: no port\n",
    "postmulti: warning: instance postfix-in: start vetoed by plugin 10-a: " +
    "exit status 4: no port\n",
  ]);
});

Deno.test("runWithHooks() tells of a pre hook that cannot veto", async () => {
  const { lines, failures } = await perform({ "10-a pre:stop": "kill $$" }, {
    operation: STOP,
  });
  assertEquals([lines, failures], [[
    "postmulti: warning: instance postfix-in: plugin 10-a: pre:stop: killed " +
    "by SIGTERM: stop goes ahead\n",
  ], 0]);
});

Deno.test("runWithHooks() counts post hooks that fail", async () => {
  const { lines, failures } = await perform({
    "10-a post:start": "exit 1",
    "20-b post:start": "exit 2",
  });
  assertEquals([lines, failures], [[
    "postmulti: warning: instance postfix-in: plugin 10-a: post:start: exit " +
    "status 1\n",
    "postmulti: warning: instance postfix-in: plugin 20-b: post:start: exit " +
    "status 2\n",
  ], 2]);
});
