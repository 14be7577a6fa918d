import { assertEquals } from "@std/assert";
import { fromBytes, toBytes } from "../main_cf/byte_string.ts";
import {
  editMasterCf,
  type MasterCfEdit,
  serviceTexts,
} from "./edit_master_cf.ts";

const FILE = `# head \xff
smtp      inet  n  -  y  -  -  smtpd
  -o a=b
# in between
  -o c=d

pickup unix n - y 60 1 pickup
`;

function set(service: string, lines: string): MasterCfEdit {
  return { kind: "set", service, lines };
}

const CASES: readonly (readonly [string, MasterCfEdit[], string])[] = [
  ["nothing without an edit", [], FILE],
  [
    "a service at its place",
    [set("smtp/inet", "new\n    x\n")],
    `# head \xff\nnew\n    x\n# in between\n\npickup unix n - y 60 1 pickup\n`,
  ],
  [
    "the end of the file for a new service",
    [set("x/unix", "x unix\n")],
    `${FILE}x unix\n`,
  ],
  [
    "a service that is commented out",
    [{ kind: "comment-out", service: "smtp/inet" }],
    FILE.replace("smtp ", "#smtp ").replaceAll("  -o", "#  -o"),
  ],
  [
    "nothing for a service that is not there",
    [{ kind: "comment-out", service: "smtp/unix" }],
    FILE,
  ],
];

for (const [what, edits, expected] of CASES) {
  Deno.test(`editMasterCf() changes ${what}`, () => {
    const { file, changed } = editMasterCf(toBytes(FILE), edits);
    assertEquals([fromBytes(file), changed], [expected, expected !== FILE]);
  });
}

Deno.test("editMasterCf() ends a line that has no newline before it adds one", () => {
  const { file } = editMasterCf(toBytes("a unix - - - - - b"), [
    set("x/unix", "x\n"),
  ]);
  assertEquals(fromBytes(file), "a unix - - - - - b\nx\n");
});

Deno.test("editMasterCf() changes a service that is there twice, and says so", () => {
  const twice = "a unix - - - - - b\na unix - - - - - c\n";
  const { file, warnings } = editMasterCf(toBytes(twice), [
    set("a/unix", "n\n"),
  ]);
  assertEquals(fromBytes(file), "n\nn\n");
  assertEquals(warnings, ["a/unix was there 2 times: changed all"]);
});

Deno.test("serviceTexts() joins the lines of a service", () => {
  const texts = serviceTexts(toBytes(FILE));
  assertEquals([...texts.keys()], ["smtp/inet", "pickup/unix"]);
  assertEquals(
    texts.get("smtp/inet"),
    "smtp      inet  n  -  y  -  -  smtpd  -o a=b  -o c=d",
  );
});
