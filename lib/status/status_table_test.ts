import { assert, assertEquals } from "@std/assert";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import { madeStatus } from "../../tests/unit/made_status.ts";
import { toText } from "../main_cf/lossless_text.ts";
import { formatStatus, wrap } from "./status_table.ts";

const NOW = new Date(2026, 10, 21, 11, 50).getTime();
const OPTIONS = { nowMs: NOW, unknown: "?" };

const RUNNING = madeStatus({
  instance: madeSecondary("postfix-in", { group: "mta", enabled: true }),
  master: { isRunning: true, pid: 812, sinceMs: NOW - 60_000 },
  endpoints: ["127.0.0.1:25", "127.0.0.1:587"],
  messages: { deferred: 12, hold: 1 },
  diskBytes: 81_920,
});

const UNSEEN = madeStatus({
  instance: madeSecondary("postfix-out"),
  master: { isRunning: undefined, pid: undefined, sinceMs: undefined },
  endpoints: undefined,
  messages: undefined,
  diskBytes: undefined,
});

Deno.test("formatStatus() aligns a row for each under its headings", () => {
  const stopped = madeStatus({ instance: madePrimary({ enabled: false }) });
  assertEquals(
    formatStatus([stopped, RUNNING, UNSEEN], OPTIONS),
    `\
NAME          GROUP  ENABLED  RUNNING  SINCE         DISK    MESSAGES             ENDPOINTS
/etc/postfix  -      no       no       -             0       0                    none
postfix-in    mta    yes      812      Nov 21 11:49  80 KiB  deferred 12, hold 1  127.0.0.1:25
                                                                                  127.0.0.1:587
postfix-out   -      no       ?        ?             ?       ?                    ?
`,
  );
});

Deno.test("formatStatus() is empty for nothing", () => {
  assertEquals(formatStatus([], OPTIONS), "");
});

Deno.test("formatStatus() stays within 100 columns with much to tell", () => {
  const busy = madeStatus({
    ...RUNNING,
    instance: madeSecondary("postfix-bounces", { group: "out" }),
    master: { isRunning: true, pid: 4194304, sinceMs: NOW - 1e12 },
    endpoints: [
      "192.168.1.10:25",
      "192.168.1.10:587",
      "[2001:db8::1]:25",
    ],
    messages: {
      maildrop: 123,
      incoming: 1234,
      active: 12345,
      deferred: 123456,
      hold: 1,
      corrupt: 12,
    },
    diskBytes: 1000 * 1024 ** 2,
  });
  const text = formatStatus([busy, RUNNING], OPTIONS);
  const lines = text.split("\n");
  assert(lines.every((line) => line.length <= 100), text);
  for (const word of ["maildrop 123,", "deferred 123456,", "corrupt 12"]) {
    assert(text.includes(word), word);
  }
  for (const word of ["192.168.1.10:587", "[2001:db8::1]:25"]) {
    assert(text.includes(word), word);
  }
  assertEquals(lines.filter((line) => / $/.test(line)), []);
});

Deno.test("formatStatus() keeps control characters from the terminal, and bytes as they are", () => {
  const instance = madeSecondary("postfix-\x1b[2J", { group: toText("\xff") });
  const text = formatStatus([madeStatus({ instance })], OPTIONS);
  assert(text.includes("postfix-?[2J  \xff "), text);
});

const WRAPPED: readonly (readonly [
  words: readonly string[],
  width: number,
  lines: readonly string[],
])[] = [
  [["a 1"], 9, ["a 1"]],
  [["a 1", "b 2"], 9, ["a 1, b 2"]],
  [["a 1", "b 2"], 8, ["a 1, b 2"]],
  [["a 1", "b 2"], 7, ["a 1,", "b 2"]],
  [["a 1", "b 2", "c 3"], 9, ["a 1, b 2,", "c 3"]],
  [["a 1", "b 2", "c 3"], 8, ["a 1,", "b 2, c 3"]],
  [["longer than that"], 3, ["longer than that"]],
  [[], 9, []],
];

for (const [words, width, lines] of WRAPPED) {
  Deno.test(`wrap() breaks ${words.join(", ")} at ${width}`, () => {
    assertEquals(wrap(words, { separator: ", ", width }), lines);
  });
}
