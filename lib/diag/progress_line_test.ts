import { assertEquals } from "@std/assert";
import { progressLine, waitingLine } from "./progress_line.ts";

const LINES: readonly (readonly [
  standing: readonly [done: number, total: number, ...running: string[]],
  elapsedMs: number,
  columns: number,
  wanted: string,
])[] = [
  [[0, 2, "a", "b"], 1000, 80, "0 of 2 done, 1 s: a, b"],
  [[19, 20, "postfix-in"], 1999, 80, "19 of 20 done, 1 s: postfix-in"],
  [[20, 20], 59_999, 80, "20 of 20 done, 59 s"],
  [[1, 2, "a"], 60_000, 80, "1 of 2 done, 1 min 0 s: a"],
  [[1, 2, "a"], 3_725_000, 80, "1 of 2 done, 62 min 5 s: a"],
  [[1, 3, "a"], 2000, 21, "1 of 3 done, 2 s: a"],
  [[1, 3, "a"], 2000, 20, "1 of 3 done, 2 s: a"],
  [[1, 3, "a"], 2000, 19, "1 of 3 done, 2 ..."],
  [[1, 3, "a"], 2000, 4, "..."],
  [[1, 3, "a"], 2000, 1, ""],
  [[1, 3, "a"], 2000, 0, ""],
  [[0, 1, "/etc/a\x1b[2Jb\n"], 1000, 80, "0 of 1 done, 1 s: /etc/a?[2Jb?"],
];

for (const [[done, total, ...running], elapsedMs, columns, wanted] of LINES) {
  Deno.test(`progressLine() is "${wanted}" in ${columns} columns`, () => {
    const line = progressLine({ done, total, running }, { elapsedMs, columns });
    assertEquals(line, wanted);
  });
}

Deno.test("waitingLine() names the lock and who has it, as far as there is room", () => {
  const told = (columns: number): string =>
    waitingLine("/etc/postfix/postmulti.lock", "process 7 (vi)", {
      elapsedMs: 3999,
      columns,
    });
  const whole = "waiting, 3 s: process 7 (vi) has postmulti.lock";
  assertEquals(told(80), whole);
  assertEquals(told(30), `${whole.slice(0, 26)}...`);
});
