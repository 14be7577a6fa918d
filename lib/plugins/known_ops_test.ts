import { assert, assertEquals } from "@std/assert";
import { madeParameters } from "../../tests/unit/made_installation.ts";
import { EDIT_ACTIONS } from "../lifecycle/request.ts";
import { classOfCommand, isEditAction, knownOps } from "./known_ops.ts";

for (const action of EDIT_ACTIONS) {
  Deno.test(`knownOps() knows the action ${action}`, () => {
    assert(isEditAction(action));
    assert(knownOps(madeParameters({})).has(action));
  });
}

const COMMANDS = ["start", "stop", "abort", "drain", "quick-stop", "reload"];
for (const op of [...COMMANDS, "flush", "check", "status", "exec"]) {
  Deno.test(`knownOps() knows ${op}`, () => {
    assert(knownOps(madeParameters({})).has(op));
  });
}

Deno.test("knownOps() knows what main.cf lists", () => {
  const mainCf = "postmulti_control_commands = reload, dance\n";
  const known = knownOps(madeParameters({ mainCf }));
  assert(known.has("dance"));
  assertEquals(known.has("sing"), false);
});

const CLASSES = [
  ["start", "start"],
  ["stop", "stop"],
  ["quick-stop", "stop"],
  ["reload", "control"],
  ["check", null],
  ["status", null],
  ["tls", null],
] as const;

for (const [command, expected] of CLASSES) {
  Deno.test(`classOfCommand() says ${expected} of ${command}`, () => {
    assertEquals(classOfCommand(command, madeParameters({})), expected);
  });
}

const LISTED: readonly (readonly [mainCf: string, expected: string | null])[] =
  [
    ["postmulti_start_commands = start boot", "start"],
    ["postmulti_stop_commands = boot", "stop"],
    ["postmulti_control_commands = boot", "control"],
    ["postmulti_start_commands = boot\npostmulti_stop_commands = boot", "stop"],
  ];

for (const [mainCf, expected] of LISTED) {
  Deno.test(`classOfCommand() says ${expected} where ${JSON.stringify(mainCf)}`, () => {
    const parameters = madeParameters({ mainCf: `${mainCf}\n` });
    assertEquals(classOfCommand("boot", parameters), expected);
  });
}

Deno.test("classOfCommand() has no class for check, even where one is listed", () => {
  const mainCf = "postmulti_control_commands = check status\n";
  const parameters = madeParameters({ mainCf });
  assertEquals(classOfCommand("check", parameters), null);
  assertEquals(classOfCommand("status", parameters), null);
});
