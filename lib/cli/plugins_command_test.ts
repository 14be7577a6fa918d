import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../diag/errors.ts";
import { type PluginsCommand, readPluginsCommand } from "./plugins_command.ts";

const COMMANDS: readonly (readonly [line: string, command: PluginsCommand])[] =
  [
    ["list", { name: "list" }],
    ["list -j", { name: "list" }],
    ["check", { name: "check" }],
    ["check --json", { name: "check" }],
    ["plan -p start", { name: "plan", words: ["-p", "start"] }],
    ["plan -e enable -i x", {
      name: "plan",
      words: ["-e", "enable", "-i", "x"],
    }],
    ["run 20-a pre:start -i in", {
      name: "run",
      plugin: "20-a",
      phase: "pre",
      op: "start",
      instance: "in",
    }],
    ["run -i - 20-a fail:quick-stop", {
      name: "run",
      plugin: "20-a",
      phase: "fail",
      op: "quick-stop",
      instance: "-",
    }],
    ["enable 20-a", { name: "enable", plugin: "20-a", instance: undefined }],
    ["disable 20-a -i in", {
      name: "disable",
      plugin: "20-a",
      instance: "in",
    }],
    ["disable -iin 20-a", { name: "disable", plugin: "20-a", instance: "in" }],
    ["install notify", { name: "install", plugin: "notify", replace: false }],
    ["install --replace notify", {
      name: "install",
      plugin: "notify",
      replace: true,
    }],
  ];

for (const [line, command] of COMMANDS) {
  Deno.test(`readPluginsCommand() understands ${line}`, () => {
    const [name = "", ...words] = line.split(" ");
    assertEquals(readPluginsCommand(name, words), command);
  });
}

const WRONG: readonly (readonly [line: string, message: string])[] = [
  ["frob", 'unknown command "frob" with --plugins: give one of list, check'],
  ["", 'unknown command ""'],
  ["constructor", 'unknown command "constructor"'],
  ["list x", 'use it as "postmulti --plugins list [-j]"'],
  ["list -i x", "use it as"],
  ["list -x", "unknown option -x"],
  ["check x", "use it as"],
  ["check -i x", "use it as"],
  ["plan", "--plugins plan needs a command line"],
  ["run 20-a pre:start", 'use it as "postmulti --plugins run ID PHASE:OP'],
  ["run 20-a -i in", "use it as"],
  ["run 20-a start -i in", "use it as"],
  ["run 20-a pre: -i in", "use it as"],
  ["run 20-a before:start -i in", "use it as"],
  ["run 20-a pre:start more -i in", "use it as"],
  ["run 20-a pre:start -i", "option -i needs a value"],
  ["enable", "use it as"],
  ["enable a b", "use it as"],
  ["disable", "use it as"],
  ["install", "use it as"],
  ["install a b", "use it as"],
  ["install a -i b", "use it as"],
];

for (const [line, message] of WRONG) {
  Deno.test(`readPluginsCommand() refuses "${line}"`, () => {
    const [name = "", ...words] = line.split(" ");
    assertThrows(() => readPluginsCommand(name, words), UsageError, message);
  });
}
