import { assertEquals } from "@std/assert";
import { madeOperation, madePlugin } from "../../tests/unit/made_hooks.ts";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import type { Instance } from "../registry/instance.ts";
import type { PluginDirectories } from "./load_plugins.ts";
import type { HookTarget } from "./hook_target.ts";
import { planHooks, tellBroken } from "./plan_hooks.ts";
import type { BrokenPlugin, PluginSet } from "./plugin.ts";

const A = madePlugin("/g/10-a.sh", ["pre:start", "post:create"]);
const NEW = madePlugin("/i/20-new.sh", ["pre:create", "post:create"]);

const BROKEN: BrokenPlugin = {
  id: "30-b",
  path: "/g/30-b.sh",
  reason: "can be written by others",
  remedy: 'run "chmod go-w /g/30-b.sh"',
  declaration: undefined,
};

function setOf(change: Partial<PluginSet> = {}): PluginSet {
  return { plugins: [], broken: [], unused: [], ...change };
}

/** Directories in which each instance finds a set, and another one later. */
function directoriesWith(
  of: (instance: Instance) => PluginSet | undefined,
  again = of,
): PluginDirectories {
  return { of, again };
}

function targetsFor(
  instances: readonly Instance[],
  op = "start",
): HookTarget[] {
  const isEdit = op === "create";
  return instances.map((instance) => ({
    instance,
    operation: madeOperation({
      op,
      requested: op,
      class: isEdit ? "edit" : op === "stop" ? "stop" : "start",
    }),
    newName: null,
    newGroup: null,
  }));
}

const TWO = [madePrimary(), madeSecondary("postfix-in")];

Deno.test("planHooks() has nothing to do without a directory", () => {
  const plan = planHooks(targetsFor(TWO), directoriesWith(() => undefined));
  assertEquals(plan, { planned: undefined, odd: [] });
});

Deno.test("planHooks() has nothing to do when nobody asks for the operation", () => {
  const set = setOf({ plugins: [A] });
  const { planned } = planHooks(
    targetsFor(TWO, "stop"),
    directoriesWith(() => set),
  );
  assertEquals(planned, undefined);
});

Deno.test("planHooks() places all targets once one has hooks", () => {
  const { planned } = planHooks(
    targetsFor(TWO),
    directoriesWith(({ primary }) =>
      primary ? undefined : setOf({ plugins: [A] })
    ),
  );
  assertEquals(
    planned?.map(({ kind, target }) => [
      kind,
      target.index,
      target.total,
      kind === "hooked" ? target.plan.pre : [],
    ]),
    [["hooked", 1, 2, []], ["hooked", 2, 2, [A]]],
  );
});

Deno.test("planHooks() refuses an operation for a broken plugin, and no other", () => {
  const { planned } = planHooks(
    targetsFor(TWO),
    directoriesWith(({ primary }) =>
      primary ? setOf({ broken: [BROKEN] }) : undefined
    ),
  );
  assertEquals(planned?.map(({ kind }) => kind), ["refused", "hooked"]);
});

Deno.test("planHooks() tells each file with an odd name once", () => {
  const set = setOf({
    unused: [
      { path: "/g/odd", why: "name" },
      { path: "/g/10-x.disabled", why: "disabled" },
    ],
  });
  const plan = planHooks(targetsFor(TWO), directoriesWith(() => set));
  assertEquals(plan, { planned: undefined, odd: ["/g/odd"] });
});

Deno.test("planHooks() reads an instance's plugins again once it is created", () => {
  const { planned } = planHooks(
    targetsFor([madeSecondary("postfix-new")], "create"),
    directoriesWith(
      () => setOf({ plugins: [A] }),
      () => setOf({ plugins: [A, NEW] }),
    ),
  );
  const [only] = planned ?? [];
  assertEquals(only?.kind, "hooked");
  if (only?.kind !== "hooked") return;
  assertEquals(only.target.plan.post, [A]);
  assertEquals(only.target.postAgain?.(), [A, NEW]);
});

/** The operation, how many instances, and the one line. */
const TOLD: readonly (readonly [string, number, string])[] = [
  ["start", 1, "so start is refused for postfix-1: "],
  ["start", 3, "so start is refused for postfix-1, postfix-2, postfix-3: "],
  ["start", 4, "so start is refused for 4 instances: "],
  ["stop", 4, "so it is not run: "],
];

for (const [op, count, says] of TOLD) {
  Deno.test(`tellBroken() tells what a broken plugin means for ${op} of ${count}`, () => {
    const instances = Array.from(
      { length: count },
      (_, index) => madeSecondary(`postfix-${index + 1}`),
    );
    // Two plugins that one file has broken are one line.
    const set = setOf({ broken: [BROKEN, { ...BROKEN, id: "40-c" }] });
    const { planned = [] } = planHooks(
      targetsFor(instances, op),
      directoriesWith(() => set),
    );
    const lines: string[] = [];
    tellBroken(planned, createDiagnostics((line) => lines.push(line)));
    assertEquals(lines, [
      `postmulti: warning: /g/30-b.sh: can be written by others, ${says}` +
      'run "chmod go-w /g/30-b.sh"\n',
    ]);
  });
}
