import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { findCommand, isExecutable } from "./find_command.ts";

const FOUND: readonly (readonly [
  title: string,
  name: string,
  searchPath: string,
  found: string | undefined,
])[] = [
  ["the first directory that has it", "both", "@/one:@/two", "@/one/both"],
  ["a later directory", "only", "@/one:@/two", "@/two/only"],
  ["nothing that is no executable", "plain", "@/one:@/two", "@/two/plain"],
  ["nothing that is a directory", "sub", "@/one:@/two", "@/two/sub"],
  ["what a symbolic link leads to", "link", "@/one", "@/one/link"],
  ["nothing at a dangling link", "dangling", "@/one", undefined],
  ["nothing that is nowhere", "nosuch", "@/one:@/two", undefined],
  ["nothing on an empty search path", "nosuch", "", undefined],
  ["nothing for no name", "", "@/one", undefined],
  ["beyond a missing directory", "both", "@/none:@/two", "@/two/both"],
  [
    "beyond a file on the search path",
    "both",
    "@/one/both:@/two",
    "@/two/both",
  ],
  ["a path as it is", "./nosuch", "@/one", "./nosuch"],
  ["an absolute path as it is", "/no/such", "@/one", "/no/such"],
  ["a path below as it is", "one/both", "@/two", "one/both"],
];

for (const [title, name, searchPath, found] of FOUND) {
  Deno.test(`findCommand() finds ${title}`, () => {
    using temp = tempDirectory();
    temp.write("one/both", "", 0o755);
    temp.write("two/both", "", 0o755);
    temp.write("two/only", "", 0o100);
    temp.write("one/plain", "", 0o644);
    temp.write("two/plain", "", 0o755);
    temp.makeDirectory("one/sub");
    temp.write("two/sub", "", 0o755);
    Deno.symlinkSync("both", `${temp.path}/one/link`);
    Deno.symlinkSync("nowhere", `${temp.path}/one/dangling`);
    const path = searchPath.replaceAll("@", temp.path);
    assertEquals(
      findCommand(name, path),
      found?.replaceAll("@", temp.path),
    );
  });
}

for (const searchPath of ["", ":/nonexistent", "/nonexistent:", "/a::/b"]) {
  Deno.test(`findCommand() looks in the current directory for "${searchPath}"`, () => {
    using temp = tempDirectory();
    temp.write("here", "", 0o755);
    const before = Deno.cwd();
    Deno.chdir(temp.path);
    try {
      assertEquals(findCommand("here", searchPath), "./here");
    } finally {
      Deno.chdir(before);
    }
  });
}

const MODES = [
  [0o644, false],
  [0o600, false],
  [0o700, true],
  [0o010, true],
  [0o001, true],
] as const;

for (const [mode, executable] of MODES) {
  Deno.test(`isExecutable() is ${executable} of mode ${mode.toString(8)}`, () => {
    using temp = tempDirectory();
    assertEquals(isExecutable(temp.write("file", "", mode)), executable);
  });
}

Deno.test("isExecutable() is false of a directory, of nothing, and of a loop", () => {
  using temp = tempDirectory();
  Deno.symlinkSync("loop", `${temp.path}/loop`);
  assertEquals(isExecutable(`${temp.path}/loop`), false);
  assertEquals(isExecutable(temp.path), false);
  assertEquals(isExecutable(`${temp.path}/missing`), false);
});
