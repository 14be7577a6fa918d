import { assertEquals, assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { FatalError } from "../diag/errors.ts";
import type { EditContext, Plan } from "./edit_context.ts";
import { planAssign, planEnable } from "./plan_assign.ts";

// None of these directories is there, so that nothing is read.
const A = madeSecondary("postfix-a", { configDirectory: "/nonexistent/a" });
const B = madeSecondary("postfix-b", { configDirectory: "/nonexistent/b" });
const NAMELESS = madeSecondary("n", {
  name: "",
  configDirectory: "/nonexistent/n",
});
const LIST = madeList(madePrimary(), A, B, NAMELESS);

interface Given {
  readonly name: string;
  readonly newName?: string;
  readonly newGroup?: string;
}

function context(
  { name, newName, newGroup }: Given,
  list = LIST,
): EditContext {
  const request = madeRequest("assign", {
    selection: { by: "name", name },
    newName,
    newGroup,
  });
  return madeContext(request, { list });
}

function settings({ steps }: Plan): string[] {
  return steps.flatMap((step) =>
    step.kind === "edit-main-cf"
      ? step.edits.map((edit) =>
        edit.kind === "set"
          ? `${step.path}: ${edit.name}=${edit.value}`
          : edit.kind
      )
      : step.kind
  );
}

for (
  const [enable, value, said] of [
    [true, "yes", "enabled"],
    [false, "no", "disabled"],
  ] as const
) {
  Deno.test(`planEnable() sets ${value} when ${said}`, () => {
    const plan = planEnable(context({ name: "a" }), enable);
    assertEquals(settings(plan), [
      `/nonexistent/a/main.cf: multi_instance_enable=${value}`,
    ]);
    assertEquals(plan.summary, `${said} instance postfix-a`);
    assertEquals(plan.warnings, []);
  });
}

const PLANS: readonly (readonly [
  given: Given,
  settings: readonly string[],
  summary: string,
])[] = [
  [
    { name: "a", newName: "postfix-c" },
    ["/nonexistent/a/main.cf: multi_instance_name=postfix-c"],
    "assigned name postfix-c to instance postfix-a",
  ],
  [
    { name: "a", newGroup: "g" },
    ["/nonexistent/a/main.cf: multi_instance_group=g"],
    "assigned group g to instance postfix-a",
  ],
  [
    { name: "a", newName: "", newGroup: "" },
    [
      "/nonexistent/a/main.cf: multi_instance_name=",
      "/nonexistent/a/main.cf: multi_instance_group=",
    ],
    "assigned name - and group - to instance postfix-a",
  ],
  [
    { name: "a", newName: "postfix-a" },
    ["/nonexistent/a/main.cf: multi_instance_name=postfix-a"],
    "assigned name postfix-a to instance postfix-a",
  ],
  [
    { name: "/nonexistent/n", newName: "postfix-c" },
    ["/nonexistent/n/main.cf: multi_instance_name=postfix-c"],
    "assigned name postfix-c to instance /nonexistent/n",
  ],
];

for (const [given, expected, summary] of PLANS) {
  Deno.test(`planAssign() plans ${JSON.stringify(given)}`, () => {
    const plan = planAssign(context(given));
    assertEquals(settings(plan), expected);
    assertEquals(plan.summary, summary);
  });
}

Deno.test("planAssign() works on the primary, too", () => {
  const plan = planAssign(context({ name: "-", newGroup: "g" }));
  assertEquals(settings(plan), [
    "/etc/postfix/main.cf: multi_instance_group=g",
  ]);
});

Deno.test("planAssign() refuses a name that another instance has", () => {
  assertThrows(
    () => planAssign(context({ name: "a", newName: "postfix-b" })),
    FatalError,
    "the name postfix-b belongs to the instance in /nonexistent/b: choose",
  );
});

const DAMAGED = madeList(madePrimary(), A, madeDamage("/nonexistent/x"));

Deno.test("planAssign() refuses a new name that a damaged instance may have", () => {
  assertThrows(
    () => planAssign(context({ name: "a", newName: "postfix-c" }, DAMAGED)),
    FatalError,
    "instance /nonexistent/x is damaged, so it is unknown whether its name " +
      "is postfix-c",
  );
});

const HARMLESS: readonly Given[] = [
  { name: "a", newGroup: "g" },
  { name: "a", newName: "" },
  { name: "a", newName: "postfix-a" },
];

for (const given of HARMLESS) {
  const title = JSON.stringify(given);
  Deno.test(`planAssign() plans ${title} beside a damaged instance`, () => {
    assertEquals(settings(planAssign(context(given, DAMAGED))).length, 1);
  });
}

Deno.test("planEnable() and planAssign() refuse an instance that is not there", () => {
  const given = { name: "nosuch", newGroup: "g" };
  const said = 'there is no instance "nosuch"';
  assertThrows(() => planEnable(context(given), true), FatalError, said);
  assertThrows(() => planAssign(context(given)), FatalError, said);
});
