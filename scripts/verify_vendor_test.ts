import { assertEquals } from "@std/assert";
import { compareDigests, parseRecord } from "./verify_vendor.ts";

const KNOWN = new Map([["@std/path/1.0.0/join.ts", "aa"]]);
const RECORDED = new Map([
  ["host/@std/path/1.0.0/join.ts", "aa"],
  ["host/@std/cli/1.0.0/parse_args.ts", "bb"],
]);

const TABLE: readonly {
  readonly name: string;
  readonly found: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}[] = [
  { name: "accepts what was recorded", found: RECORDED, problems: [] },
  {
    name: "accepts a known file that was not recorded",
    found: new Map([...RECORDED, ["mirror/@std/path/1.0.0/join.ts", "aa"]]),
    problems: [],
  },
  {
    name: "refuses a known file that differs, whatever was recorded",
    found: new Map([...RECORDED, ["host/@std/path/1.0.0/join.ts", "cc"]]),
    problems: ["host/@std/path/1.0.0/join.ts: has been changed"],
  },
  {
    name: "refuses a recorded file that differs",
    found: new Map([...RECORDED, ["host/@std/cli/1.0.0/parse_args.ts", "cc"]]),
    problems: ["host/@std/cli/1.0.0/parse_args.ts: has been changed"],
  },
  {
    name: "refuses a file of unknown origin",
    found: new Map([...RECORDED, ["host/@std/cli/1.0.0/new.ts", "bb"]]),
    problems: ["host/@std/cli/1.0.0/new.ts: does not belong there"],
  },
  {
    name: "notices what is missing",
    found: new Map([["host/@std/path/1.0.0/join.ts", "aa"]]),
    problems: ["host/@std/cli/1.0.0/parse_args.ts: missing"],
  },
];

for (const { name, found, problems } of TABLE) {
  Deno.test(`compareDigests() ${name}`, () => {
    assertEquals(
      compareDigests({ found, recorded: RECORDED, known: KNOWN }),
      problems.map((problem) =>
        `vendor/${problem}: delete vendor/ and run scripts/bootstrap.sh`
      ),
    );
  });
}

Deno.test("parseRecord() reads the lines of sha256sum", () => {
  assertEquals(
    parseRecord("aa  vendor/host/x y.ts\nbb  vendor/host/z.ts\n"),
    new Map([["host/x y.ts", "aa"], ["host/z.ts", "bb"]]),
  );
});
