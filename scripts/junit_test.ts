import { assertEquals } from "@std/assert";
import { parseJunit, type TestCase } from "./junit.ts";

const PASSED = `<testcase name="a() works" classname="./a.ts" line="1">
        </testcase>`;
const FAILED =
  `<testcase name="b() says &lt;x&gt; &amp; &quot;y&quot;" line="1">
            <failure message="Uncaught Error: <skipped/>">Error: bad</failure>
        </testcase>`;
const SKIPPED = `<testcase name="c() waits: no root" line="1">
            <skipped/>
        </testcase>`;

const TABLE: readonly {
  readonly name: string;
  readonly xml: string;
  readonly cases: readonly TestCase[];
}[] = [
  { name: "finds nothing in an empty report", xml: "", cases: [] },
  {
    name: "tells passed, failed and skipped tests apart",
    xml: PASSED + FAILED + SKIPPED,
    cases: [
      { name: "a() works", outcome: "passed" },
      { name: 'b() says <x> & "y"', outcome: "failed" },
      { name: "c() waits: no root", outcome: "skipped" },
    ],
  },
  {
    name: "counts the steps of a test instead of the test",
    xml: `<testcase name="d"></testcase>
      <testcase name="d &gt; 1"></testcase>
      <testcase name="d &gt; 2"></testcase>`,
    cases: [
      { name: "d > 1", outcome: "passed" },
      { name: "d > 2", outcome: "passed" },
    ],
  },
  {
    name: "counts a test that failed after its steps passed",
    xml: `<testcase name="d"><failure message="x">x</failure></testcase>
      <testcase name="d &gt; 1"></testcase>`,
    cases: [
      { name: "d", outcome: "failed" },
      { name: "d > 1", outcome: "passed" },
    ],
  },
];

for (const { name, xml, cases } of TABLE) {
  Deno.test(`parseJunit() ${name}`, () => assertEquals(parseJunit(xml), cases));
}
