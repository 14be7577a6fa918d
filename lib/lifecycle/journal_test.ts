import { assertEquals } from "@std/assert";
import { formatJournal, type Journal, parseJournal } from "./journal.ts";

const STATE = {
  content: new Uint8Array([0, 255, 10, 128]),
  uid: 0,
  gid: 7,
  mode: 0o640,
  atimeMs: 1,
  mtimeMs: 1_700_000_000_123,
};

const JOURNAL: Journal = {
  pid: 4711,
  command: "postmulti -e create -I postfix-in",
  summary: "created instance postfix-in in /etc/postfix-in",
  entries: [
    {
      step: { kind: "make-directory", path: "/etc/postfix-in", mode: 0o755 },
      undo: [{ kind: "remove-directory", path: "/etc/postfix-in" }],
    },
    {
      step: {
        kind: "write-file",
        path: "/etc/postfix-in/main.cf",
        content: new Uint8Array(20_000).map((_, index) => index & 255),
        mode: 0o644,
      },
      undo: [
        {
          kind: "restore-file",
          path: "/etc/postfix-in/main.cf",
          original: STATE,
        },
      ],
    },
    {
      step: {
        kind: "set-permissions",
        path: "/var/lib/postfix-in",
        uid: 101,
        gid: undefined,
        mode: 0o700,
        recursive: false,
      },
      undo: [{
        kind: "give-back",
        former: [{ path: "/var/lib/postfix-in", uid: 0, gid: 0, mode: 0o755 }],
      }],
    },
    {
      step: {
        kind: "edit-master-cf",
        path: "/etc/postfix-in/master.cf",
        edits: [
          { kind: "set", service: "x/unix", lines: "x unix\n" },
          { kind: "comment-out", service: "y/unix" },
        ],
      },
      undo: [],
    },
    {
      step: { kind: "move-file", path: "/etc/a", to: "/etc/b" },
      undo: [{ kind: "move-back", path: "/etc/a", to: "/etc/b" }],
    },
    { step: { kind: "withdraw-file", path: "/etc/a" }, undo: [] },
    {
      step: {
        kind: "edit-list",
        path: "/etc/postfix/main.cf",
        change: { kind: "reorder", directories: ["/b", "/a"] },
      },
      undo: [],
    },
    {
      step: {
        kind: "edit-main-cf",
        path: "/etc/postfix-in/main.cf",
        edits: [
          { kind: "set", name: "x", value: "caf\xe9" },
          { kind: "comment-out", name: "y" },
          { kind: "remove", name: "z" },
        ],
      },
      undo: [],
    },
    {
      step: { kind: "remove-queue", title: "a", path: "/q/maildrop" },
      undo: [{ kind: "make-directory", path: "/q/maildrop" }],
    },
    {
      step: {
        kind: "seize-directories",
        queueDirectory: "/q",
        directories: ["/q/maildrop"],
      },
      undo: [{
        kind: "give-back",
        former: [{ path: "/q/maildrop", uid: 8, gid: 9, mode: 0o730 }],
      }],
    },
    {
      step: { kind: "check-empty", title: "x", queueDirectory: "/q" },
      undo: [],
    },
    { step: { kind: "remove-file", path: "/q/pid/x" }, undo: [] },
    { step: { kind: "remove-directory", path: "/q" }, undo: [] },
    {
      step: {
        kind: "edit-list",
        path: "/etc/postfix/main.cf",
        change: { kind: "add", directory: "/etc/x", before: undefined },
      },
      undo: [{ kind: "remove-file", path: "/etc/postfix/main.cf" }],
    },
  ],
};

Deno.test("parseJournal() gives back what formatJournal() was given", () => {
  const read = parseJournal(formatJournal(JOURNAL));
  assertEquals(read?.entries.length, JOURNAL.entries.length);
  // What is undefined is not written.
  assertEquals(
    JSON.parse(JSON.stringify(read?.entries)),
    JSON.parse(JSON.stringify(JOURNAL.entries)),
  );
  assertEquals(read?.entries[1]?.step, JOURNAL.entries[1]?.step);
  assertEquals(read?.entries[1]?.undo, JOURNAL.entries[1]?.undo);
  assertEquals(read?.pid, JOURNAL.pid);
  assertEquals(read?.command, JOURNAL.command);
});

Deno.test("parseJournal() takes no journal that is cut short", () => {
  const whole = formatJournal(JOURNAL);
  for (let length = 0; length < whole.length; length += 97) {
    assertEquals(parseJournal(whole.subarray(0, length)), undefined);
  }
  assertEquals(parseJournal(whole.subarray(0, whole.length - 1)), undefined);
});

Deno.test("parseJournal() takes no journal with a block of zeros in it", () => {
  for (let at = 0; at < 20_000; at += 512) {
    const torn = formatJournal(JOURNAL);
    torn.fill(0, at, at + 512);
    assertEquals(parseJournal(torn), undefined);
  }
});

const DAMAGES: readonly (readonly [string, string, string])[] = [
  ["another format", "postmulti-journal-2", "postmulti-journal-9"],
  ["an unknown step", '"kind":"remove-queue"', '"kind":"format-disk"'],
  ["a relative path", '"path":"/q"', '"path":"q"'],
  ["a mode that is no number", '"mode":493', '"mode":"493"'],
  ["content that is no base64", '"base64":"AP8KgA=="', '"base64":"?"'],
  ["entries that are no list", '"entries":[', '"entries":7,"x":['],
  [
    "a kind that every object has",
    '"kind":"remove-queue"',
    '"kind":"constructor"',
  ],
];

for (const [title, from, to] of DAMAGES) {
  Deno.test(`parseJournal() takes no journal with ${title}`, () => {
    const good = new TextDecoder().decode(formatJournal(JOURNAL));
    const bad = good.replace(from, to);
    assertEquals(bad === good, false);
    assertEquals(parseJournal(new TextEncoder().encode(bad)), undefined);
  });
}
