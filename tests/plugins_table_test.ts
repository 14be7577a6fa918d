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
import { EDITED, ITERATED, type Operation } from "./plugins/operations.ts";
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
import { withoutPiped } from "./world/without_postfix.ts";

type Result = "ok" | "vetoed" | "failed" | "interrupted" | "delegated";

const RESULTS: readonly Result[] = [
  // From the ones that do nothing to the one that does it.
  "vetoed",
  "interrupted",
  "delegated",
  "failed",
  "ok",
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

/** Does a veto, or SIGTERM, not keep the operation from being done? */
function isDoneAnyway(operation: Operation, result: Result): boolean {
  return (result === "vetoed" && operation.isUnvetoable === true) ||
    (result === "interrupted" && operation.isShielded === true);
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
    case "vetoed":
      return isDoneAnyway(operation, result)
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
  const isDone = result === "ok" || isDoneAnyway(operation, result);
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
        const stdout = withoutPiped(tried.stdout);
        if (isDone) assertEquals(stdout, withoutPiped(said.stdout));
        else if (operation.op !== "exec") assertEquals(stdout, "");
      });
    }
  }
}
