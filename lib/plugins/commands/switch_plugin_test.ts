import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../../tests/unit/temp_directory.ts";
import { FatalError } from "../../diag/errors.ts";
import { switchPlugin } from "./switch_plugin.ts";

const SWITCHES: readonly (readonly [
  before: readonly string[],
  verb: "enable" | "disable",
  word: string,
  after: readonly string[],
])[] = [
  [["20-a.sh"], "disable", "20-a", ["20-a.sh.disabled"]],
  [["20-a.sh"], "disable", "a", ["20-a.sh.disabled"]],
  [["20-a.sh"], "disable", "20-a.sh", ["20-a.sh.disabled"]],
  [["20-a"], "disable", "20-a", ["20-a.disabled"]],
  [["20-a.sh.disabled"], "enable", "20-a", ["20-a.sh"]],
  [["20-a.ts.disabled"], "enable", "20-a.ts.disabled", ["20-a.ts"]],
  [["20-a.sh.disabled"], "disable", "20-a", ["20-a.sh.disabled"]],
  [["20-a.sh"], "enable", "20-a", ["20-a.sh"]],
  [
    ["20-a", "20-a.conf", "20-a.meta", "30-b"],
    "disable",
    "20-a",
    ["20-a.conf", "20-a.disabled", "20-a.meta", "30-b"],
  ],
];

for (const [before, verb, word, after] of SWITCHES) {
  Deno.test(`switchPlugin() makes ${after} of ${before} with ${verb} ${word}`, () => {
    using temp = tempDirectory();
    for (const name of before) temp.write(name);
    const enable = verb === "enable";
    const switched = switchPlugin({ plugin: word, enable }, temp.path);
    assertEquals(temp.names(), [...after]);
    assertEquals(switched.isChanged, before.join() !== after.join());
    assertEquals(
      after.some((name) => `${temp.path}/${name}` === switched.path),
      true,
    );
  });
}

const REFUSED: readonly (readonly [
  names: readonly string[],
  verb: "enable" | "disable",
  word: string,
  message: string,
])[] = [
  [[], "disable", "20-a", 'there is no plugin "20-a" here'],
  [["30-b"], "enable", "20-a", "there is no plugin"],
  [["20-a.conf"], "disable", "20-a", "there is no plugin"],
  [["20-a.sh", "20-a.py"], "disable", "20-a", "more than one file is meant"],
  [["20-a.sh", "30-a.sh"], "disable", "a", "more than one file is meant"],
  [
    ["20-a.sh.disabled", "20-a.py.disabled"],
    "enable",
    "20-a",
    "more than one file is meant",
  ],
  [
    ["20-a.sh", "20-a.py.disabled"],
    "enable",
    "20-a",
    "more than one file is meant",
  ],
  [["20-a", "20-a.disabled"], "disable", "20-a", "this is there already"],
];

for (const [names, verb, word, message] of REFUSED) {
  Deno.test(`switchPlugin() refuses to ${verb} ${word} among ${names}`, () => {
    using temp = tempDirectory();
    for (const name of names) temp.write(name);
    const enable = verb === "enable";
    assertThrows(
      () => switchPlugin({ plugin: word, enable }, temp.path),
      FatalError,
      message,
    );
    assertEquals(temp.names(), names.toSorted());
  });
}
