import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { distrust, judge, type Judged } from "./trust.ts";

const GOOD: Judged = {
  isSymlink: false,
  isFile: true,
  isDirectory: false,
  uid: 0,
  mode: 0o100644,
};

const CASES: readonly (readonly [string, Partial<Judged>, string?])[] = [
  ["root's own file", {}],
  ["root's read-only file", { mode: 0o100400 }],
  ["another user's file", { uid: 1000 }, "belongs to user 1000, not to root"],
  ["a group-writable file", { mode: 0o100664 }, "can be written by others"],
  ["a world-writable file", { mode: 0o100646 }, "can be written by others"],
  ["a sticky directory", {
    isFile: false,
    isDirectory: true,
    mode: 0o41777,
  }, "can be written by others"],
  ["a symbolic link", { isSymlink: true }, "is a symbolic link"],
];

for (const [title, change, expected] of CASES) {
  Deno.test(`judge() has its verdict on ${title}`, () => {
    assertEquals(judge({ ...GOOD, ...change }), expected);
  });
}

// Root's own from the root directory on, which the usual place is not.
const TRUSTED_PARENT = "/run";

const PATHS: readonly (readonly [
  title: string,
  name: string,
  kind: "file" | "directory",
  expected: string | undefined,
])[] = [
  ["a file below trusted directories", "good/file", "file", undefined],
  ["a trusted directory", "good", "directory", undefined],
  ["a file that is not there", "good/missing", "file", "@ is not a file"],
  ["a directory as a file", "good", "file", "@ is not a file"],
  ["a file as a directory", "good/file", "directory", "@ is not a directory"],
  ["a FIFO", "good/fifo", "file", "@ is not a file"],
  ["a link to a file", "good/link", "file", "@ is not a file"],
  ["another's file", "good/theirs", "file", "@ belongs to user 7, not to root"],
  ["a file for all", "good/open", "file", "@ can be written by others"],
  [
    "a file below a directory of others",
    "theirs/file",
    "file",
    "theirs belongs to user 7, not to root",
  ],
  [
    "a file below a directory for all",
    "open/below/file",
    "file",
    "open can be written by others",
  ],
  ["a file below a link", "to_good/file", "file", "to_good is not a directory"],
];

for (const [title, name, kind, expected] of PATHS) {
  Deno.test({
    name: `distrust() has its verdict on ${title}`,
    // Only root can make what root made.
    ignore: Deno.uid() !== 0,
    fn: () => {
      using temp = tempDirectory(TRUSTED_PARENT);
      for (const file of ["good/file", "theirs/file", "open/below/file"]) {
        temp.write(file);
      }
      Deno.chownSync(temp.write("good/theirs"), 7, 7);
      temp.write("good/open", "", 0o666);
      Deno.symlinkSync("file", `${temp.path}/good/link`);
      Deno.symlinkSync("good", `${temp.path}/to_good`);
      const fifo = `${temp.path}/good/fifo`;
      new Deno.Command("mkfifo", { args: [fifo] }).outputSync();
      Deno.chownSync(`${temp.path}/theirs`, 7, 7);
      Deno.chmodSync(`${temp.path}/open`, 0o1777);
      const where = expected?.startsWith("@")
        ? expected.replace("@", `${temp.path}/${name}`)
        : expected && `${temp.path}/${expected}`;
      assertEquals(distrust(`${temp.path}/${name}`, kind), where);
    },
  });
}

Deno.test("distrust() has its verdict on the root directory", () => {
  assertEquals(distrust("/", "directory"), undefined);
  assertEquals(distrust("/", "file"), "/ is not a file");
});
