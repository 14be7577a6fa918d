import { assert, assertEquals } from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import { snapshot } from "../../tests/unit/snapshot.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import type { JournalEntry } from "./journal.ts";
import type { Step } from "./step.ts";
import { takeStep } from "./take_step.ts";
import { undoEntries } from "./undo.ts";
import { recordUndo } from "./undo_record.ts";

// Only root may give files away.
const ignore = Deno.uid() !== 0;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function makeTree(temp: TempDirectory): void {
  temp.write("etc/main.cf", "multi_instance_directories = /a /c\n", 0o640);
  temp.write("old", "old\n", 0o600);
  temp.write("q/file", "", 0o640);
  if (ignore) return;
  Deno.chownSync(`${temp.path}/etc/main.cf`, 5, 6);
  Deno.chownSync(`${temp.path}/old`, 7, 8);
  Deno.chownSync(`${temp.path}/q/file`, 9, 10);
}

const STEPS: Readonly<Record<string, (path: string) => Step>> = {
  "make-directory": (path) => ({
    kind: "make-directory",
    path: `${path}/new`,
    mode: 0o700,
  }),
  "write-file of a new file": (path) => ({
    kind: "write-file",
    path: `${path}/new`,
    content: bytes("new"),
    mode: 0o644,
  }),
  "write-file of an old file": (path) => ({
    kind: "write-file",
    path: `${path}/old`,
    content: bytes("new\n"),
    mode: 0o644,
  }),
  "set-permissions": (path) => ({
    kind: "set-permissions",
    path: `${path}/q`,
    uid: 1,
    gid: 2,
    mode: 0o700,
    recursive: true,
  }),
  "edit-main-cf": (path) => ({
    kind: "edit-main-cf",
    path: `${path}/old`,
    edits: [{ kind: "set", name: "a", value: "b" }],
  }),
  "edit-main-cf that removes": (path) => ({
    kind: "edit-main-cf",
    path: `${path}/etc/main.cf`,
    edits: [{ kind: "remove", name: "multi_instance_directories" }],
  }),
  "edit-master-cf": (path) => ({
    kind: "edit-master-cf",
    path: `${path}/old`,
    edits: [{ kind: "set", service: "x/unix", lines: "x unix - - - - - y\n" }],
  }),
  "withdraw-file": (path) => ({ kind: "withdraw-file", path: `${path}/old` }),
  "move-file": (path) => ({
    kind: "move-file",
    path: `${path}/old`,
    to: `${path}/older`,
  }),
  "edit-list, reorder": (path) => ({
    kind: "edit-list",
    path: `${path}/etc/main.cf`,
    change: { kind: "reorder", directories: ["/c", "/a"] },
  }),
  "edit-list, add": (path) => ({
    kind: "edit-list",
    path: `${path}/etc/main.cf`,
    change: { kind: "add", directory: "/b", before: "/c" },
  }),
  "edit-list, remove": (path) => ({
    kind: "edit-list",
    path: `${path}/etc/main.cf`,
    change: { kind: "remove", directory: "/a" },
  }),
  "edit-list, deport": (path) => ({
    kind: "edit-list",
    path: `${path}/etc/main.cf`,
    change: { kind: "deport", directory: "/a" },
  }),
  "seize-directories": (path) => ({
    kind: "seize-directories",
    queueDirectory: path,
    directories: [`${path}/q`],
  }),
};

interface Bench {
  readonly lines: string[];
  take(step: Step): Promise<void>;
  undo(...entries: readonly JournalEntry[]): Promise<boolean>;
}

function benchIn(temp: TempDirectory): Bench {
  const lines: string[] = [];
  const context = {
    diagnostics: createDiagnostics((line) =>
      lines.push(line.replaceAll(temp.path, "@"))
    ),
    sources: {
      configDirectory: `${temp.path}/etc`,
      compiledIn: madeDefaults(),
    },
    keep: () => {},
    leave: () => {},
  };
  return {
    lines,
    take: (step) => takeStep(step, context),
    undo: (...entries) => undoEntries(entries, context),
  };
}

for (const [title, makeStep] of Object.entries(STEPS)) {
  Deno.test({
    name: `undoEntries() undoes ${title} taken, not taken, and twice`,
    ignore,
    fn: async () => {
      using temp = tempDirectory();
      makeTree(temp);
      const before = snapshot(temp.path);
      const bench = benchIn(temp);
      const step = makeStep(temp.path);
      const entry = { step, undo: recordUndo(step) };
      assert(await bench.undo(entry));
      assertEquals(snapshot(temp.path), before, "not taken");
      await bench.take(step);
      assert(JSON.stringify(snapshot(temp.path)) !== JSON.stringify(before));
      assert(await bench.undo(entry));
      assertEquals(snapshot(temp.path), before, "taken");
      assert(await bench.undo(entry));
      assertEquals(snapshot(temp.path), before, "twice");
      assertEquals(bench.lines, []);
    },
  });
}

Deno.test("undoEntries() undoes the last step first", async () => {
  using temp = tempDirectory();
  const bench = benchIn(temp);
  const entries: JournalEntry[] = [];
  for (const name of ["a", "a/b", "a/b/c"]) {
    const path = `${temp.path}/${name}`;
    const step: Step = { kind: "make-directory", path, mode: 0o755 };
    entries.push({ step, undo: recordUndo(step) });
    await bench.take(step);
  }
  assert(await bench.undo(...entries));
  assertEquals(temp.names(), []);
});

/** A queue with a hash directory, and the steps that take it away. */
function queueIn(temp: TempDirectory): JournalEntry[] {
  temp.makeDirectory("hold/A", 0o750);
  Deno.chmodSync(`${temp.path}/hold`, 0o730);
  const directories = ["hold", "hold/A"].map((name) => `${temp.path}/${name}`);
  const steps: Step[] = [
    { kind: "seize-directories", queueDirectory: temp.path, directories },
    ...directories.toReversed().map((path): Step => {
      return { kind: "remove-queue", title: "a", path };
    }),
  ];
  return steps.map((step) => ({ step, undo: recordUndo(step) }));
}

for (const count of [0, 1, 2, 3]) {
  Deno.test(`undoEntries() gives a queue back after ${count} of its steps`, async () => {
    using temp = tempDirectory();
    const entries = queueIn(temp);
    const before = snapshot(temp.path);
    const bench = benchIn(temp);
    for (const { step } of entries.slice(0, count)) await bench.take(step);
    assert(await bench.undo(...entries));
    assertEquals(snapshot(temp.path), before);
    assert(await bench.undo(...entries));
    assertEquals(snapshot(temp.path), before);
  });
}

Deno.test("undoEntries() gives back no queue that has become a link", async () => {
  using temp = tempDirectory();
  const entries = queueIn(temp);
  temp.makeDirectory("elsewhere/A", 0o777);
  Deno.chmodSync(`${temp.path}/elsewhere`, 0o777);
  Deno.removeSync(`${temp.path}/hold`, { recursive: true });
  Deno.symlinkSync("elsewhere", `${temp.path}/hold`);
  const before = snapshot(temp.path);
  assert(await benchIn(temp).undo(...entries));
  assertEquals(snapshot(temp.path), before);
});

Deno.test("undoEntries() removes what a killed writer left", async () => {
  using temp = tempDirectory();
  const bench = benchIn(temp);
  const step: Step = {
    kind: "write-file",
    path: `${temp.path}/new`,
    content: bytes("new"),
    mode: 0o644,
  };
  const undo = recordUndo(step);
  temp.write("new.tmp", "ne", 0o600);
  assert(await bench.undo({ step, undo }));
  assertEquals(temp.names(), []);
});

/** What another process does between a step and its undoing, and what is left. */
const MEANWHILE: readonly (readonly [
  title: string,
  step: keyof typeof STEPS,
  theirs: readonly [name: string, content: string],
  left: string,
])[] = [
  [
    "a new file that they changed",
    "write-file of a new file",
    ["new", "theirs"],
    "theirs",
  ],
  [
    "an old file that they changed",
    "write-file of an old file",
    ["old", "theirs"],
    "theirs",
  ],
  [
    "their setting beside ours",
    "edit-main-cf",
    ["old", "old\na = b\nc = d\n"],
    "old\n#a = b\nc = d\n",
  ],
  [
    "their value of our setting",
    "edit-main-cf",
    ["old", "old\na = theirs\n"],
    "old\na = theirs\n",
  ],
  [
    "their entry beside the one we added",
    "edit-list, add",
    ["etc/main.cf", "multi_instance_directories = /a /b /c /d\nx = y\n"],
    "multi_instance_directories = /a /c /d\nx = y\n",
  ],
  [
    "their entry beside the one we removed",
    "edit-list, remove",
    ["etc/main.cf", "multi_instance_directories = /c /d\n"],
    "multi_instance_directories = /a /c /d\n",
  ],
  [
    "their list without its neighbours",
    "edit-list, remove",
    ["etc/main.cf", "multi_instance_directories = /d\n"],
    "multi_instance_directories = /d /a\n",
  ],
  [
    "their list with our entry gone",
    "edit-list, add",
    ["etc/main.cf", "multi_instance_directories = /d\n"],
    "multi_instance_directories = /d\n",
  ],
];

for (const [title, name, [file, content], left] of MEANWHILE) {
  // Where nothing of ours is left in a main.cf, there is nothing to say.
  const isSilent = content === left && name.startsWith("edit-");
  const said = isSilent ? "and says nothing" : "and says so";
  Deno.test(`undoEntries() leaves ${title}, ${said}`, async () => {
    using temp = tempDirectory();
    makeTree(temp);
    const bench = benchIn(temp);
    const step = STEPS[name]?.(temp.path);
    assert(step !== undefined);
    const entry = { step, undo: recordUndo(step) };
    await bench.take(step);
    temp.write(file, content);
    await bench.undo(entry);
    assertEquals(temp.read(file), left);
    assertEquals(bench.lines.length, isSilent ? 0 : 1);
    if (isSilent) return;
    const start = `postmulti: warning: @/${file}: `;
    assertEquals(bench.lines[0]?.slice(0, start.length), start);
  });
}

Deno.test("undoEntries() goes on after what cannot be undone, and tells", async () => {
  using temp = tempDirectory();
  const bench = benchIn(temp);
  const entries = ["a", "b", "c"].map((name): JournalEntry => {
    const path = `${temp.path}/${name}`;
    const step: Step = { kind: "make-directory", path, mode: 0o755 };
    return { step, undo: recordUndo(step) };
  });
  for (const { step } of entries) await bench.take(step);
  temp.write("b/theirs");
  assertEquals(await bench.undo(...entries), false);
  assertEquals(temp.names(), ["b"]);
  assertEquals(bench.lines, [
    "postmulti: warning: cannot be undone: @/b: Directory not empty\n",
  ]);
});
