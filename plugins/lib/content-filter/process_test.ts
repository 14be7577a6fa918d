import { assertEquals } from "@std/assert";
import { parseStat } from "./process.ts";

/** Fields 5 to 21 of a /proc/PID/stat; the session is the second of them. */
const MIDDLE = "10 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0";
const STAT = { pid: 12, session: 7, startTime: "98765" };

/** A text, and the process in it. */
const ROWS = [
  ["a process", `12 (filter) S 1 ${MIDDLE} 98765 1 2\n`, STAT],
  [
    "one whose name looks like the rest",
    `12 (a) S 1 1 1 (b\nc) d) R 1 ${MIDDLE} 98765 1 2\n`,
    STAT,
  ],
  ["nothing of a zombie", `12 (filter) Z 1 ${MIDDLE} 98765 1 2`, undefined],
  ["nothing of a dead one", `12 (filter) X 1 ${MIDDLE} 98765 1`, undefined],
  ["nothing of a text that is cut off", `12 (filter) S 1 ${MIDDLE}`, undefined],
  ["nothing of no text", "", undefined],
] as const;

for (const [title, text, expected] of ROWS) {
  Deno.test(`parseStat() gives ${title}`, () => {
    assertEquals(parseStat(text), expected);
  });
}
