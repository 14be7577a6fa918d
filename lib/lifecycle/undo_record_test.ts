import { assertEquals, assertThrows } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import type { Step } from "./step.ts";
import { recordUndo, recordUndos } from "./undo_record.ts";

/** What the records are, without what is different each time. */
function kinds(step: Step): string[] {
  return recordUndo(step).map((record) =>
    record.kind === "restore-file"
      ? `${record.kind} ${new TextDecoder().decode(record.original.content)}`
      : record.kind === "give-back"
      ? record.former.map(({ mode }) => mode.toString(8)).join(" ")
      : record.kind
  );
}

const EDITS = [{ kind: "set", name: "a", value: "b" }] as const;

const RECORDS: readonly (readonly [
  title: string,
  step: (temp: TempDirectory) => Step,
  kinds: readonly string[],
])[] = [
  ["a new directory", ({ path }) => ({
    kind: "make-directory",
    path: `${path}/new`,
    mode: 0o755,
  }), ["remove-directory"]],
  ["a new file", ({ path }) => ({
    kind: "write-file",
    path: `${path}/new`,
    content: new Uint8Array([1]),
    mode: 0o644,
  }), ["remove-file"]],
  ["an old file", (temp) => ({
    kind: "write-file",
    path: temp.write("old", "old"),
    content: new Uint8Array([1]),
    mode: 0o644,
  }), ["restore-file old"]],
  ["an edit", (temp) => ({
    kind: "edit-main-cf",
    path: temp.write("old", "old"),
    edits: EDITS,
  }), ["restore-file old"]],
  ["a change of the list", (temp) => ({
    kind: "edit-list",
    path: temp.write("old", "old"),
    change: { kind: "remove", directory: "/a" },
  }), ["restore-file old"]],
  ["other permissions", (temp) => ({
    kind: "set-permissions",
    path: temp.makeDirectory("old", 0o701),
    uid: Deno.uid() ?? 0,
    gid: undefined,
    mode: 0o755,
    recursive: true,
  }), ["701"]],
  ["permissions that are right", (temp) => ({
    kind: "set-permissions",
    path: temp.makeDirectory("old", 0o755),
    uid: Deno.uid() ?? 0,
    gid: undefined,
    mode: 0o755,
    recursive: true,
  }), []],
  ["permissions of what will be made", ({ path }) => ({
    kind: "set-permissions",
    path: `${path}/new`,
    uid: 0,
    gid: 0,
    mode: 0o755,
    recursive: true,
  }), []],
  ["the seizing of directories", (temp) => ({
    kind: "seize-directories",
    queueDirectory: temp.path,
    directories: [
      temp.makeDirectory("a", 0o730),
      `${temp.path}/none`,
      temp.makeDirectory("b", 0o755),
    ],
  }), ["730 755"]],
  ["the removal of a queue", () => ({
    kind: "remove-queue",
    title: "a",
    path: "/q/hold",
  }), ["make-directory"]],
  ["a check", () => ({
    kind: "check-empty",
    title: "a",
    queueDirectory: "/q",
  }), []],
  ["a removal", () => ({ kind: "remove-file", path: "/a" }), []],
  ["a removal of a directory", () => ({
    kind: "remove-directory",
    path: "/a",
  }), []],
];

for (const [title, makeStep, expected] of RECORDS) {
  Deno.test(`recordUndo() knows what undoes ${title}`, () => {
    using temp = tempDirectory();
    const step = makeStep(temp);
    const names = temp.names();
    assertEquals(kinds(step), expected);
    assertEquals(temp.names(), names);
  });
}

Deno.test("recordUndo() refuses a file that cannot be read", () => {
  using temp = tempDirectory();
  const path = temp.makeDirectory("main.cf");
  assertThrows(
    () => recordUndo({ kind: "edit-main-cf", path, edits: EDITS }),
    FatalError,
    `${path}: this is a directory, not a file`,
  );
});

Deno.test("recordUndos() knows what undoes steps that follow each other", () => {
  using temp = tempDirectory();
  const made = `${temp.path}/new`;
  const content = new Uint8Array([1]);
  const there = temp.makeDirectory("old", 0o701);
  const permissions = { uid: Deno.uid() ?? 0, gid: undefined, mode: 0o755 };
  const steps: readonly Step[] = [
    { kind: "make-directory", path: made, mode: 0o755 },
    { kind: "make-directory", path: `${made}/below/`, mode: 0o755 },
    { kind: "make-directory", path: `${made}/below/it`, mode: 0o755 },
    { kind: "write-file", path: `${made}/below/it/f`, content, mode: 0o644 },
    {
      kind: "set-permissions",
      path: `${made}/below`,
      ...permissions,
      recursive: true,
    },
    { kind: "set-permissions", path: there, ...permissions, recursive: false },
    { kind: "make-directory", path: there, mode: 0o755 },
    { kind: "write-file", path: `${there}/f`, content, mode: 0o644 },
  ];
  const entries = recordUndos(steps);
  assertEquals(entries.map(({ step }) => step), steps);
  assertEquals(entries.map(({ undo }) => undo.map(({ kind }) => kind)), [
    ["remove-directory"],
    ["remove-directory"],
    ["remove-directory"],
    ["remove-file"],
    [],
    ["give-back"],
    [],
    ["remove-file"],
  ]);
  // All of them are what they would be for each step alone.
  assertEquals(entries.map(({ undo }) => undo), steps.map(recordUndo));
});
