import { assertEquals } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { planInit } from "./plan_init.ts";

const WRAPPERS = [
  [undefined, "${command_directory}/postmulti -p --"],
  ["/opt/bin/postmulti", "/opt/bin/postmulti -p --"],
  ["/opt/größe/postmulti", encodeUtf8("/opt/größe/postmulti -p --")],
] as const;

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
