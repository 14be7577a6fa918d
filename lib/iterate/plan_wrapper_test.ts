import { assertEquals } from "@std/assert";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import type { Instance } from "../registry/instance.ts";
import { type CommandClasses, planWrapperRuns } from "./plan_wrapper.ts";

const CLASSES: CommandClasses = {
  start: ["start", "start-fg"],
  stop: ["stop", "abort", "drain"],
  control: ["reload", "flush"],
};

const ALL: readonly Instance[] = [
  madePrimary({ name: "on-1" }),
  madeSecondary("off-1"),
  madeSecondary("on-2", { enabled: true }),
  madeSecondary("off-2"),
];

const OFF = ALL.filter(({ enabled }) => !enabled);

function runs(
  instances: readonly Instance[],
  command: string,
  classes = CLASSES,
): string[] {
  return planWrapperRuns(instances, command.split(" "), classes)
    .map(({ instance, words }) => `${instance.name}: ${words.join(" ")}`);
}

const PLANS: readonly (readonly [
  command: string,
  expected: readonly string[],
])[] = [
  ["start", ["on-1: start", "off-1: check", "on-2: start", "off-2: check"]],
  ["start-fg", [
    "on-1: start-fg",
    "off-1: check",
    "on-2: start-fg",
    "off-2: check",
  ]],
  ["start more words", [
    "on-1: start more words",
    "off-1: check more words",
    "on-2: start more words",
    "off-2: check more words",
  ]],
  ["stop", ["on-2: stop", "on-1: stop"]],
  ["drain now", ["on-2: drain now", "on-1: drain now"]],
  ["reload", ["on-1: reload", "on-2: reload"]],
  ["flush stop", ["on-1: flush stop", "on-2: flush stop"]],
  ["status", [
    "on-1: status",
    "off-1: status",
    "on-2: status",
    "off-2: status",
  ]],
  ["-v start", [
    "on-1: -v start",
    "off-1: -v start",
    "on-2: -v start",
    "off-2: -v start",
  ]],
  ["Stop", ["on-1: Stop", "off-1: Stop", "on-2: Stop", "off-2: Stop"]],
  ["", ["on-1: ", "off-1: ", "on-2: ", "off-2: "]],
];

for (const [command, expected] of PLANS) {
  Deno.test(`planWrapperRuns() plans "${command}"`, () => {
    assertEquals(runs(ALL, command), expected);
  });
}

for (const command of ["stop", "reload"]) {
  Deno.test(`planWrapperRuns() plans nothing for ${command} of disabled ones`, () => {
    assertEquals(runs(OFF, command), []);
  });
}

Deno.test("planWrapperRuns() plans to check disabled ones instead of starting", () => {
  assertEquals(runs(OFF, "start"), ["off-1: check", "off-2: check"]);
});

Deno.test("planWrapperRuns() takes a command of two classes for a stop", () => {
  const classes = { start: ["x"], stop: ["x"], control: ["x"] };
  assertEquals(runs(ALL, "x", classes), ["on-2: x", "on-1: x"]);
});

Deno.test("planWrapperRuns() leaves the order of what it is given alone", () => {
  const instances = [...ALL];
  runs(instances, "stop");
  assertEquals(instances, [...ALL]);
});
