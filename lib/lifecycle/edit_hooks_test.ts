import { assertEquals } from "@std/assert";
import { NO_HOOKS } from "../../tests/unit/made_hooks.ts";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { madeSecondary } from "../../tests/unit/made_instance.ts";
import { FREE } from "../../tests/unit/made_locks.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import type { Hooks } from "../plugins/hooks.ts";
import type { HookTarget } from "../plugins/hook_target.ts";
import type { Signals } from "../sys/signals.ts";
import type { Plan } from "./edit_context.ts";
import { chooseEditHooks } from "./edit_hooks.ts";
import type { EditRequest } from "./request.ts";

const LOCKS = { lockInstance: FREE, lockTimeoutMs: 0 };

const SUBJECT = madeSecondary("postfix-in");

/** Hooks that write down what they are asked, and let everything be done. */
function watch(): {
  readonly hooks: Hooks;
  readonly asked: HookTarget[];
} {
  const asked: HookTarget[] = [];
  const hooks: Hooks = {
    ...NO_HOOKS,
    mayApply: () => true,
    plan(targets, { takeSignals }): ReturnType<Hooks["plan"]> {
      asked.push(...targets);
      takeSignals();
      return Promise.resolve(async (_index, operation) => ({
        kind: "performed",
        outcome: await operation(),
      }));
    },
  };
  return { hooks, asked };
}

function signals(interruptedBy?: Signals["interruptedBy"]): Signals {
  return {
    interruptedBy,
    during: (_receive, work) => work(),
    endBySignal: () => Promise.resolve(),
    [Symbol.dispose]: () => {},
  };
}

const PLAN: Plan = {
  steps: [{ kind: "remove-file", path: "/nonexistent" }],
  warnings: [],
  summary: "",
  subject: SUBJECT,
};

/** What is asked for, and the words, new name and new group that hooks are told. */
const REQUESTS: readonly (readonly [
  request: EditRequest,
  argv: readonly string[],
  newName: string | null,
  newGroup: string | null,
])[] = [
  [madeRequest("enable"), ["enable"], null, null],
  [madeRequest("create", { newName: "postfix-in" }), ["create"], null, null],
  [
    madeRequest("import", { directories: { config_directory: "/etc/x" } }),
    ["import", "config_directory=/etc/x"],
    null,
    null,
  ],
  [
    madeRequest("assign", { newName: "postfix-b", newGroup: "" }),
    ["assign"],
    "postfix-b",
    "",
  ],
  [madeRequest("assign", { newGroup: "mta" }), ["assign"], null, "mta"],
];

for (const [request, argv, newName, newGroup] of REQUESTS) {
  const words = JSON.stringify([request.action, newName, newGroup]);
  Deno.test(`chooseEditHooks() tells hooks what is asked for: ${words}`, async () => {
    const { hooks, asked } = watch();
    const runContext = { ...LOCKS, hooks, takeSignals: () => signals() };
    await chooseEditHooks(PLAN, madeContext(request), runContext);
    const { action } = request;
    assertEquals(asked, [{
      instance: SUBJECT,
      operation: { op: action, requested: action, class: "edit", argv },
      newName,
      newGroup,
    }]);
  });
}

/** What main.cf says already, and whether an action that sets it raises hooks. */
for (
  const [mainCf, isAsked] of [
    ["multi_instance_enable = yes\n", false],
    ["multi_instance_enable = no\n", true],
  ] as const
) {
  Deno.test(`chooseEditHooks() asks for hooks: ${isAsked}, with ${mainCf.trim()}`, async () => {
    using temp = tempDirectory();
    const path = temp.write("main.cf", mainCf);
    const edit = {
      kind: "set",
      name: "multi_instance_enable",
      value: "yes",
    } as const;
    const { hooks, asked } = watch();
    const chosen = await chooseEditHooks(
      { ...PLAN, steps: [{ kind: "edit-main-cf", path, edits: [edit] }] },
      madeContext(madeRequest("enable"), {
        installation: madeInstallation({ configDirectory: temp.path }),
      }),
      { ...LOCKS, hooks, takeSignals: () => signals() },
    );
    assertEquals([chosen !== undefined, asked.length > 0], [isAsked, isAsked]);
  });
}

/** Whether the action was begun, the signal that came, and how it then ended. */
for (
  const [isBegun, signal, outcome] of [
    [true, undefined, { kind: "exited", status: 0 }],
    [true, "SIGINT", { kind: "exited", status: 0 }],
    [false, "SIGINT", { kind: "killed", signal: "SIGINT" }],
  ] as const
) {
  Deno.test(`perform() of an action, begun: ${isBegun}, with ${signal}`, async () => {
    const { hooks } = watch();
    const chosen = await chooseEditHooks(
      PLAN,
      madeContext(madeRequest("enable")),
      {
        ...LOCKS,
        hooks,
        takeSignals: () => signals(signal),
      },
    );
    const performed = await chosen?.perform((isInterrupted) => {
      assertEquals(isInterrupted(), signal !== undefined);
      return Promise.resolve(isBegun);
    });
    assertEquals(performed, { kind: "performed", outcome });
  });
}

Deno.test("chooseEditHooks() asks for none where none may apply", async () => {
  const { hooks, asked } = watch();
  const runContext = {
    ...LOCKS,
    hooks: { ...hooks, mayApply: () => false },
    takeSignals: () => signals(),
  };
  const context = madeContext(madeRequest("enable"));
  assertEquals(await chooseEditHooks(PLAN, context, runContext), undefined);
  assertEquals(asked, []);
});
