import { assertEquals } from "@std/assert";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import { chooseHooks } from "./choose.ts";
import type { AppliesTo, Declaration } from "./declaration.ts";
import { type EventName, type Operation, PHASES } from "./event.ts";
import type { BrokenPlugin, Plugin, PluginSet } from "./plugin.ts";

function events(on: string): EventName[] {
  return on.split(",").map((word) => {
    const [phase, op = ""] = word.split(":");
    return { phase: phase as EventName["phase"], op };
  });
}

function declared(
  on: string,
  appliesTo: AppliesTo = { kind: "all" },
): Declaration {
  return { events: events(on), timeoutS: 60, appliesTo, delegates: false };
}

function plugin(id: string, on: string, appliesTo?: AppliesTo): Plugin {
  const path = `/etc/postfix/postmulti.d/${id}`;
  const declaration = declared(on, appliesTo);
  return { id, path, kind: "executable", declaration, conf: undefined };
}

function broken(id: string, declaration?: Declaration): BrokenPlugin {
  return {
    id,
    path: `/${id}`,
    reason: "is bad",
    remedy: "mend it",
    declaration,
  };
}

function setOf(
  plugins: readonly Plugin[],
  brokenOnes: readonly BrokenPlugin[] = [],
): PluginSet {
  return { plugins, broken: brokenOnes, unused: [] };
}

function operation(op: string, kind: Operation["class"]): Operation {
  return { op, requested: op, class: kind, argv: [op] };
}

const ALL_PHASES = "pre:@change,post:@change,fail:@change";
const THREE = setOf(
  ["10-a", "20-b", "30-c"].map((id) => plugin(id, ALL_PHASES)),
);

const ORDERS: readonly (readonly [
  op: string,
  kind: Operation["class"],
  isDescending: boolean,
])[] = [
  ["start", "start", false],
  ["reload", "control", false],
  ["create", "edit", false],
  ["import", "edit", false],
  ["enable", "edit", false],
  ["assign", "edit", false],
  ["init", "edit", false],
  ["stop", "stop", true],
  ["abort", "stop", true],
  ["destroy", "edit", true],
  ["deport", "edit", true],
  ["disable", "edit", true],
];

for (const [op, kind, isDescending] of ORDERS) {
  const word = isDescending ? "descending" : "ascending";
  Deno.test(`chooseHooks() goes in ${word} order for ${op}`, () => {
    const plan = chooseHooks(THREE, {
      operation: operation(op, kind),
      instance: madePrimary(),
    });
    const ids = (plugins: readonly Plugin[]) => plugins.map(({ id }) => id);
    const order = ["10-a", "20-b", "30-c"];
    const there = isDescending ? order.toReversed() : order;
    assertEquals(ids(plan.pre), there);
    assertEquals(ids(plan.post), there);
    assertEquals(ids(plan.fail), there.toReversed());
  });
}

const EVENTS: readonly (readonly [
  on: string,
  op: string,
  kind: Operation["class"],
  phases: string,
])[] = [
  ["pre:start", "start", "start", "pre"],
  ["pre:@start", "start", "start", "pre"],
  ["pre:@change", "start", "start", "pre"],
  ["pre:start,post:start,fail:start", "start", "start", "pre post fail"],
  ["post:stop", "start", "start", ""],
  ["pre:@stop", "start", "start", ""],
  ["pre:@edit", "create", "edit", "pre"],
  ["pre:@edit", "start", "start", ""],
  ["pre:@control", "reload", "control", "pre"],
  ["pre:@change", "check", null, ""],
  ["pre:@change", "status", null, ""],
  ["pre:@change", "exec", null, ""],
  ["pre:check", "check", null, "pre"],
  ["fail:exec", "exec", null, "fail"],
  ["instead:start", "start", "start", "instead"],
  ["instead:@stop,pre:stop", "stop", "stop", "pre instead"],
  ["instead:reload", "reload", "control", "instead"],
  ["instead:@start", "check", null, ""],
  ["pre:start", "check", null, ""],
  ["pre:start,pre:start", "start", "start", "pre"],
];

for (const [on, op, kind, phases] of EVENTS) {
  const title = phases === "" ? "nothing" : phases;
  Deno.test(`chooseHooks() calls ${title} of ${on} for ${op} (${kind})`, () => {
    const plan = chooseHooks(setOf([plugin("10-a", on)]), {
      operation: operation(op, kind),
      instance: madePrimary(),
    });
    const called = PHASES.filter((phase) => plan[phase].length > 0);
    assertEquals(called.join(" "), phases);
  });
}

const PRIMARY = madePrimary();
const IN = madeSecondary("postfix-in", { group: "mta" });

const APPLIES_TO: readonly (readonly [
  title: string,
  appliesTo: AppliesTo,
  primary: boolean,
  secondary: boolean,
])[] = [
  ["all", { kind: "all" }, true, true],
  ["primary", { kind: "primary" }, true, false],
  ["secondary", { kind: "secondary" }, false, true],
  ["group:mta", { kind: "group", group: "mta" }, false, true],
  ["group:other", { kind: "group", group: "other" }, false, false],
  ["postfix-in", { kind: "instance", name: "postfix-in" }, false, true],
  ["postfix-out", { kind: "instance", name: "postfix-out" }, false, false],
];

for (const [title, appliesTo, forPrimary, forSecondary] of APPLIES_TO) {
  Deno.test(`chooseHooks() heeds for=${title}`, () => {
    const set = setOf([plugin("10-a", "pre:start", appliesTo)]);
    const isCalled = (instance: typeof PRIMARY) =>
      chooseHooks(set, { operation: operation("start", "start"), instance })
        .pre.length === 1;
    assertEquals([isCalled(PRIMARY), isCalled(IN)], [forPrimary, forSecondary]);
  });
}

const FOR_OUT: AppliesTo = { kind: "instance", name: "postfix-out" };

const BROKEN: readonly (readonly [
  title: string,
  declaration: Declaration | undefined,
  op: string,
  kind: Operation["class"],
  expected: "refused" | "warned" | "nothing",
])[] = [
  ["that wants who knows what", undefined, "start", "start", "refused"],
  ["that wants who knows what", undefined, "create", "edit", "refused"],
  ["that wants who knows what", undefined, "stop", "stop", "warned"],
  ["that wants who knows what", undefined, "abort", "stop", "warned"],
  ["that wants who knows what", undefined, "check", null, "warned"],
  ["that wants who knows what", undefined, "status", null, "warned"],
  ["that wants who knows what", undefined, "exec", null, "warned"],
  ["that wants who knows what", undefined, "tls", null, "refused"],
  ["that wants pre:start", declared("pre:start"), "start", "start", "refused"],
  [
    "that wants post:start",
    declared("post:start"),
    "start",
    "start",
    "refused",
  ],
  [
    "that wants pre:start",
    declared("pre:start"),
    "reload",
    "control",
    "nothing",
  ],
  ["that wants pre:stop", declared("pre:stop"), "stop", "stop", "warned"],
  [
    "for another instance",
    declared("pre:start", FOR_OUT),
    "start",
    "start",
    "nothing",
  ],
];

for (const [title, declaration, op, kind, expected] of BROKEN) {
  Deno.test(`chooseHooks() has ${op} ${expected} for a broken plugin ${title}`, () => {
    const one = broken("10-a", declaration);
    const { refusals, warnings } = chooseHooks(setOf([], [one]), {
      operation: operation(op, kind),
      instance: PRIMARY,
    });
    assertEquals(refusals, expected === "refused" ? [one] : []);
    assertEquals(warnings, expected === "warned" ? [one] : []);
  });
}
