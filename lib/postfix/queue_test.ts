import { assertEquals } from "@std/assert";
import {
  isHashDirectory,
  isOwnQueueEntry,
  MAIL_QUEUES,
  QUEUE_SUBDIRECTORIES,
  type QueueSubdirectory,
} from "./queue.ts";
import type { EntryKind } from "../sys/files.ts";

const ENTRIES: readonly (readonly [
  subdirectory: QueueSubdirectory,
  name: string,
  kind: EntryKind,
  own: boolean,
])[] = [
  ["pid", "master.pid", "file", true],
  ["pid", "unix.cleanup", "file", true],
  ["pid", "unix-dgram.postlog", "file", true],
  ["pid", "inet.smtp", "file", true],
  ["pid", "inet.127.0.0.1:10025", "file", true],
  ["pid", "pass.smtpd", "file", true],
  ["pid", "fifo.pickup", "file", true],
  ["pid", "master.pid", "link", false],
  ["pid", "master.pid", "hard-linked", false],
  ["defer", "0A1B2C3D4E", "hard-linked", false],
  ["flush", "example_com", "hard-linked", false],
  ["pid", "master.pid", "fifo", false],
  ["pid", "master.pid.old", "file", false],
  ["pid", "inet.", "file", false],
  ["pid", "xinet.smtp", "file", false],
  ["pid", "README", "file", false],
  ["private", "smtp", "socket", true],
  ["private", "anything at all", "socket", true],
  ["private", "smtp", "file", false],
  ["private", "smtp", "link", false],
  ["public", "pickup", "fifo", true],
  ["public", "showq", "socket", true],
  ["public", "showq", "device", false],
  ["public", "showq", "directory", false],
  ["bounce", "4XyZ0Q3k8Hz5", "file", true],
  ["defer", "0A1B2C3D4E", "file", true],
  ["trace", "0A1B2", "file", true],
  ["defer", "0A1B", "file", false],
  ["defer", "0A1B2.bak", "file", false],
  ["defer", "0A1B2C3D4E", "link", false],
  ["defer", "0A1B2C3D4E", "socket", false],
  ["flush", "example_com", "file", true],
  ["flush", "example_com", "link", false],
  ["flush", "example_com", "fifo", false],
];

for (const [subdirectory, name, kind, own] of ENTRIES) {
  const title = `isOwnQueueEntry() is ${own} of the ${kind}`;
  Deno.test(`${title} ${subdirectory}/${name}`, () => {
    assertEquals(isOwnQueueEntry(subdirectory, name, kind), own);
  });
}

for (const queue of MAIL_QUEUES) {
  Deno.test(`isOwnQueueEntry() takes nothing in ${queue} for Postfix's own`, () => {
    const kinds: readonly EntryKind[] = [
      "file",
      "directory",
      "socket",
      "fifo",
      "link",
      "device",
    ];
    for (const kind of kinds) {
      assertEquals(isOwnQueueEntry(queue, "0A1B2C3D4E", kind), false);
    }
  });
}

Deno.test("MAIL_QUEUES are subdirectories of a queue directory", () => {
  assertEquals(
    MAIL_QUEUES.filter((queue) => !QUEUE_SUBDIRECTORIES.includes(queue)),
    [],
  );
});

const HASH: readonly (readonly [name: string, hash: boolean])[] = [
  ["0", true],
  ["9", true],
  ["A", true],
  ["f", true],
  ["Z", true],
  ["", false],
  ["AB", false],
  [".", false],
  ["-", false],
  ["ö", false],
];

for (const [name, hash] of HASH) {
  Deno.test(`isHashDirectory() is ${hash} of "${name}"`, () => {
    assertEquals(isHashDirectory(name), hash);
  });
}
