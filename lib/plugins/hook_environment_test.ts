import { assertEquals } from "@std/assert";
import { madeEvent } from "../../tests/unit/made_hooks.ts";
import { hookEnvironment, importedEnvironment } from "./hook_environment.ts";

const OWN: Readonly<Record<string, string>> = {
  TZ: "Europe/Berlin",
  LANG: "de_DE",
  EMPTY: "",
  SECRET: "x",
};

/** A value of import_environment, and what it lets through. */
const IMPORTED: readonly (readonly [string, Record<string, string>])[] = [
  ["", {}],
  ["TZ", { TZ: "Europe/Berlin" }],
  ["TZ, EMPTY\n NOT_SET", { TZ: "Europe/Berlin", EMPTY: "" }],
  ["LANG=C TZ", { LANG: "C", TZ: "Europe/Berlin" }],
  ["A=b=c", { A: "b=c" }],
  ["{ A = two words }, TZ", { A: "two words", TZ: "Europe/Berlin" }],
  ["{TZ}", { TZ: "Europe/Berlin" }],
];

for (const [setting, expected] of IMPORTED) {
  Deno.test(`importedEnvironment() of ${JSON.stringify(setting)}`, () => {
    assertEquals(
      importedEnvironment(setting, (name) => OWN[name]),
      expected,
    );
  });
}

const GIVEN = {
  imported: { TZ: "UTC", PATH: "/evil", POSTMULTI_OP: "other" },
  instanceVariables: {
    MAIL_CONFIG: "/etc/postfix-in",
    multi_instance_name: "postfix-in",
  },
};

Deno.test("hookEnvironment() has all that the contract names, and nothing else", () => {
  assertEquals(hookEnvironment(madeEvent(), GIVEN), {
    TZ: "UTC",
    PATH: "/usr/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
    MAIL_CONFIG: "/etc/postfix-in",
    multi_instance_name: "postfix-in",
    POSTMULTI_API: "1",
    POSTMULTI_PHASE: "pre",
    POSTMULTI_OP: "start",
    POSTMULTI_REQUESTED: "start",
    POSTMULTI_OUTCOME: "",
    POSTMULTI_STATUS: "",
    POSTMULTI_RUN_ID: "00ff",
    POSTMULTI_PLUGIN: "10-hook",
    POSTMULTI_CONF: "",
    POSTMULTI_TEST: "",
    POSTMULTI_DEPTH: "1",
  });
});

Deno.test("hookEnvironment() tells how the operation ended, and of settings and tests", () => {
  const event = madeEvent({
    phase: "fail",
    outcome: "failed",
    exit_status: 0,
    conf: "/etc/postfix/postmulti.d/10-hook.conf",
    test: true,
  });
  const environment = hookEnvironment(event, GIVEN);
  assertEquals(environment.POSTMULTI_OUTCOME, "failed");
  assertEquals(environment.POSTMULTI_STATUS, "0");
  assertEquals(environment.POSTMULTI_CONF, event.conf);
  assertEquals(environment.POSTMULTI_TEST, "1");
});

Deno.test("hookEnvironment() has the primary's MAIL_CONFIG for actions of -e", () => {
  const event = madeEvent({ op: "create", class: "edit" });
  assertEquals(hookEnvironment(event, GIVEN).MAIL_CONFIG, "/etc/postfix");
});
