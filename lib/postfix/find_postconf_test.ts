import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { findPostconf, type PostconfHints } from "./find_postconf.ts";

interface Given {
  readonly option?: string;
  readonly executable?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Hints in which `@` stands for a directory. */
function hints(root: string, given: Given): PostconfHints {
  const at = (text: string) => text.replaceAll("@", root);
  const { option, executable = "@/none/postmulti", environment = {} } = given;
  return {
    option: option === undefined ? undefined : at(option),
    executable: at(executable),
    environment: (name) => {
      const value = environment[name];
      return value === undefined ? undefined : at(value);
    },
  };
}

const POSTCONF = { POSTMULTI_POSTCONF: "@/two/postconf" };
const COMMANDS = { command_directory: "@/three" };
const PATH = { PATH: "relative::@/none:@/four:@/one" };

const FOUND: readonly (readonly [
  title: string,
  given: Given,
  found: string,
])[] = [
  ["--postconf", { option: "@/one/postconf" }, "@/one/postconf"],
  ["--postconf before all else", {
    option: "@/one/postconf",
    executable: "@/five/postmulti",
    environment: { ...POSTCONF, ...COMMANDS, ...PATH },
  }, "@/one/postconf"],
  ["POSTMULTI_POSTCONF", { environment: POSTCONF }, "@/two/postconf"],
  ["POSTMULTI_POSTCONF before command_directory", {
    executable: "@/five/postmulti",
    environment: { ...POSTCONF, ...COMMANDS, ...PATH },
  }, "@/two/postconf"],
  ["command_directory before the program's own directory", {
    executable: "@/five/postmulti",
    environment: { ...COMMANDS, ...PATH, POSTMULTI_POSTCONF: "" },
  }, "@/three/postconf"],
  ["the program's own directory before PATH", {
    executable: "@/five/postmulti",
    environment: PATH,
  }, "@/five/postconf"],
  [
    "the absolute directories of PATH",
    { environment: PATH },
    "@/four/postconf",
  ],
  ["beyond a command_directory without it", {
    environment: { ...PATH, command_directory: "@/none" },
  }, "@/four/postconf"],
  ["beyond a relative command_directory", {
    environment: { ...PATH, command_directory: "one" },
  }, "@/four/postconf"],
];

for (const [title, given, found] of FOUND) {
  Deno.test(`findPostconf() finds ${title}`, () => {
    using temp = tempDirectory();
    for (const name of ["one", "two", "three", "four", "five"]) {
      temp.write(`${name}/postconf`, "", 0o755);
    }
    temp.makeDirectory("none");
    assertEquals(
      findPostconf(hints(temp.path, given)),
      found.replaceAll("@", temp.path),
    );
  });
}

const REFUSED: readonly (readonly [
  title: string,
  given: Given,
  message: string,
])[] = [
  [
    "a relative --postconf",
    { option: "sbin/postconf" },
    "--postconf: sbin/postconf: this must be an absolute path",
  ],
  [
    "an empty --postconf",
    { option: "", environment: POSTCONF },
    "--postconf: : this must be an absolute path",
  ],
  [
    "a --postconf that is not there",
    { option: "@/none/postconf", environment: POSTCONF },
    "--postconf: @/none/postconf: there is no such executable",
  ],
  [
    "a --postconf that is not executable",
    { option: "@/plain" },
    "--postconf: @/plain: there is no such executable",
  ],
  [
    "a relative POSTMULTI_POSTCONF",
    { environment: { POSTMULTI_POSTCONF: "postconf" } },
    "POSTMULTI_POSTCONF: postconf: this must be an absolute path",
  ],
  [
    "a POSTMULTI_POSTCONF that is not there",
    { environment: { ...PATH, POSTMULTI_POSTCONF: "@/none/x" } },
    "POSTMULTI_POSTCONF: @/none/x: there is no such executable",
  ],
];

for (const [title, given, message] of REFUSED) {
  Deno.test(`findPostconf() refuses ${title}`, () => {
    using temp = tempDirectory();
    temp.write("two/postconf", "", 0o755);
    temp.write("four/postconf", "", 0o755);
    temp.write("plain", "", 0o644);
    assertThrows(
      () => findPostconf(hints(temp.path, given)),
      FatalError,
      message.replaceAll("@", temp.path),
    );
  });
}
