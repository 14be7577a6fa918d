import { assertEquals, assertThrows } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import {
  isDirectory,
  isRegularFile,
  isSameFile,
  isSystemError,
  kindOf,
  kindOfEntry,
  listDirectory,
  lstatOrNothing,
  reasonOf,
  statOrNothing,
} from "./files.ts";

/** One of each kind; the socket is open until it is disposed of. */
function everyKind(temp: TempDirectory): Deno.Listener {
  temp.write("file", "text");
  temp.makeDirectory("directory");
  Deno.symlinkSync("file", `${temp.path}/link`);
  Deno.symlinkSync("directory", `${temp.path}/to_directory`);
  Deno.symlinkSync("nowhere", `${temp.path}/dangling`);
  new Deno.Command("mkfifo", { args: [`${temp.path}/fifo`] }).outputSync();
  return Deno.listen({ transport: "unix", path: `${temp.path}/socket` });
}

const KINDS = [
  ["file", "file", "a regular file"],
  ["directory", "directory", "a directory"],
  ["link", "link", "a symbolic link"],
  ["dangling", "link", "a symbolic link"],
  ["fifo", "fifo", "a FIFO"],
  ["socket", "socket", "a socket"],
] as const;

for (const [name, kind, words] of KINDS) {
  Deno.test(`kindOfEntry() and kindOf() know a ${name}`, () => {
    using temp = tempDirectory();
    using _socket = everyKind(temp);
    assertEquals(kindOfEntry(`${temp.path}/${name}`), kind);
    assertEquals(kindOf(Deno.lstatSync(`${temp.path}/${name}`)), words);
  });
}

Deno.test("kindOfEntry() tells a file that has another name as well", () => {
  using temp = tempDirectory();
  const path = temp.write("file");
  Deno.linkSync(path, `${temp.path}/other`);
  assertEquals(kindOfEntry(path), "hard-linked");
  Deno.removeSync(`${temp.path}/other`);
  assertEquals(kindOfEntry(path), "file");
});

Deno.test("kindOf() and kindOfEntry() call everything else a device", () => {
  assertEquals(kindOf(Deno.lstatSync("/dev/null")), "a device");
  assertEquals(kindOfEntry("/dev/null"), "device");
});

const LEADS: readonly (readonly [
  name: string,
  directory: boolean,
  file: boolean,
])[] = [
  ["file", false, true],
  ["link", false, true],
  ["directory", true, false],
  ["to_directory", true, false],
  ["dangling", false, false],
  ["fifo", false, false],
  ["missing", false, false],
  ["file/below", false, false],
];

for (const [name, directory, file] of LEADS) {
  Deno.test(`isDirectory() and isRegularFile() follow ${name}`, () => {
    using temp = tempDirectory();
    using _socket = everyKind(temp);
    assertEquals(isDirectory(`${temp.path}/${name}`), directory);
    assertEquals(isRegularFile(`${temp.path}/${name}`), file);
  });
}

Deno.test("lstatOrNothing() looks at the link, statOrNothing() where it leads", () => {
  using temp = tempDirectory();
  using _socket = everyKind(temp);
  assertEquals(lstatOrNothing(`${temp.path}/link`)?.isSymlink, true);
  assertEquals(statOrNothing(`${temp.path}/link`)?.isFile, true);
  assertEquals(lstatOrNothing(`${temp.path}/dangling`)?.isSymlink, true);
  assertEquals(statOrNothing(`${temp.path}/dangling`), undefined);
});

for (const name of ["missing", "file/below"]) {
  Deno.test(`lstatOrNothing() and statOrNothing() see nothing at ${name}`, () => {
    using temp = tempDirectory();
    temp.write("file");
    assertEquals(lstatOrNothing(`${temp.path}/${name}`), undefined);
    assertEquals(statOrNothing(`${temp.path}/${name}`), undefined);
  });
}

Deno.test("statOrNothing() does not take a loop of links for nothing", () => {
  using temp = tempDirectory();
  Deno.symlinkSync("loop", `${temp.path}/loop`);
  assertThrows(
    () => statOrNothing(`${temp.path}/loop`),
    FatalError,
    `${temp.path}/loop: Too many levels of symbolic links`,
  );
});

const SAME: readonly (readonly [one: string, other: string, same: boolean])[] =
  [
    ["file", "file", true],
    ["file", "link", true],
    ["directory/../file", "file", true],
    ["directory", "to_directory", true],
    ["file", "directory", false],
    ["missing", "missing", false],
    ["dangling", "dangling", false],
  ];

for (const [one, other, same] of SAME) {
  Deno.test(`isSameFile() is ${same} of ${one} and ${other}`, () => {
    using temp = tempDirectory();
    using _socket = everyKind(temp);
    const path = (name: string) => `${temp.path}/${name}`;
    assertEquals(isSameFile(path(one), path(other)), same);
  });
}

Deno.test("isSameFile() is false of two files with one content", () => {
  using temp = tempDirectory();
  assertEquals(isSameFile(temp.write("a", "x"), temp.write("b", "x")), false);
});

Deno.test("listDirectory() sorts its names and does not follow links", () => {
  using temp = tempDirectory();
  for (const name of ["b", "B", "a.b", "a", "10", "9"]) temp.write(name);
  Deno.symlinkSync("a", `${temp.path}/c`);
  const entries = listDirectory(temp.path);
  assertEquals(
    entries.map(({ name }) => name),
    ["10", "9", "B", "a", "a.b", "b", "c"],
  );
  assertEquals(entries.at(-1)?.isSymlink, true);
});

Deno.test("listDirectory() names the directory that cannot be read", () => {
  using temp = tempDirectory();
  assertThrows(
    () => listDirectory(`${temp.path}/missing`),
    FatalError,
    `${temp.path}/missing: No such file or directory`,
  );
  assertThrows(
    () => listDirectory(temp.write("file")),
    FatalError,
    `${temp.path}/file: Not a directory`,
  );
});

const REASONS: readonly (readonly [thrown: unknown, reason: string])[] = [
  [new Error("File exists (os error 17): mkdir '/x'"), "File exists"],
  [new Error("something else"), "something else"],
  ["a string", "a string"],
];

for (const [thrown, reason] of REASONS) {
  Deno.test(`reasonOf() finds "${reason}" in ${thrown}`, () => {
    assertEquals(reasonOf(thrown), reason);
  });
}

Deno.test("isSystemError() knows the errors of system calls", () => {
  const error = assertThrows(() => Deno.statSync("/none"));
  assertEquals(isSystemError(error), true);
  const message = "No locks available (os error 37)";
  assertEquals(isSystemError(new Error(message)), true);
  assertEquals(isSystemError(new Error("x")), false);
  assertEquals(isSystemError("(os error 2)"), false);
});
