import { assertEquals, assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import type { InstanceList } from "../registry/load.ts";
import type { Plan } from "./edit_context.ts";
import { planDeport } from "./plan_deport.ts";

function plan(name: string, list: InstanceList): Plan {
  const selection = { by: "name", name } as const;
  return planDeport(
    madeContext(madeRequest("deport", { selection }), { list }),
  );
}

Deno.test("planDeport() moves an idle instance to the other list", () => {
  using temp = tempDirectory();
  const idle = madeSecondary("postfix-a", { queueDirectory: temp.path });
  const { steps, summary, warnings } = plan("a", madeList(madePrimary(), idle));
  assertEquals(steps, [{
    kind: "edit-list",
    path: "/etc/postfix/main.cf",
    change: { kind: "deport", directory: "/etc/postfix-a" },
  }]);
  assertEquals(summary, "deported instance postfix-a");
  assertEquals(warnings, []);
});

Deno.test("planDeport() strikes off an entry whose main.cf is gone", () => {
  using temp = tempDirectory();
  for (const name of ["none", ""]) {
    const directory = name === "" ? temp.path : `${temp.path}/${name}`;
    const list = madeList(madePrimary(), madeDamage(directory));
    assertEquals(plan(directory, list).steps, [{
      kind: "edit-list",
      path: "/etc/postfix/main.cf",
      change: { kind: "remove", directory },
    }]);
  }
});

Deno.test("planDeport() refuses an instance that is damaged, enabled or primary", () => {
  using temp = tempDirectory();
  temp.write("main.cf", "nonsense\n");
  const list = madeList(
    madePrimary(),
    madeDamage(temp.path),
    madeSecondary("postfix-a", { enabled: true }),
  );
  assertThrows(() => plan(temp.path, list), FatalError, "it is damaged");
  assertThrows(() => plan("a", list), FatalError, "postfix-a is enabled");
  assertThrows(() => plan("-", list), FatalError, "is the primary instance");
  assertThrows(() => plan("b", list), FatalError, 'no instance "b"');
});
