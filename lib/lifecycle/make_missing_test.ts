import { assertEquals, assertThrows } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { makeMissing } from "./make_missing.ts";

/** The steps for `name mode` words, in the same form. */
function steps(temp: TempDirectory, ...wanted: readonly string[]): string[] {
  const directories = wanted.map((word) => {
    const [name = "", mode = ""] = word.split(" ");
    return { path: `${temp.path}/${name}`, mode: parseInt(mode, 8) };
  });
  return makeMissing(directories).map((step) =>
    step.kind === "make-directory"
      ? `${step.path.slice(temp.path.length + 1)} ${step.mode.toString(8)}`
      : step.kind
  );
}

const CASES: readonly (readonly [
  title: string,
  wanted: readonly string[],
  expected: readonly string[],
])[] = [
  ["nothing", [], []],
  ["a directory", ["a 700"], ["a 700"]],
  ["a directory that is there", ["there 700"], []],
  ["a directory through a link", ["link 700", "link/a 700"], ["link/a 700"]],
  ["the parents first, open to all", ["a/b/c 700"], [
    "a 755",
    "a/b 755",
    "a/b/c 700",
  ]],
  ["a common parent once", ["a/b 755", "a/c 700"], [
    "a 755",
    "a/b 755",
    "a/c 700",
  ]],
  ["one directory once", ["a 755", "a 755"], ["a 755"]],
  ["one below another", ["a 700", "a/b 711"], ["a 700", "a/b 711"]],
  ["one above another, with its own mode", ["a/b 711", "a 700"], [
    "a 700",
    "a/b 711",
  ]],
  ["only what is missing", ["there/a 755", "there 700"], ["there/a 755"]],
];

for (const [title, wanted, expected] of CASES) {
  Deno.test(`makeMissing() makes ${title}`, () => {
    using temp = tempDirectory();
    temp.makeDirectory("there");
    Deno.symlinkSync("there", `${temp.path}/link`);
    assertEquals(steps(temp, ...wanted), expected);
  });
}

for (const name of ["file", "file/below", "dangling"]) {
  Deno.test(`makeMissing() refuses ${name}, where something else is`, () => {
    using temp = tempDirectory();
    temp.write("file");
    Deno.symlinkSync("nowhere", `${temp.path}/dangling`);
    assertThrows(
      () => steps(temp, `${name} 755`),
      FatalError,
      `${temp.path}/${name.split("/")[0]}: this is not a directory: choose`,
    );
    assertEquals(temp.names(), ["dangling", "file"]);
  });
}

Deno.test("makeMissing() makes a directory whose parent is missing in the root directory", () => {
  const wanted = [{ path: "/nonexistent-postmulti/a", mode: 0o700 }];
  const paths = makeMissing(wanted).map((step) =>
    "path" in step ? step.path : ""
  );
  assertEquals(paths, ["/nonexistent-postmulti", "/nonexistent-postmulti/a"]);
});
