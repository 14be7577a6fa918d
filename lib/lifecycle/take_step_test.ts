import { assertEquals, assertRejects } from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import { snapshot } from "../../tests/unit/snapshot.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { isLocked } from "../sys/lock_probe.ts";
import type { Step } from "./step.ts";
import { takeStep } from "./take_step.ts";

/**
 * Take a step; what must stay open until the action has ended.
 *
 * @param left Gets what could not be removed.
 */
async function take(
  temp: TempDirectory,
  step: Step,
  left: string[] = [],
): Promise<Disposable[]> {
  const kept: Disposable[] = [];
  await takeStep(step, {
    diagnostics: createDiagnostics(() => {}),
    sources: {
      configDirectory: `${temp.path}/etc`,
      compiledIn: madeDefaults(),
    },
    keep: (held) => kept.push(held),
    leave: (path) => left.push(path),
  });
  return kept;
}

function checkEmpty({ path }: TempDirectory): Step {
  return {
    kind: "check-empty",
    title: "postfix-a",
    queueDirectory: `${path}/q`,
  };
}

Deno.test("takeStep() holds the master lock of a queue that is empty", async () => {
  using temp = tempDirectory();
  const path = temp.write("q/pid/master.pid");
  const kept = await take(temp, checkEmpty(temp));
  assertEquals(isLocked(path), true);
  for (const held of kept) held[Symbol.dispose]();
  assertEquals(isLocked(path), false);
});

Deno.test("takeStep() has nothing to hold where no master ever ran", async () => {
  using temp = tempDirectory();
  temp.makeDirectory("q/pid");
  assertEquals(await take(temp, checkEmpty(temp)), []);
});

Deno.test("takeStep() refuses to go on when the instance was started", async () => {
  using temp = tempDirectory();
  const path = temp.write("q/pid/master.pid");
  using master = Deno.openSync(path, { write: true });
  master.lockSync(true);
  await assertRejects(
    () => take(temp, checkEmpty(temp)),
    FatalError,
    "instance postfix-a has been started meanwhile",
  );
});

Deno.test("takeStep() refuses to go on when mail has come", async () => {
  using temp = tempDirectory();
  temp.write("q/incoming/AB12");
  await assertRejects(
    () => take(temp, checkEmpty(temp)),
    FatalError,
    `instance postfix-a has got mail meanwhile: 1 in ${temp.path}/q/incoming`,
  );
});

Deno.test("takeStep() refuses to go on when a queue is not empty", async () => {
  using temp = tempDirectory();
  const path = temp.makeDirectory("q/incoming");
  temp.write("q/incoming/AB12");
  await assertRejects(
    () => take(temp, { kind: "remove-queue", title: "postfix-a", path }),
    FatalError,
    `${path}: Directory not empty: look what is in it or mounted on it, and ` +
      "check the disk if you see nothing: instance postfix-a stays in the list",
  );
});

Deno.test("takeStep() tells what it could not remove", async () => {
  using temp = tempDirectory();
  temp.write("q/file");
  const left: string[] = [];
  for (const path of [`${temp.path}/q`, `${temp.path}/none`]) {
    await take(temp, { kind: "remove-directory", path }, left);
  }
  assertEquals(left, [`${temp.path}/q`]);
});

/** Steps from the change of the list on; an interrupted action takes them again. */
const REPEATABLE: readonly ((path: string) => Step)[] = [
  (path) => ({
    kind: "edit-list",
    path: `${path}/etc/main.cf`,
    change: { kind: "remove", directory: "/a" },
  }),
  (path) => ({
    kind: "edit-list",
    path: `${path}/etc/main.cf`,
    change: { kind: "add", directory: "/b", before: "/a" },
  }),
  (path) => ({
    kind: "seize-directories",
    queueDirectory: path,
    directories: [`${path}/empty`],
  }),
  (path) => ({ kind: "remove-queue", title: "a", path: `${path}/empty` }),
  (path) => ({ kind: "remove-file", path: `${path}/file` }),
  (path) => ({ kind: "remove-directory", path: `${path}/empty` }),
];

for (const makeStep of REPEATABLE) {
  Deno.test(
    `takeStep() may take ${makeStep("/x").kind} twice: ${
      JSON.stringify(makeStep("/x"))
    }`,
    async () => {
      using temp = tempDirectory();
      temp.write("etc/main.cf", "multi_instance_directories = /a\n");
      temp.write("q/file");
      temp.write("file");
      temp.makeDirectory("empty");
      const step = makeStep(temp.path);
      await take(temp, step);
      const once = snapshot(temp.path);
      await take(temp, step);
      assertEquals(snapshot(temp.path), once);
    },
  );
}

Deno.test("takeStep() does not write a main.cf that stays the same", async () => {
  using temp = tempDirectory();
  const path = temp.write("etc/main.cf", "a = b\n", 0o600);
  await take(temp, {
    kind: "edit-main-cf",
    path,
    edits: [{ kind: "set", name: "a", value: "b" }],
  });
  assertEquals((Deno.statSync(path).mode ?? 0) & 0o777, 0o600);
});
