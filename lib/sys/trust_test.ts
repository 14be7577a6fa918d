import { assertEquals } from "@std/assert";
import { judge, type Judged } from "./trust.ts";

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
