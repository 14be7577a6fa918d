import { assertEquals } from "@std/assert/equals";
import { median } from "./measure.ts";
import { atLeast, atMost, formatTable } from "./report.ts";

const MEDIANS: readonly (readonly [readonly number[], number])[] = [
  [[], NaN],
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
];

for (const [values, wanted] of MEDIANS) {
  Deno.test(`median() is ${wanted} when the values are [${values}]`, () => {
    assertEquals(median(values), wanted);
  });
}

Deno.test("atMost() is met when the value is the target and missed above it", () => {
  assertEquals(atMost("times empty", 2, 2).isMet, true);
  assertEquals(atMost("times empty", 3, 2).isMet, false);
  assertEquals(atMost("times empty", 3, 2).excess, 1.5);
});

Deno.test("atLeast() is met when the value is the target and missed below it", () => {
  assertEquals(atLeast("ahead of stock", 40, 40).isMet, true);
  assertEquals(atLeast("ahead of stock", 20, 40).isMet, false);
  assertEquals(atLeast("ahead of stock", 20, 40).excess, 2);
});

Deno.test("atMost() is missed when nothing was measured", () => {
  assertEquals(atMost("times empty", NaN, 2).isMet, false);
});

Deno.test("formatTable() has a line for each target when one row has two", () => {
  const text = formatTable([{
    title: "-l",
    secondaries: 10,
    medians: { ours: 15, empty: 12, stock: 60 },
    verdicts: [
      atMost("times empty", 1.25, 1.2),
      atLeast("ahead of stock", 4, 1),
    ],
  }]);
  assertEquals(
    text,
    `operation  others  ours     empty    stock    ratio  target
-l         10      15.0 ms  12.0 ms  60.0 ms  1.25   times empty <= 1.2   MISSED
                                              4.00   ahead of stock >= 1  ok
`,
  );
});
