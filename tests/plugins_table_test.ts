/**
 * Every operation with every outcome, and the hooks around it: which ran, in
 * which order, with what input, and what came of it. Real instances in throwaway
 * worlds; the stock tool does the same in a world of its own, and writes the same
 * to standard output.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { Outcome, PluginEvent } from "../plugins/api.ts";
import {
  type Attempt,
  attempt,
  type Call,
  type Mode,
  readAttempt,
  RECORDERS,
  recorders,
} from "./plugins/recorder.ts";
import {
  runInWorld,
  type Side,
  type StepResult,
} from "./world/run_in_world.ts";

type Result = "ok" | "vetoed" | "failed" | "interrupted" | "delegated";

const RESULTS: readonly Result[] = [
  // From the ones that do nothing to the one that does it.
  "vetoed",
  "interrupted",
  "delegated",
  "failed",
  "ok",
];

/** One operation, and how to have it done. */
interface Operation {
  readonly op: string;
  readonly class: PluginEvent["class"];
  /** The command line after `postmulti`. */
  readonly command: string;
  /** The words of the operation. */
  readonly argv: readonly string[];
  /** Shell text before each try; it must succeed. */
  readonly prepare: string;
  /** Shell text that makes it fail; for -e a plugin does that. */
  readonly spoil: string;
  /** Its exit status then; 1 when left out. */
  readonly spoiltStatus?: number;
  /** What a plugin cannot veto. */
  readonly isUnvetoable?: boolean;
  /** Whom it is for. */
  readonly instance?: string;
  readonly requested?: string;
}

const IN = "/etc/postfix-in";
const STOPPED = `postfix -c ${IN} stop 2> /dev/null; :`;
const RUNNING =
  `postfix -c ${IN} status 2> /dev/null || postfix -c ${IN} start`;
const BROKEN = `echo mail_owner = nobody-at-all >> ${IN}/main.cf`;

function wrapper(
  op: string,
  change: Partial<Operation> & Pick<Operation, "prepare" | "spoil">,
): Operation {
  const command = `-i in -p ${op}`;
  return { op, class: null, command, argv: [op], ...change };
}

const ITERATED: readonly Operation[] = [
  wrapper("start", { class: "start", prepare: STOPPED, spoil: RUNNING }),
  wrapper("stop", {
    class: "stop",
    prepare: RUNNING,
    spoil: STOPPED,
    isUnvetoable: true,
  }),
  wrapper("reload", { class: "control", prepare: RUNNING, spoil: STOPPED }),
  wrapper("check", { prepare: ":", spoil: BROKEN, isUnvetoable: true }),
  wrapper("status", { prepare: RUNNING, spoil: STOPPED, isUnvetoable: true }),
  wrapper("flush", {
    class: "control",
    prepare: RUNNING,
    spoil: STOPPED,
    spoiltStatus: 69,
  }),
  wrapper("logrotate", { prepare: RUNNING, spoil: BROKEN }),
  {
    op: "check",
    class: null,
    requested: "start",
    command: "-i out -p start",
    argv: ["check"],
    prepare: ":",
    spoil: BROKEN.replaceAll(IN, "/etc/postfix-out"),
    isUnvetoable: true,
    instance: "postfix-out",
  },
  {
    op: "exec",
    class: null,
    command: "-i in -x sh -c 'echo $multi_instance_name; test -e /run/world/x'",
    argv: ["sh", "-c", "echo $multi_instance_name; test -e /run/world/x"],
    prepare: "touch /run/world/x",
    spoil: "rm /run/world/x",
    isUnvetoable: true,
  },
];

const NEW = "/etc/postfix-new";
const DISABLED = `postconf -c ${NEW} -e multi_instance_enable=no`;
const LISTED = `[ -d ${NEW} ] || $STOCK_POSTMULTI -e create -I postfix-new`;

function edit(op: string, change: Partial<Operation>): Operation {
  return {
    op,
    class: "edit",
    command: `-e ${op} -i new`,
    argv: [op],
    prepare: `${LISTED}; ${DISABLED}`,
    spoil: "",
    instance: "postfix-new",
    ...change,
  };
}

/** In an order in which each finds what the one before has left. */
const EDITED: readonly Operation[] = [
  edit("init", {
    command: "-e init",
    prepare: "sed -i '/^multi_instance_wrapper/d' /etc/postfix/main.cf",
    instance: "",
  }),
  edit("create", { command: "-e create -I postfix-new -G one", prepare: ":" }),
  edit("assign", {
    command: "-e assign -i new -G two",
    prepare: `postconf -c ${NEW} -e multi_instance_group=one`,
  }),
  edit("enable", {}),
  edit("disable", {
    prepare: `postconf -c ${NEW} -e multi_instance_enable=yes`,
  }),
  edit("deport", { prepare: DISABLED }),
  edit("import", {
    command: `-e import config_directory=${NEW}`,
    argv: ["import", `config_directory=${NEW}`],
    prepare: ":",
  }),
  edit("destroy", { prepare: DISABLED }),
];

const DESCENDING = ["stop", "destroy", "deport", "disable"];

const MODES: Readonly<Record<Result, Mode>> = {
  ok: "",
  failed: "",
  vetoed: "veto",
  interrupted: "interrupt",
  delegated: "delegate",
};

/** Shell text of one try. */
function stepOf(operation: Operation, result: Result): string {
  const { command, prepare, spoil } = operation;
  const isSpoilt = result === "failed";
  const mode = isSpoilt && spoil === "" ? "spoil" : MODES[result];
  return `for c in in out; do cp $WORLD/$c.cf /etc/postfix-$c/main.cf; done
touch -d '2 days ago' /etc/postfix*/main.cf
{ ${prepare}; } > $WORLD/prepared 2>&1
${isSpoilt && spoil !== "" ? `{ ${spoil}; } >> $WORLD/prepared 2>&1` : ""}
${attempt(mode, `postmulti ${command}`)}`;
}

const SETUP =
  `three; put /etc/postfix-in/main.cf 'maillog_file = /var/log/in.log'
for c in in out; do cp /etc/postfix-$c/main.cf $WORLD/$c.cf; done\n`;

async function play(
  operations: readonly Operation[],
  results: readonly Result[],
  side: Side,
): Promise<ReadonlyMap<string, StepResult>> {
  const ops = [...new Set(operations.map(({ op }) => op))];
  const cells = operations.flatMap((operation) =>
    results.map((result) => ({ operation, result }))
  );
  const { steps } = await runInWorld(side, {
    setup: SETUP + recorders(ops),
    steps: cells.map(({ operation, result }) => stepOf(operation, result)),
  });
  return new Map(cells.map(({ operation, result }, index) => {
    const step = steps[index];
    if (step === undefined) throw new Error("a step is missing");
    return [`${operation.command} ${result}`, step];
  }));
}

/** The phases of the hooks in their order, as `PLUGIN PHASE`. */
function expectedHooks(operation: Operation, result: Result): string[] {
  const isDescending = DESCENDING.includes(operation.op);
  const ordered = isDescending ? RECORDERS.toReversed() : [...RECORDERS];
  const acted = ordered.slice(0, ordered.indexOf("20-rec") + 1);
  const called = (phase: string, plugins: readonly string[]) =>
    plugins.map((plugin) => `${plugin} ${phase}`);
  switch (result) {
    case "delegated":
      return called("pre", acted);
    case "interrupted":
      return [...called("pre", acted), ...called("fail", acted.toReversed())];
    case "vetoed":
      return operation.isUnvetoable
        ? [...called("pre", ordered), ...called("post", ordered)]
        : [...called("pre", acted), ...called("fail", acted.toReversed())];
    case "failed":
      return [
        ...called("pre", ordered),
        ...called("fail", ordered.toReversed()),
      ];
    case "ok":
      return [...called("pre", ordered), ...called("post", ordered)];
  }
}

function statusOf(operation: Operation, result: Result): number {
  if (result === "ok" || result === "delegated") return 0;
  if (result === "interrupted") return 143;
  return result === "vetoed" && operation.isUnvetoable ? 0 : 1;
}

/** What an event says about the end of the operation. */
function endingOf(
  operation: Operation,
  result: Result,
): Pick<PluginEvent, "outcome" | "exit_status" | "vetoed_by" | "signal"> {
  const isDone = result === "ok" ||
    (result === "vetoed" && operation.isUnvetoable === true);
  const outcome = isDone ? "ok" : result as Outcome;
  return {
    outcome,
    exit_status: isDone
      ? 0
      : result === "failed"
      ? operation.spoiltStatus ?? 1
      : null,
    vetoed_by: outcome === "vetoed" ? "20-rec" : null,
    signal: null,
  };
}

function checkCall(call: Call, operation: Operation, result: Result): void {
  const { event, argv, environment, process } = call;
  const { phase, op, plugin, instance } = event;
  const name = operation.instance ?? "postfix-in";
  assertEquals(argv, [phase, op, name || "-"]);
  assertEquals(process, "/ 0022 leader");
  assertEquals(
    [event.schema, op, event.requested, event.class, event.argv, instance.name],
    [
      1,
      operation.op,
      operation.requested ?? op,
      operation.class,
      operation.argv,
      name,
    ],
  );
  assertEquals([event.index, event.total, event.test, event.conf], [
    1,
    1,
    false,
    null,
  ]);
  const isWithPre = plugin === "20-rec" && result === "vetoed";
  if (phase === "pre") {
    assertEquals([event.outcome, event.exit_status, event.pre_status], [
      null,
      null,
      null,
    ]);
  } else {
    const { outcome, exit_status, vetoed_by, signal } = event;
    assertEquals(
      { outcome, exit_status, vetoed_by, signal },
      endingOf(operation, result),
    );
    assertEquals(event.pre_status, isWithPre ? 3 : 0);
  }
  checkEnvironment(environment, event);
}

function checkEnvironment(
  environment: Readonly<Record<string, string>>,
  event: PluginEvent,
): void {
  const { instance } = event;
  const isEdit = event.class === "edit";
  const { PATH = "", ...rest } = environment;
  assertEquals(PATH.split(":")[0], event.command_directory);
  assertEquals(rest, {
    LANG: "C",
    MAIL_LOGTAG: "postfix",
    POSTLOG_HOSTNAME: "world.example.com",
    POSTLOG_SERVICE: "/var/spool/postfix/public/postlog",
    MAIL_CONFIG: isEdit ? "/etc/postfix" : instance.config_directory,
    command_directory: event.command_directory,
    daemon_directory: event.daemon_directory,
    config_directory: instance.config_directory,
    queue_directory: instance.queue_directory,
    data_directory: instance.data_directory,
    multi_instance_name: instance.name,
    multi_instance_group: instance.group,
    multi_instance_enable: instance.enabled ? "yes" : "no",
    POSTMULTI_API: "1",
    POSTMULTI_PHASE: event.phase,
    POSTMULTI_OP: event.op,
    POSTMULTI_REQUESTED: event.requested,
    POSTMULTI_OUTCOME: event.outcome ?? "",
    POSTMULTI_STATUS: `${event.exit_status ?? ""}`,
    POSTMULTI_RUN_ID: event.run_id,
    POSTMULTI_PLUGIN: event.plugin,
    POSTMULTI_CONF: "",
    POSTMULTI_TEST: "",
    POSTMULTI_DEPTH: "1",
  });
}

function check(tried: Attempt, operation: Operation, result: Result): void {
  const { calls, status } = tried;
  assertEquals(
    calls.map(({ event }) => `${event.plugin} ${event.phase}`),
    expectedHooks(operation, result),
  );
  assertEquals(status, statusOf(operation, result));
  for (const call of calls) checkCall(call, operation, result);
  assertEquals(new Set(calls.map(({ event }) => event.run_id)).size, 1);
}

for (const operations of [ITERATED, EDITED]) {
  const ours = play(operations, RESULTS, "ours");
  const stock = play(operations, ["ok"], "stock");
  ours.catch(() => {});
  stock.catch(() => {});
  for (const operation of operations) {
    for (const result of RESULTS) {
      const title = `postmulti ${operation.command}`;
      Deno.test(`${title} and its hooks when it is ${result}`, async () => {
        const step = (await ours).get(`${operation.command} ${result}`);
        const tried = readAttempt(step?.stdout ?? "");
        check(tried, operation, result);
        const isDone = tried.status === 0 && result !== "delegated";
        const same = (await stock).get(`${operation.command} ok`);
        const said = readAttempt(same?.stdout ?? "");
        assertEquals(said.status, 0, same?.stderr);
        if (isDone) assertEquals(tried.stdout, said.stdout);
        else if (operation.op !== "exec") assertEquals(tried.stdout, "");
      });
    }
  }
}
