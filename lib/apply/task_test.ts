import { assertEquals } from "@std/assert";
import { madeSecondary } from "../../tests/unit/made_instance.ts";
import type { Instance } from "../registry/instance.ts";
import type { WantedInstance } from "./document.ts";
import { unmentioned } from "./target.ts";
import { type Situation, tasksFor } from "./task.ts";

const A = { ...madeSecondary("postfix-a"), enabled: false, group: "" };

const NOTHING: Omit<Situation, "target" | "subject"> = {
  isComplete: false,
  isOther: false,
  isRunning: false,
  isPending: false,
};

/** What is done: the entry, the instance that is there, and what else is known. */
const TASKS: readonly (readonly [
  wanted: Partial<WantedInstance>,
  instance: Instance | undefined,
  known: Partial<Situation>,
  actions: string,
])[] = [
  [{}, A, {}, ""],
  [{}, A, { isOther: true, isRunning: true }, "configure"],
  [{ enabled: true }, A, {}, "enable"],
  [{ enabled: false }, A, {}, ""],
  [{ name: "postfix-a", group: "" }, A, {}, ""],
  [{ name: "postfix-z" }, A, {}, "assign"],
  [
    { group: "g", enabled: true },
    A,
    { isOther: true },
    "configure assign enable",
  ],
  [{}, undefined, {}, "create"],
  [{}, undefined, { isComplete: true }, "import"],
  [{ enabled: true, state: "started" }, undefined, {}, "create enable start"],
  [{ state: "started" }, A, {}, "start"],
  [{ state: "started" }, A, { isRunning: true }, ""],
  [{ state: "started" }, A, { isRunning: true, isPending: true }, "reload"],
  [{ state: "started" }, A, { isPending: true }, "start"],
  [
    { state: "started" },
    A,
    { isRunning: true, isOther: true },
    "configure reload",
  ],
  [
    { state: "started", name: "postfix-z" },
    A,
    { isRunning: true },
    "assign reload",
  ],
  [{ state: "restarted_when_changed" }, A, { isRunning: true }, ""],
  [
    { state: "restarted_when_changed" },
    A,
    { isRunning: true, isOther: true },
    "configure stop start",
  ],
  [{ state: "stopped" }, A, {}, ""],
  [
    { state: "stopped" },
    A,
    { isRunning: true, isOther: true },
    "stop configure",
  ],
  [{ state: "absent" }, undefined, {}, ""],
  [{ state: "absent" }, A, {}, "destroy"],
  [
    { state: "absent" },
    { ...A, enabled: true },
    { isRunning: true },
    "stop disable destroy",
  ],
];

for (const [wanted, instance, known, actions] of TASKS) {
  const title = JSON.stringify([wanted, instance?.name ?? null, known]);
  Deno.test(`tasksFor() does "${actions}" for ${title}`, () => {
    const { configDirectory } = A;
    const entry = { ...unmentioned(configDirectory, A), ...wanted };
    const target = { wanted: entry, configDirectory, instance };
    const situation = { ...NOTHING, target, subject: instance, ...known };
    assertEquals(
      tasksFor([situation], []).map(({ action }) => action).join(" "),
      actions,
    );
  });
}

Deno.test("tasksFor() stops in reverse order and starts in order, what goes first", () => {
  const situations =
    (["absent", "stopped", "started", "absent", "stopped", "started"] as const)
      .map((state, index): Situation => {
        const instance = madeSecondary(`postfix-${index}`);
        const { configDirectory } = instance;
        const wanted = { ...unmentioned(configDirectory, instance), state };
        const target = { wanted, configDirectory, instance };
        const isRunning = state === "stopped";
        return { ...NOTHING, target, subject: instance, isRunning };
      });
  assertEquals(
    tasksFor(situations, []).map(({ action, target }) =>
      `${action} ${target.instance?.name.slice(-1)}`
    ),
    ["destroy 3", "destroy 0", "stop 4", "stop 1", "start 2", "start 5"],
  );
});
