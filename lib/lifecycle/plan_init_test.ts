import { assertEquals } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { planInit } from "./plan_init.ts";

const WRAPPERS = [
  [undefined, "${command_directory}/postmulti -p --"],
  ["/opt/bin/postmulti", "/opt/bin/postmulti -p --"],
  ["/opt/größe/postmulti", encodeUtf8("/opt/größe/postmulti -p --")],
] as const;

const KEPT = [
  ["${command_directory}/postmulti --no-plugins -p --", undefined],
  ["$command_directory/postmulti -p --no-plugins --", undefined],
  ["/usr/sbin/postmulti --no-plugins -p --", undefined],
  ["/opt/bin/postmulti --no-plugins -p --", "/opt/bin/postmulti"],
] as const;

for (const [wrapper, executable] of KEPT) {
  Deno.test(`planInit() leaves ${wrapper} alone`, () => {
    assertEquals(namesSetBy(wrapper, executable), ["multi_instance_enable"]);
  });
}

const REPLACED = [
  ["${command_directory}/postmulti -p --", undefined],
  ["/opt/bin/postmulti --no-plugins -p --", undefined],
  ["${command_directory}/postmulti --no-plugins -p --", "/opt/bin/postmulti"],
  ["${command_directory}/postmulti --no-plugins -x --", undefined],
] as const;

for (const [wrapper, executable] of REPLACED) {
  Deno.test(`planInit() sets the wrapper over ${wrapper} for ${executable}`, () => {
    assertEquals(namesSetBy(wrapper, executable), [
      "multi_instance_wrapper",
      "multi_instance_enable",
    ]);
  });
}

function namesSetBy(
  wrapper: string,
  executable: string | undefined,
): readonly string[] {
  const mainCf = `multi_instance_wrapper = ${wrapper}\n`;
  const context = madeContext(madeRequest("init"), {
    installation: madeInstallation({ mainCf }),
  });
  return planInit(context, executable).steps.flatMap((step) =>
    step.kind === "edit-main-cf"
      ? step.edits.flatMap((edit) => "name" in edit ? [edit.name] : [])
      : []
  );
}

for (const [executable, wrapper] of WRAPPERS) {
  Deno.test(`planInit() makes ${executable ?? "the usual program"} the wrapper`, () => {
    const plan = planInit(madeContext(madeRequest("init")), executable);
    assertEquals(plan.steps, [{
      kind: "edit-main-cf",
      path: "/etc/postfix/main.cf",
      edits: [
        { kind: "set", name: "multi_instance_wrapper", value: wrapper },
        { kind: "set", name: "multi_instance_enable", value: "yes" },
      ],
    }]);
    assertEquals(plan.warnings, []);
    assertEquals(
      plan.summary,
      "multi-instance support set up in /etc/postfix/main.cf",
    );
  });
}
