import { assertEquals } from "@std/assert";
import {
  formatBytes,
  formatMoment,
  formatRunning,
  messageWords,
} from "./cells.ts";
import type { MasterState, MessageCounts } from "./instance_status.ts";

const KIB = 1024;

const SIZES: readonly (readonly [bytes: number, text: string])[] = [
  [0, "0"],
  [512, "1 KiB"],
  [4 * KIB, "4 KiB"],
  [1023 * KIB, "1023 KiB"],
  [1023 * KIB + 512, "1.0 MiB"],
  [KIB ** 2, "1.0 MiB"],
  [1.25 * KIB ** 2, "1.3 MiB"],
  [9.9 * KIB ** 2, "9.9 MiB"],
  [9.96 * KIB ** 2, "10 MiB"],
  [391 * KIB ** 2, "391 MiB"],
  [2 * KIB ** 3, "2.0 GiB"],
  [5 * KIB ** 4, "5.0 TiB"],
  [5000 * KIB ** 4, "5000 TiB"],
];

for (const [bytes, text] of SIZES) {
  Deno.test(`formatBytes() writes ${bytes} as ${text}`, () => {
    assertEquals(formatBytes(bytes), text);
  });
}

const EMPTY: MessageCounts = {
  maildrop: 0,
  incoming: 0,
  active: 0,
  deferred: 0,
  hold: 0,
  corrupt: 0,
};

const UNSEEN: MessageCounts = {
  maildrop: undefined,
  incoming: undefined,
  active: undefined,
  deferred: undefined,
  hold: undefined,
  corrupt: undefined,
};

const COUNTS: readonly (readonly [
  title: string,
  messages: MessageCounts,
  words: readonly string[],
])[] = [
  ["empty queues", EMPTY, ["0"]],
  ["one queue", { ...EMPTY, hold: 1 }, ["hold 1"]],
  [
    "two queues in the order of the mail",
    { ...EMPTY, hold: 1, deferred: 12 },
    ["deferred 12", "hold 1"],
  ],
  [
    "a queue that cannot be seen",
    { ...EMPTY, active: undefined, deferred: 3 },
    ["active ?", "deferred 3"],
  ],
  ["queues of which none can be seen", UNSEEN, ["?"]],
];

for (const [title, messages, words] of COUNTS) {
  Deno.test(`messageWords() tells of ${title}`, () => {
    assertEquals(messageWords(messages, "?"), words);
  });
}

const STATES: readonly (readonly [
  isRunning: MasterState["isRunning"],
  pid: number | undefined,
  text: string,
])[] = [
  [true, 465, "465"],
  [true, undefined, "yes"],
  [false, undefined, "no"],
  [undefined, undefined, "-"],
];

for (const [isRunning, pid, text] of STATES) {
  Deno.test(`formatRunning() writes ${text} for ${isRunning}, ${pid}`, () => {
    const state = { isRunning, pid, sinceMs: undefined };
    assertEquals(formatRunning(state, "-"), text);
  });
}

const NOW = new Date(2026, 10, 21, 11, 50).getTime();

const MOMENTS:
  readonly (readonly [title: string, moment: Date, text: string])[] = [
    ["today", new Date(2026, 10, 21, 9, 5), "Nov 21 09:05"],
    ["this very moment", new Date(NOW), "Nov 21 11:50"],
    ["a day of one digit", new Date(2026, 9, 3, 23, 59), "Oct  3 23:59"],
    ["a year ago", new Date(2025, 10, 21, 11, 50), "Nov 21  2025"],
    ["the future", new Date(2026, 10, 22, 0, 0), "Nov 22  2026"],
  ];

for (const [title, moment, text] of MOMENTS) {
  Deno.test(`formatMoment() tells of ${title} in local time`, () => {
    assertEquals(formatMoment(moment.getTime(), NOW), text);
    assertEquals(text.length, 12);
  });
}
