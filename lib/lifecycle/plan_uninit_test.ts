import { assertEquals, assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { FatalError } from "../diag/errors.ts";
import type { EditContext, Plan } from "./edit_context.ts";
import { planUninit } from "./plan_uninit.ts";

const WRAPPER = "multi_instance_wrapper";
const ENABLE = "multi_instance_enable";
const LIST = "multi_instance_directories";
const OTHERS = "alternate_config_directories";

function contextOf(mainCf: string): EditContext {
  return madeContext(madeRequest("uninit"), {
    installation: madeInstallation({ mainCf }),
  });
}

function removedBy({ steps }: Plan): readonly string[] {
  return steps.flatMap((step) =>
    step.kind === "edit-main-cf"
      ? step.edits.map(({ kind, name }) => kind === "remove" ? name : kind)
      : [step.kind]
  );
}

const REMOVED: readonly (readonly [mainCf: string, removed: string[]])[] = [
  ["", []],
  ["myhostname = a.example\n", []],
  [
    `${ENABLE} = yes\n${WRAPPER} = \${command_directory}/postmulti -p --\n`,
    [WRAPPER, ENABLE],
  ],
  [`${WRAPPER} = $command_directory/postmulti -p --no-plugins --\n`, [WRAPPER]],
  [`${WRAPPER} = /opt/bin/postmulti\n  --no-plugins -p --\n`, [WRAPPER]],
  [`${WRAPPER} = /opt/größe/instances -p --\n`, [WRAPPER]],
  [`${WRAPPER} =\n`, []],
  [`${ENABLE} = no\n`, [ENABLE]],
  [`${LIST} =\n${OTHERS} = ,\n`, [LIST, OTHERS]],
  [`${LIST} = $nothing\n${OTHERS} = /etc/postfix-old\n`, []],
];

for (const [mainCf, removed] of REMOVED) {
  Deno.test(`planUninit() removes [${removed}] from ${JSON.stringify(mainCf)}`, () => {
    const plan = planUninit(contextOf(mainCf), "/opt/größe/instances");
    assertEquals(removedBy(plan), removed);
    assertEquals(
      plan.summary,
      "multi-instance support removed from /etc/postfix/main.cf",
    );
  });
}

for (
  const wrapper of [
    "/usr/local/bin/mine",
    "/usr/local/bin/mine -p --",
    "${command_directory}/postmulti -x --",
    "${command_directory}/postmulti",
    "postmulti -p --",
  ]
) {
  Deno.test(`planUninit() leaves the wrapper "${wrapper}" to whoever set it`, () => {
    const context = contextOf(`# one\n${WRAPPER} = ${wrapper}\n`);
    const error = assertThrows(
      () => planUninit(context, undefined),
      FatalError,
    );
    assertEquals(
      error.message,
      `/etc/postfix/main.cf, line 2: ${WRAPPER} is "${wrapper}", which ` +
        `postmulti has not set: remove it yourself with "postconf -X ` +
        `${WRAPPER}", then try again`,
    );
  });
}

Deno.test("planUninit() names all instances that are listed still, the damaged too", () => {
  const context = madeContext(madeRequest("uninit"), {
    list: madeList(
      madePrimary(),
      madeSecondary("postfix-in"),
      madeDamage("/etc/postfix-x"),
      madeSecondary("", { configDirectory: "/etc/postfix-y" }),
    ),
  });
  const error = assertThrows(() => planUninit(context, undefined), FatalError);
  assertEquals(
    error.message,
    "there are instances still: postfix-in (/etc/postfix-in), /etc/postfix-x, " +
      '/etc/postfix-y: take each off the list with "postmulti -e deport -i ' +
      'NAME", which leaves its files, or with "postmulti -e destroy -i NAME"; ' +
      "nothing was changed",
  );
});
