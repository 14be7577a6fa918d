import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import { snapshot } from "../../tests/unit/snapshot.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { formatJournal, sealJournal } from "./journal.ts";
import { holdPrimary } from "./primary_lock.ts";
import { recover } from "./recover.ts";
import type { Step } from "./step.ts";
import { takeStep } from "./take_step.ts";
import { recordUndo } from "./undo_record.ts";

const PID = 4711;
const COMMAND = "postmulti -e something";

function makeTree(temp: TempDirectory): void {
  const list = `multi_instance_directories = /a ${temp.path}/old\n`;
  temp.write("etc/main.cf", list, 0o640);
  temp.write("old/main.cf", "old\n");
  temp.makeDirectory("q/maildrop");
}

function create({ path }: TempDirectory): Step[] {
  return [
    { kind: "make-directory", path: `${path}/new`, mode: 0o755 },
    {
      kind: "write-file",
      path: `${path}/new/main.cf`,
      content: new TextEncoder().encode("new\n"),
      mode: 0o644,
    },
    {
      kind: "set-permissions",
      path: `${path}/q`,
      uid: Deno.uid() ?? 0,
      gid: undefined,
      mode: 0o711,
      recursive: true,
    },
    {
      kind: "edit-list",
      path: `${path}/etc/main.cf`,
      change: { kind: "add", directory: `${path}/new`, before: undefined },
    },
  ];
}

function destroy({ path }: TempDirectory): Step[] {
  return [
    {
      kind: "edit-list",
      path: `${path}/etc/main.cf`,
      change: { kind: "remove", directory: `${path}/old` },
    },
    {
      kind: "seize-directories",
      queueDirectory: `${path}/q`,
      directories: [`${path}/q/maildrop`],
    },
    { kind: "check-empty", title: "old", queueDirectory: `${path}/q` },
    { kind: "remove-queue", title: "old", path: `${path}/q/maildrop` },
    { kind: "remove-file", path: `${path}/old/main.cf` },
    { kind: "remove-directory", path: `${path}/q` },
    { kind: "remove-directory", path: `${path}/old` },
  ];
}

/** Write the journal of these steps, take the first few, and die. */
async function die(
  temp: TempDirectory,
  steps: readonly Step[],
  count: number,
): Promise<void> {
  const entries = steps.map((step) => ({ step, undo: recordUndo(step) }));
  const journal = { pid: PID, command: COMMAND, summary: "did it", entries };
  const held: Disposable[] = [];
  temp.write("etc/postmulti.lock", formatJournal(journal), 0o600);
  for (const step of steps.slice(0, count)) {
    await takeStep(step, {
      diagnostics: createDiagnostics(() => {}),
      sources: {
        configDirectory: `${temp.path}/etc`,
        compiledIn: madeDefaults(),
      },
      keep: (resource) => held.push(resource),
      leave: () => {},
    });
  }
  for (const resource of held) resource[Symbol.dispose]();
}

/**
 * What the next run does first; what it says.
 *
 * @param left Gets what could not be removed.
 */
async function recoverIn(
  temp: TempDirectory,
  left: string[] = [],
): Promise<string[]> {
  const configDirectory = `${temp.path}/etc`;
  const lines: string[] = [];
  using lock = await holdPrimary(configDirectory, { timeoutMs: 0 });
  assert(lock.isLeftOver);
  const recovery = await recover(lock.left, {
    diagnostics: createDiagnostics((line) =>
      lines.push(line.replaceAll(temp.path, "@"))
    ),
    lock,
    sources: { configDirectory, compiledIn: madeDefaults() },
  });
  left.push(...recovery.left);
  return lines;
}

function said(outcome: string): string {
  return `postmulti: warning: "${COMMAND}" (process ${PID}) was ` +
    `interrupted: it has been ${outcome}\n`;
}

for (const count of [0, 1, 2, 3]) {
  Deno.test(`recover() undoes a creation that was killed after ${count} steps`, async () => {
    using temp = tempDirectory();
    makeTree(temp);
    const before = snapshot(temp.path);
    await die(temp, create(temp), count);
    assertEquals(await recoverIn(temp), [said("undone")]);
    assertEquals(snapshot(temp.path), before);
  });
}

Deno.test("recover() finishes a creation that was killed after the last step", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  await die(temp, create(temp), 4);
  assertEquals(await recoverIn(temp), [said("finished: did it")]);
  assertEquals(temp.read("new/main.cf"), "new\n");
  assertEquals(
    temp.read("etc/main.cf"),
    `multi_instance_directories = /a ${temp.path}/old ${temp.path}/new\n`,
  );
  assertEquals(temp.names("etc"), ["main.cf"]);
});

Deno.test("recover() undoes a removal that was killed before its first step", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  const before = snapshot(temp.path);
  await die(temp, destroy(temp), 0);
  assertEquals(await recoverIn(temp), [said("undone")]);
  assertEquals(snapshot(temp.path), before);
});

for (const count of [1, 2, 3, 4, 5, 6, 7]) {
  Deno.test(`recover() finishes a removal that was killed after ${count} steps`, async () => {
    using temp = tempDirectory();
    makeTree(temp);
    await die(temp, destroy(temp), count);
    assertEquals(await recoverIn(temp), [said("finished: did it")]);
    assertEquals(temp.names(), ["etc"]);
    assertEquals(temp.read("etc/main.cf"), "multi_instance_directories = /a\n");
    assertEquals(temp.names("etc"), ["main.cf"]);
  });
}

Deno.test("recover() undoes a removal when mail has come since", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  const list = temp.read("etc/main.cf");
  await die(temp, destroy(temp), 2);
  temp.write("q/maildrop/AB12", "mail");
  assertEquals(await recoverIn(temp), [
    "postmulti: warning: instance old has got mail meanwhile: 1 in " +
    "@/q/maildrop: it stays in the list\n",
    said("undone"),
  ]);
  assertEquals(temp.read("etc/main.cf"), list);
  assertEquals(temp.read("q/maildrop/AB12"), "mail");
  assertEquals(temp.names("old"), ["main.cf"]);
});

Deno.test("recover() tells what it could not remove", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  await die(temp, destroy(temp), 5);
  temp.write("q/notes");
  const left: string[] = [];
  assertEquals(await recoverIn(temp, left), [
    "postmulti: warning: @/q: Directory not empty: it is left as it is\n",
    said("finished: did it"),
  ]);
  assertEquals(left, [`${temp.path}/q`]);
});

Deno.test("recover() may be killed, and starts again", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  const before = snapshot(temp.path);
  await die(temp, create(temp), 3);
  // Killed after it had undone some: the later step's change is gone already.
  Deno.removeSync(`${temp.path}/new/main.cf`);
  await recoverIn(temp);
  assertEquals(snapshot(temp.path), before);
});

for (
  const [title, change] of [
    ["empty", () => new Uint8Array()],
    ["nothing but zeros", (journal: Uint8Array) => journal.fill(0)],
  ] as const
) {
  Deno.test(`recover() does nothing for a journal that is ${title}`, async () => {
    using temp = tempDirectory();
    makeTree(temp);
    const before = snapshot(temp.path);
    await die(temp, create(temp), 0);
    const path = `${temp.path}/etc/postmulti.lock`;
    temp.write("etc/postmulti.lock", change(Deno.readFileSync(path)), 0o600);
    assertEquals(await recoverIn(temp), []);
    assertEquals(snapshot(temp.path), before);
  });
}

function flipped(journal: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(journal);
  bytes[bytes.length >> 1] = 0x21;
  return bytes;
}

function ofFormat(journal: Uint8Array, number: string): Uint8Array {
  const text = new TextDecoder().decode(journal.subarray(journal.indexOf(10)));
  return sealJournal(
    text.trim().replace(/postmulti-journal-\d+/, `postmulti-journal-${number}`),
  );
}

/** What is in the lock file, and what is said about it. */
const NOT_FOLLOWED: readonly (readonly [
  title: string,
  change: (journal: Uint8Array) => Uint8Array,
  said: RegExp,
])[] = [
  ["of one byte", (journal) => journal.slice(0, 1), /is damaged/],
  ["of 50 bytes", (journal) => journal.slice(0, 50), /is damaged/],
  ["that ends too early", (journal) => journal.slice(0, -1), /is damaged/],
  ["with another byte in it", flipped, /is damaged/],
  ["that is something else", () => new Uint8Array([65, 10]), /is damaged/],
  [
    "of a newer version",
    (journal) => ofFormat(journal, "3"),
    /is of another version of postmulti \(postmulti-journal-3; this one reads postmulti-journal-2\)/,
  ],
  [
    "of an older version",
    (journal) => ofFormat(journal, "1"),
    /is of another version of postmulti \(postmulti-journal-1;/,
  ],
];

for (const [title, change, said] of NOT_FOLLOWED) {
  Deno.test(`recover() keeps a journal ${title}`, async () => {
    using temp = tempDirectory();
    makeTree(temp);
    await die(temp, create(temp), 2);
    const path = `${temp.path}/etc/postmulti.lock`;
    const bytes = change(Deno.readFileSync(path));
    temp.write("etc/postmulti.lock", bytes, 0o600);
    temp.write("etc/postmulti.journal.1", "another");
    const before = snapshot(temp.path);
    delete before["etc/postmulti.lock"];
    const error = await assertRejects(() => recoverIn(temp), FatalError);
    assertMatch(error.message, said);
    const kept = `${temp.path}/etc/postmulti.journal.2`;
    assertStringIncludes(error.message, `it is kept as ${kept}`);
    assertEquals(Deno.readFileSync(kept), bytes);
    assertEquals((Deno.statSync(kept).mode ?? 0) & 0o777, 0o600);
    Deno.removeSync(kept);
    assertEquals(snapshot(temp.path), before);
  });
}

Deno.test("recover() keeps the journal of what cannot be undone", async () => {
  using temp = tempDirectory();
  makeTree(temp);
  const before = snapshot(temp.path);
  await die(temp, create(temp), 1);
  temp.write("new/theirs");
  await assertRejects(
    () => recoverIn(temp),
    FatalError,
    `"${COMMAND}" (process ${PID}) was interrupted and cannot be undone`,
  );
  assertEquals(temp.names("etc"), ["main.cf", "postmulti.lock"]);
  Deno.removeSync(`${temp.path}/new/theirs`);
  assertEquals(await recoverIn(temp), [said("undone")]);
  assertEquals(snapshot(temp.path), before);
});
