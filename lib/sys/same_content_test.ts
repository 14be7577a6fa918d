import { assertEquals } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { isCopyOf, linkText } from "./same_content.ts";

/** What `copy` and `original` are, and whether one is a copy. */
const PAIRS: readonly (readonly [
  title: string,
  make: (temp: TempDirectory) => void,
  expected: boolean,
])[] = [
  ["equal files", ({ write }) => {
    write("copy", "text");
    write("original", "text");
  }, true],
  ["empty files", ({ write }) => {
    write("copy");
    write("original");
  }, true],
  ["files of one length that differ", ({ write }) => {
    write("copy", "text");
    write("original", "Text");
  }, false],
  ["a file and a directory", ({ write, makeDirectory }) => {
    write("copy");
    makeDirectory("original");
  }, false],
  ["a file and nothing", ({ write }) => void write("copy"), false],
  ["a file and a link to an equal one", ({ path, write }) => {
    write("copy", "text");
    write("file", "text");
    Deno.symlinkSync("file", `${path}/original`);
  }, true],
  ["links to the same place", ({ path }) => {
    Deno.symlinkSync("there", `${path}/copy`);
    Deno.symlinkSync("there", `${path}/original`);
  }, true],
  ["a link and what it leads to", ({ path, write }) => {
    write("original", "text");
    Deno.symlinkSync("original", `${path}/copy`);
  }, false],
];

for (const [title, make, expected] of PAIRS) {
  Deno.test(`isCopyOf() is ${expected} of ${title}`, () => {
    using temp = tempDirectory();
    make(temp);
    const at = (name: string): string => `${temp.path}/${name}`;
    assertEquals(isCopyOf(at("copy"), at("original")), expected);
  });
}

Deno.test("isCopyOf() knows a device by its number", () => {
  assertEquals(isCopyOf("/dev/null", "/dev/null"), true);
  assertEquals(isCopyOf("/dev/null", "/dev/zero"), false);
});

Deno.test("linkText() is the text of a link, and of nothing else", () => {
  using temp = tempDirectory();
  Deno.symlinkSync("there", `${temp.path}/link`);
  temp.write("file");
  assertEquals(linkText(`${temp.path}/link`), "there");
  assertEquals(linkText(`${temp.path}/file`), undefined);
  assertEquals(linkText(`${temp.path}/nothing`), undefined);
});
