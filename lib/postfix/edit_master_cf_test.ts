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
    "an entry after its comments, as postconf -P does",
    [{
      kind: "change",
      service: "smtp/inet",
      change: { fields: [], options: [{ name: "a" }] },
    }],
    `# head \xff\n# in between\n\nsmtp       inet  n       -       y       -` +
    `       -       smtpd\n    -o c=d\npickup unix n - y 60 1 pickup\n`,
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

const TWICE = "a unix - - - - - b\n# c\na unix - - - - - c -v\n";

Deno.test("editMasterCf() leaves one of two entries that it replaces, and says so", () => {
  const { file, warnings } = editMasterCf(toBytes(TWICE), [
    set("a/unix", "n\n"),
  ]);
  assertEquals(fromBytes(file), "n\n# c\n");
  assertEquals(warnings, ["there were 2 entries for a/unix: one is left"]);
});

Deno.test("editMasterCf() changes each of two entries, and says so", () => {
  const { file, warnings } = editMasterCf(toBytes(TWICE), [{
    kind: "change",
    service: "a/unix",
    change: { fields: [{ name: "chroot", value: "n" }], options: [] },
  }]);
  assertEquals(
    fromBytes(file),
    "# c\na          unix  -       -       n       -       -       b\n" +
      "a          unix  -       -       n       -       -       c -v\n",
  );
  assertEquals(warnings, [
    "there are 2 entries for a/unix: changed all of them",
  ]);
});

Deno.test("serviceTexts() joins the lines of a service", () => {
  const texts = serviceTexts(toBytes(FILE));
  assertEquals([...texts.keys()], ["smtp/inet", "pickup/unix"]);
  assertEquals(
    texts.get("smtp/inet"),
    "smtp      inet  n  -  y  -  -  smtpd  -o a=b  -o c=d",
  );
});
