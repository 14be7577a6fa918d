import { assert, assertEquals, assertFalse } from "@std/assert";
import type { TestCase } from "./junit.ts";
import { Tally } from "./tally.ts";

function tallyOf(
  cases: readonly TestCase[],
  output = "",
): { readonly lines: readonly string[]; readonly good: boolean } {
  const lines: string[] = [];
  const tally = new Tally((line) => void lines.push(line));
  tally.add({ name: "x_test.ts", cases, elapsedMs: 1234, output });
  return { good: tally.finish(), lines };
}

Deno.test("Tally.finish() prints the sums as the last line", () => {
  const { lines, good } = tallyOf([
    { name: "a", outcome: "passed" },
    { name: "b", outcome: "passed" },
    { name: "c", outcome: "skipped" },
  ]);
  assertEquals(lines.at(-1), "2 passed, 0 failed, 1 skipped");
  assert(lines.includes("  x_test.ts: c"));
  assert(good);
});

Deno.test("Tally.finish() is false when a test failed", () => {
  const { lines, good } = tallyOf([
    { name: "a", outcome: "passed" },
    { name: "b", outcome: "failed" },
  ], "noise\n ERRORS \n\nb broke");
  assertEquals(lines.at(-1), "1 passed, 1 failed, 0 skipped");
  assert(lines.some((line) => line.includes("b broke")));
  assertFalse(lines.some((line) => line.includes("noise")));
  assertFalse(good);
});

Deno.test("Tally.finish() is false when nothing ran", () => {
  assertFalse(tallyOf([]).good);
  assertFalse(tallyOf([{ name: "a", outcome: "skipped" }]).good);
});
