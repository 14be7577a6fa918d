import { assert, assertEquals } from "@std/assert";
import { EDIT_ACTIONS } from "../../lifecycle/request.ts";
import { isAccepted, trialsOf } from "../command_line_check.ts";
import type { OptionSpec } from "../getopt.ts";
import { OPTION_TABLE } from "../option_table.ts";
import { spellingsOf } from "../spelling.ts";
import { complete } from "./complete.ts";
import { formatSuggestions } from "./suggestions.ts";
import type { HostLookup, NamedInstance } from "./host_lookup.ts";

const OPTIONS: readonly OptionSpec[] = OPTION_TABLE;

function instance(
  name: string,
  group: string,
  enabled: boolean | undefined,
): NamedInstance {
  const primary = name === "";
  const configDirectory = `/etc/${name || "postfix"}`;
  return { primary, name, group, enabled, configDirectory };
}

const SURROUNDINGS: HostLookup = {
  instances: () => [
    instance("", "", true),
    instance("postfix-in", "mta", true),
    instance("postfix-out", "mta", false),
    instance("postfix-bad", "", undefined),
    { ...instance("", "", false), primary: false, configDirectory: "/etc/odd" },
  ],
  postfixCommands: () => ["start", "status", "stop"],
  plugins: (directory) =>
    directory === "/etc/postfix"
      ? [
        { id: "10-on", isEnabled: true },
        { id: "20-off", isEnabled: false },
      ]
      : directory === "/etc/postfix-in"
      ? [{ id: "30-own", isEnabled: true }]
      : [],
};

const NOTHING: HostLookup = {
  instances: () => [],
  postfixCommands: () => [],
  plugins: () => [],
};

/** What is offered at the end of a line; `|` marks the end of the words. */
function offered(
  line: string,
  host: HostLookup = SURROUNDINGS,
): readonly string[] {
  const words = line === "" ? [""] : line.split(" ");
  const all = ["postmulti", ...words];
  return formatSuggestions(complete(all, all.length - 1, host))
    .split("\n").slice(0, -1).map((line, at) =>
      at === 0 ? line : line.replace(/\t.*/, "")
    );
}

const OFFERS: readonly (readonly [string, readonly string[]])[] = [
  ["-e ", ["words", ...EDIT_ACTIONS]],
  ["-e de", ["words", "destroy", "deport"]],
  ["-ede", ["words", "-edestroy", "-edeport"]],
  ["-I postfix-x -e ", ["words", "create", "import", "assign"]],
  ["-a -e ", ["words", "init", "create", "import"]],
  ["-i ", [
    "words",
    "-",
    "postfix-in",
    "postfix-out",
    "postfix-bad",
    "/etc/odd",
  ]],
  ["-i postfix-o", ["words", "postfix-out"]],
  ["-i o", ["words", "out"]],
  ["-io", ["words", "-iout"]],
  ["-xi o", ["words", "out"]],
  ["-xio", ["words", "-xiout"]],
  ["-i /etc/postfix-", [
    "words",
    "/etc/postfix-in",
    "/etc/postfix-out",
    "/etc/postfix-bad",
  ]],
  ["-i nothing-like-it", []],
  ["-e enable -i ", ["words", "postfix-out", "/etc/odd"]],
  ["-e disable -i ", ["words", "-", "postfix-in"]],
  ["-e destroy -i ", ["words", "postfix-out", "/etc/odd"]],
  ["-e deport -i ", ["words", "postfix-out", "postfix-bad", "/etc/odd"]],
  ["-e create -i ", [
    "words",
    "postfix-in",
    "postfix-out",
    "postfix-bad",
    "/etc/odd",
  ]],
  ["-g ", ["words", "mta"]],
  ["-gm", ["words", "-gmta"]],
  ["-lRg ", ["words", "mta"]],
  ["-e create -G ", ["words", "mta", "-"]],
  ["-e create -I ", ["beginnings", "postfix-"]],
  ["-e create -I post", ["beginnings", "postfix-"]],
  ["-e create -I postfix-x", []],
  ["-e assign -i in -I -", ["words", "-"]],
  ["-p ", ["words", "start", "status", "stop"]],
  ["-p st", ["words", "start", "status", "stop"]],
  ["-g mta -p sta", ["words", "start", "status"]],
  ["-p -- sto", ["words", "stop"]],
  ["-p status ", []],
  ["-x ", ["command\t2"]],
  ["-i in -x grep -v ", ["command\t4"]],
  ["-xi in ", ["command\t3"]],
  ["-x -- ", ["command\t3"]],
  ["-x -g", ["words", "-g"]],
  ["-e create ", [
    "beginnings",
    "config_directory=",
    "queue_directory=",
    "data_directory=",
  ]],
  ["-e create queue_directory=/q d", ["beginnings", "data_directory="]],
  ["-e create queue_directory=/q", ["directories\tqueue_directory="]],
  ["-e create queue_directory=/q queue_directory=/", []],
  ["-e create nonsense=/q", []],
  ["-e import ", ["beginnings", "config_directory="]],
  ["-e import queue_directory=/q", []],
  ["--map=", [
    "words",
    "--map=text",
    "--map=dot",
    "--map=mermaid",
    "--map=json",
  ]],
  ["--map=d", ["words", "--map=dot"]],
  ["--map", ["words", "--map"]],
  ["--list=", []],
  ["--version=", []],
  ["--postconf=/us", ["files\t--postconf="]],
  ["--postconf ", ["files\t"]],
  ["--lock-timeout=", []],
  ["--completion=", [
    "words",
    "--completion=bash",
    "--completion=zsh",
    "--completion=fish",
  ]],
  ["--completion ", ["words", "bash", "zsh", "fish"]],
  ["--help=f", ["words", "--help=full"]],
  ["--help=cr", ["words", "--help=create"]],
  ["--help=st", ["words", "--help=status"]],
  ["--help=j", []],
  ["--nonsense ", []],
  ["-z -l ", []],
  ["-l ls ", []],
  ["--plugins l", ["words", "list"]],
  ["--plugins list ", ["words", "-j"]],
  ["--plugins list -j ", []],
  ["--plugins check ", []],
  ["--plugins nonsense ", []],
  ["--plugins enable ", ["words", "20-off"]],
  ["--plugins disable ", ["words", "10-on"]],
  ["--plugins disable -i in ", ["words", "30-own"]],
  ["--plugins disable 10-on ", ["words", "-i"]],
  ["--plugins disable -i ", [
    "words",
    "-",
    "postfix-in",
    "postfix-out",
    "postfix-bad",
    "/etc/odd",
  ]],
  ["--plugins run ", ["words", "10-on"]],
  ["--plugins run -i in ", ["words", "10-on", "30-own"]],
  ["--plugins run 10-on ", [
    "beginnings",
    "pre:",
    "instead:",
    "post:",
    "fail:",
  ]],
  ["--plugins run 10-on pre:st", [
    "words",
    "pre:start",
    "pre:status",
    "pre:stop",
  ]],
  ["--plugins run 10-on pre:start ", ["words", "-i"]],
  ["--plugins run 10-on pre:start -", ["words", "-i"]],
  ["--plugins install ma", ["words", "maintenance"]],
  ["--plugins install maintenance ", ["words", "--replace"]],
  ["--plugins plan -p sta", ["words", "start", "status"]],
  ["--plugins plan -i in -x ", ["command\t6"]],
];

for (const [line, wanted] of OFFERS) {
  Deno.test(`complete() offers ${wanted.slice(1).join(" ") || wanted[0] || "nothing"} after "${line}"`, () => {
    assertEquals(offered(line), wanted);
  });
}

/** Options that are offered after some words, and some that are not. */
const POSSIBLE: readonly (readonly [string, string, string])[] = [
  ["-", "-l -p -x -e -j --json --map --help --version", "--complete"],
  ["-l -", "-a -g -i -j --json -R -v --help", "-l -p -x -e -I --dry-run"],
  ["-p -", "-a -g -i -j -v --jobs --no-plugins", "-R -e --dry-run"],
  ["-p -j -", "--output --jobs", "-R -e --dry-run"],
  ["-e destroy -", "-i --dry-run --lock-timeout", "-a -g -I -G -R --map"],
  ["-e assign -i in -", "-I -G --dry-run", "-a -g -i"],
  ["-l -i in -", "-R -j", "-a -g -i"],
  ["--dry-run -", "-e", "-l -p -x --map --dry-run"],
  ["-j -", "-l -p -x -e --status", "--complete"],
  ["-v -", "-v -l --help", "--manual"],
];

for (const [line, possible, impossible] of POSSIBLE) {
  Deno.test(`complete() offers the options that can follow "${line}", and no other`, () => {
    const words = offered(line);
    for (const option of possible.split(" ")) {
      assert(words.includes(option), `${option} in ${words.join(" ")}`);
    }
    for (const option of impossible.split(" ")) {
      assert(!words.includes(option), `no ${option} in ${words.join(" ")}`);
    }
  });
}

Deno.test("complete() offers every option somewhere", () => {
  const beginnings = ["-", "-l -", "-p -", "-x -", "-e create -", "--status -"];
  const words = beginnings.flatMap((line) => offered(line));
  for (const option of OPTIONS) {
    for (const spelling of spellingsOf(option)) {
      const isOffered = words.includes(spelling);
      assertEquals(isOffered, option.isForPrograms !== true, spelling);
    }
  }
});

Deno.test("complete() offers after -l what the parser takes after -l, and help", () => {
  const taken = OPTIONS.filter((option) =>
    option.id === "help" ||
    option.id !== "list" && !trialsOf(option).some(isAccepted) &&
      trialsOf(option).some((trial) => isAccepted(["-l", ...trial]))
  ).flatMap(spellingsOf);
  assertEquals(offered("-l -").slice(1), taken);
});

Deno.test("complete() offers what needs no machine where there is nothing", () => {
  for (const [line] of OFFERS) complete(["x", ...line.split(" ")], 1, NOTHING);
  assertEquals(offered("-i ", NOTHING), []);
  assertEquals(offered("-e cr", NOTHING), ["words", "create"]);
});

for (const index of [NaN, -1, 0, 0.5, 99]) {
  Deno.test(`complete() does not mind the place ${index}`, () => {
    const suggestions = complete(["postmulti", "-l"], index, SURROUNDINGS);
    assert(index === 99 || suggestions === undefined);
  });
}
