import { assert, assertEquals, assertRejects } from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import { snapshot } from "../../tests/unit/snapshot.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { runSteps } from "./run_steps.ts";
import { parseJournal } from "./journal.ts";
import { holdPrimary } from "./primary_lock.ts";
import type { Step } from "./step.ts";

// Only root may give files away.
const ignore = Deno.uid() !== 0;

const AUTHOR = { pid: 4711, command: "postmulti -e create" };

/** An edit that makes itself heard: the name is set twice. */
const LOUD = "x = 1\nx = 2\n";

interface Carried {
  /** What should have been removed and could not be. */
  readonly left: readonly string[];
  /** What was said. */
  readonly lines: string[];
  /** The content of the lock file at each of these. */
  readonly journals: Uint8Array[];
}

/** Carry out steps on a primary in `etc`; `heard` is called at each message. */
async function applyPlan(
  temp: TempDirectory,
  steps: readonly Step[],
  heard: () => void = () => {},
): Promise<Carried> {
  const configDirectory = `${temp.path}/etc`;
  const lines: string[] = [];
  const journals: Uint8Array[] = [];
  const diagnostics = createDiagnostics((line) => {
    lines.push(line.replaceAll(temp.path, "@"));
    journals.push(Deno.readFileSync(`${configDirectory}/postmulti.lock`));
    heard();
  });
  using lock = await holdPrimary(configDirectory, { timeoutMs: 0 });
  const left = await runSteps({ steps, summary: "done" }, {
    diagnostics,
    lock,
    author: AUTHOR,
    sources: { configDirectory, compiledIn: madeDefaults() },
  });
  return { lines, journals, left };
}

/** A primary and a few things around it, with owners, modes and bytes to keep. */
function makeTree(temp: TempDirectory): void {
  Deno.chmodSync(temp.path, 0o755);
  temp.write("etc/main.cf", "# \xff\nmulti_instance_directories = /a\n", 0o640);
  temp.write("other/main.cf", new Uint8Array([0x23, 0xff, 0x0a]), 0o600);
  temp.write("other/old", "old", 0o4750);
  temp.write("q/maildrop/mail", "mail", 0o600);
  temp.write("q/active/A/file", "", 0o640);
  temp.makeDirectory("q/deferred/A", 0o750);
  Deno.symlinkSync("/nonexistent", `${temp.path}/q/active/link`);
  if (ignore) return;
  Deno.chownSync(`${temp.path}/etc/main.cf`, 5, 6);
  Deno.chownSync(`${temp.path}/other/main.cf`, 7, 8);
  Deno.chownSync(`${temp.path}/other/old`, 9, 10);
  Deno.chmodSync(`${temp.path}/other/old`, 0o4750);
  Deno.chownSync(`${temp.path}/q/active`, 11, 12);
  Deno.chownSync(`${temp.path}/q/deferred`, 15, 16);
  Deno.chownSync(`${temp.path}/q/deferred/A`, 17, 18);
  for (const name of ["etc/main.cf", "other/main.cf", "other/old"]) {
    Deno.utimeSync(`${temp.path}/${name}`, 1000, 2000);
  }
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** One step of each kind that can be undone. */
function allKinds({ path }: TempDirectory): Step[] {
  return [
    { kind: "make-directory", path: `${path}/new`, mode: 0o755 },
    { kind: "make-directory", path: `${path}/new/sub`, mode: 0o700 },
    {
      kind: "write-file",
      path: `${path}/new/main.cf`,
      content: bytes("new\n"),
      mode: 0o644,
    },
    {
      kind: "write-file",
      path: `${path}/other/old`,
      content: bytes("new"),
      mode: 0o644,
    },
    {
      kind: "set-permissions",
      path: `${path}/q/active`,
      uid: 13,
      gid: 14,
      mode: 0o700,
      recursive: true,
    },
    {
      kind: "set-permissions",
      path: `${path}/new/sub`,
      uid: 13,
      gid: undefined,
      mode: 0o710,
      recursive: false,
    },
    {
      kind: "edit-main-cf",
      path: `${path}/other/main.cf`,
      edits: [{ kind: "set", name: "a", value: "b" }],
    },
    {
      kind: "edit-list",
      path: `${path}/etc/main.cf`,
      change: { kind: "add", directory: `${path}/new`, before: undefined },
    },
    {
      kind: "seize-directories",
      queueDirectory: `${path}/q`,
      directories: [`${path}/q/deferred`, `${path}/q/deferred/A`],
    },
    {
      kind: "remove-queue",
      title: "postfix-a",
      path: `${path}/q/deferred/A`,
    },
    { kind: "remove-queue", title: "postfix-a", path: `${path}/q/deferred` },
  ];
}

Deno.test({
  name: "runSteps() takes all steps in their order, and leaves no journal",
  ignore,
  fn: async () => {
    using temp = tempDirectory();
    makeTree(temp);
    const { lines } = await applyPlan(temp, allKinds(temp));
    assertEquals(lines, []);
    assertEquals(temp.names("etc"), ["main.cf"]);
    assertEquals(temp.read("new/main.cf"), "new\n");
    assertEquals(temp.read("other/old"), "new");
    assertEquals(temp.names("q"), ["active", "maildrop"]);
    const list = temp.read("etc/main.cf").split("\n")[1];
    assertEquals(list, `multi_instance_directories = /a ${temp.path}/new`);
    const edited = Deno.readFileSync(`${temp.path}/other/main.cf`);
    assertEquals(
      edited,
      new Uint8Array([0x23, 0xff, 0x0a, ...bytes("a = b\n")]),
    );
    const after = snapshot(temp.path);
    assertEquals(after["q/active"], "directory 700 13:14");
    assertEquals(after["q/active/A"], "directory 700 13:14");
    assertEquals(after["q/active/A/file"]?.slice(0, 14), "file 640 13:14");
    assertEquals(after["q/active/link"]?.slice(0, 8), "link 0:0");
    assertEquals(after["new"], "directory 755 0:0");
    assertEquals(after["new/sub"], "directory 710 13:0");
    assertEquals(after["other/old"]?.slice(0, 12), "file 644 0:0");
  },
});

/** Steps that fail, each at something else. */
const FAILING: readonly (readonly [
  title: string,
  step: (temp: TempDirectory) => Step,
  message: string,
])[] = [
  ["a directory below nothing", ({ path }) => ({
    kind: "make-directory",
    path: `${path}/none/sub`,
    mode: 0o755,
  }), "@/none/sub: cannot be made: No such file or directory"],
  ["a file below nothing", ({ path }) => ({
    kind: "write-file",
    path: `${path}/none/file`,
    content: bytes("x"),
    mode: 0o644,
  }), "@/none/file.tmp: cannot be opened: No such file or directory"],
  ["permissions of nothing", ({ path }) => ({
    kind: "set-permissions",
    path: `${path}/none`,
    uid: 0,
    gid: 0,
    mode: 0o755,
    recursive: true,
  }), "@/none: it has gone: try again"],
  ["an edit of nothing", ({ path }) => ({
    kind: "edit-main-cf",
    path: `${path}/other/none`,
    edits: [{ kind: "set", name: "a", value: "b" }],
  }), "@/other/none: No such file or directory"],
  ["a list that cannot be expanded", (temp) => ({
    kind: "edit-list",
    path: temp.write("other/broken", "multi_instance_directories = ${\n"),
    change: { kind: "remove", directory: "/a" },
  }), "@/etc/main.cf, line 1: "],
  ["a link in the place of a directory", ({ path }) => ({
    kind: "seize-directories",
    queueDirectory: `${path}/q`,
    directories: [`${path}/q/active`, `${path}/q/active/link`],
  }), "@/q/active/link: this is a symbolic link now"],
  ["a queue that is not empty", ({ path }) => ({
    kind: "remove-queue",
    title: "postfix-a",
    path: `${path}/q/maildrop`,
  }), "@/q/maildrop: Directory not empty: look what is in it"],
  [
    "mail",
    ({ path }) => ({
      kind: "check-empty",
      title: "postfix-a",
      queueDirectory: `${path}/q`,
    }),
    "instance postfix-a has got mail meanwhile: 1 in @/q/maildrop, 2 in @/q/active",
  ],
];

for (const [title, makeStep, message] of FAILING) {
  Deno.test({
    name: `runSteps() gives everything back when it meets ${title}`,
    ignore,
    fn: async () => {
      using temp = tempDirectory();
      makeTree(temp);
      const failing = makeStep(temp);
      const before = snapshot(temp.path);
      const steps = [...allKinds(temp), failing];
      const error = await assertRejects(
        () => applyPlan(temp, steps, () => assert(false, "nothing to say")),
        FatalError,
      );
      const expected = message.replaceAll("@", temp.path);
      assertEquals(error.message.slice(0, expected.length), expected);
      assert(!error.message.includes("--recover"));
      assertEquals(snapshot(temp.path), before);
    },
  });
}

for (const count of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
  Deno.test({
    name: `runSteps() gives everything back after ${count} steps`,
    ignore,
    fn: async () => {
      using temp = tempDirectory();
      makeTree(temp);
      const before = snapshot(temp.path);
      const failing: Step = {
        kind: "make-directory",
        path: `${temp.path}/none/sub`,
        mode: 0o755,
      };
      const steps = [...allKinds(temp).slice(0, count), failing];
      await assertRejects(() => applyPlan(temp, steps), FatalError);
      assertEquals(snapshot(temp.path), before);
    },
  });
}

Deno.test("runSteps() takes back the steps when a step has a bug", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  const before = snapshot(temp.path);
  await assertRejects(
    () =>
      applyPlan(temp, [
        { kind: "make-directory", path: `${temp.path}/new`, mode: 0o755 },
        {
          kind: "edit-main-cf",
          path: `${temp.path}/other/main.cf`,
          edits: [{ kind: "set", name: "no name", value: "" }],
        },
      ]),
  );
  assertEquals(snapshot(temp.path), before);
});

Deno.test("runSteps() has its journal on the disk before the first step", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  temp.write("other/main.cf", LOUD);
  const steps: Step[] = [
    {
      kind: "edit-main-cf",
      path: `${temp.path}/other/main.cf`,
      edits: [{ kind: "set", name: "x", value: "3" }],
    },
    { kind: "make-directory", path: `${temp.path}/new`, mode: 0o755 },
  ];
  const { lines, journals } = await applyPlan(temp, steps);
  assertEquals(lines.length, 1);
  const journal = journals[0] && parseJournal(journals[0]);
  assertEquals(journal?.entries.map(({ step }) => step), steps);
  assertEquals(journal?.summary, "done");
  assertEquals([journal?.pid, journal?.command], [4711, AUTHOR.command]);
});

Deno.test("runSteps() needs no journal for a single step", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  temp.write("other/main.cf", LOUD);
  const { journals } = await applyPlan(temp, [{
    kind: "edit-main-cf",
    path: `${temp.path}/other/main.cf`,
    edits: [{ kind: "set", name: "x", value: "3" }],
  }]);
  assertEquals(journals, [new Uint8Array()]);
  assertEquals(temp.names("etc"), ["main.cf"]);
});

Deno.test("runSteps() warns of a removal that fails, and goes on", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  temp.makeDirectory("empty");
  const { lines, left } = await applyPlan(temp, [
    { kind: "remove-directory", path: `${temp.path}/other` },
    { kind: "remove-file", path: `${temp.path}/q` },
    { kind: "remove-file", path: `${temp.path}/other/old` },
    { kind: "remove-file", path: `${temp.path}/gone` },
    { kind: "remove-directory", path: `${temp.path}/empty` },
  ]);
  assertEquals(lines, [
    "postmulti: warning: @/other: Directory not empty: it is left as it is\n",
    "postmulti: warning: @/q: this is a directory: it is left as it is\n",
  ]);
  assertEquals(left, [`${temp.path}/other`, `${temp.path}/q`]);
  assertEquals(temp.names(), ["etc", "other", "q"]);
  assertEquals(temp.names("other"), ["main.cf"]);
});

Deno.test("runSteps() keeps the journal when something cannot be undone", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  temp.write("other/main.cf", LOUD);
  const steps: Step[] = [
    { kind: "make-directory", path: `${temp.path}/new`, mode: 0o755 },
    {
      kind: "edit-main-cf",
      path: `${temp.path}/other/main.cf`,
      edits: [{ kind: "set", name: "x", value: "3" }],
    },
    { kind: "make-directory", path: `${temp.path}/none/sub`, mode: 0o755 },
  ];
  await assertRejects(
    () => applyPlan(temp, steps, () => temp.write("new/theirs", "theirs")),
    FatalError,
    `${temp.path}/none/sub: cannot be made: No such file or directory: run ` +
      '"postmulti --recover" when that is fixed',
  );
  assertEquals(temp.read("new/theirs"), "theirs");
  assertEquals(temp.read("other/main.cf"), LOUD);
  const left = Deno.readFileSync(`${temp.path}/etc/postmulti.lock`);
  assertEquals(parseJournal(left)?.entries.length, 3);
});

Deno.test("runSteps() leaves alone a directory that was made by somebody else", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  temp.makeDirectory("theirs");
  await assertRejects(
    () =>
      applyPlan(temp, [
        { kind: "make-directory", path: `${temp.path}/new`, mode: 0o755 },
        { kind: "make-directory", path: `${temp.path}/theirs`, mode: 0o755 },
      ]),
    FatalError,
    `${temp.path}/theirs: cannot be made: File exists`,
  );
  assertEquals(temp.names(), ["etc", "other", "q", "theirs"]);
});
