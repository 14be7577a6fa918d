import { assertEquals } from "@std/assert";
import { isSameEntry, parseEntry } from "./master_entry.ts";

const DIFFERENT = [
  "smtp inet n - y - - smtpd -o a=b",
  "smtp inet n - y - - smtpd -o a=c",
  "smtp inet n - y - - smtpd -v -o a=b",
  "smtp inet n - n - - smtpd -o a=b",
  "smtp inet n - y - - smtpd -o a=b -o c=d",
  "smtp inet n - y - - smtpd x -o a=b",
];

Deno.test("isSameEntry() tells entries apart, not their layout", () => {
  for (const [i, one] of DIFFERENT.entries()) {
    for (const [j, other] of DIFFERENT.entries()) {
      const [a, b] = [parseEntry(one), parseEntry(other.replaceAll(" ", "  "))];
      assertEquals(a && b && isSameEntry(a, b), i === j, `${one} | ${other}`);
    }
  }
});

Deno.test("parseEntry() refuses what has too few fields", () => {
  assertEquals(parseEntry("smtp inet n -"), undefined);
});

const OPTIONS: readonly (readonly [string, [string, string][], string[]])[] = [
  ["-o a=b -v", [["a", "b"]], ["-v"]],
  ["-oa=b", [["a", "b"]], []],
  ["-vo a=b", [["a", "b"]], ["-v"]],
  ["-vDoa=b", [["a", "b"]], ["-vD"]],
  ["-o a=", [["a", ""]], []],
  ["-o a=b=c", [["a", "b=c"]], []],
  ["-o { a = b  c }", [["a", "b  c"]], []],
  ["-o { a = ${x?{y}:{z}} }", [["a", "${x?{y}:{z}}"]], []],
  ["-o a=b -o c=d -o a=e", [["c", "d"], ["a", "e"]], []],
  ["-o a", [], ["-o", "a"]],
  ["-o", [], ["-o"]],
  ["-v argv=/bin/x -o a=b", [], ["-v", "argv=/bin/x", "-o", "a=b"]],
  ["-- -o a=b", [], ["--", "-o", "a=b"]],
];

for (const [words, options, args] of OPTIONS) {
  Deno.test(`parseEntry() takes ${JSON.stringify(words)} apart`, () => {
    const entry = parseEntry(`s unix - - n - - smtp ${words}`);
    assertEquals([[...entry?.options ?? []], entry?.args], [options, args]);
  });
}
