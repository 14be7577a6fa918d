import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../diag/errors.ts";
import { getopt, type OptionSpec } from "./getopt.ts";
import { OPTION_TABLE } from "./option_table.ts";

const TABLE: readonly OptionSpec[] = [
  { id: "list", short: "l", help: "" },
  { id: "reverse", short: "R", help: "" },
  { id: "verbose", short: "v", help: "" },
  { id: "command", short: "x", help: "" },
  { id: "wrapper", short: "p", help: "" },
  { id: "json", short: "j", long: "json", help: "" },
  { id: "group", short: "g", value: "GROUP", help: "" },
  { id: "name", short: "i", value: "NAME", help: "" },
  { id: "postconf", long: "postconf", value: "PATH", help: "" },
  { id: "post", long: "post", help: "" },
  { id: "map", long: "map", value: "FORMAT", fallback: "text", help: "" },
  { id: "last", long: "last", value: "WORD", isLast: true, help: "" },
];

const UNDERSTOOD: readonly (readonly [
  title: string,
  words: readonly string[],
  options: readonly string[],
  operands: readonly string[],
])[] = [
  ["nothing", [], [], []],
  ["one option", ["-l"], ["list"], []],
  ["an option that ends them", ["-v", "--last", "x", "-l", "--", "y"], [
    "verbose",
    "last=x",
  ], ["-l", "--", "y"]],
  ["its value attached", ["--last=x", "-l"], ["last=x"], ["-l"]],
  ["a value that may be missing", ["--map", "dot"], ["map=text"], ["dot"]],
  ["its value attached all the same", ["--map=dot"], ["map=dot"], []],
  ["a cluster", ["-lR"], ["list", "reverse"], []],
  ["an option repeated", ["-vv", "-v"], ["verbose", "verbose", "verbose"], []],
  ["an attached value", ["-gmta"], ["group=mta"], []],
  ["a value in the next word", ["-g", "mta"], ["group=mta"], []],
  ["a value at the end of a cluster", ["-lgmta"], ["list", "group=mta"], []],
  ["a cluster whose value is the next word", ["-xi", "out", "ls"], [
    "command",
    "name=out",
  ], ["ls"]],
  ["an attached dash", ["-i-"], ["name=-"], []],
  ["a dash as value", ["-i", "-", "-l"], ["name=-", "list"], []],
  ["a value that begins with a dash", ["-g", "-l"], ["group=-l"], []],
  ["a value of two dashes", ["-g", "--", "-l"], ["group=--", "list"], []],
  ["an empty value", ["-g", "", "-l"], ["group=", "list"], []],
  ["a value with an equals sign", ["-g=a"], ["group==a"], []],
  ["a value made of option letters", ["-glR"], ["group=lR"], []],
  ["a value of digits", ["-g", "007"], ["group=007"], []],
  ["the first operand as the end", ["-x", "ls", "-l", "--", "-v"], [
    "command",
  ], ["ls", "-l", "--", "-v"]],
  ["two dashes as the end", ["-p", "--", "start", "-l"], ["wrapper"], [
    "start",
    "-l",
  ]],
  ["only the first two dashes as the end", ["--", "--", "-l"], [], [
    "--",
    "-l",
  ]],
  ["a lone dash as an operand", ["-x", "-", "-l"], ["command"], ["-", "-l"]],
  ["an empty word as an operand", ["-x", "", "-l"], ["command"], ["", "-l"]],
  ["an option after an operand as an operand", ["ls", "-l"], [], ["ls", "-l"]],
  ["a long option", ["--json", "-l"], ["json", "list"], []],
  ["a long option with its value", ["--postconf=/p", "-l"], [
    "postconf=/p",
    "list",
  ], []],
  ["a long option and the next word", ["--postconf", "/p", "-l"], [
    "postconf=/p",
    "list",
  ], []],
  ["a long option with an empty value", ["--postconf=", "-l"], [
    "postconf=",
    "list",
  ], []],
  ["a long option with two equals signs", ["--postconf=a=b"], [
    "postconf=a=b",
  ], []],
  ["a long name that begins another", ["--post"], ["post"], []],
];

for (const [title, words, options, operands] of UNDERSTOOD) {
  Deno.test(`getopt() understands ${title}: ${JSON.stringify(words)}`, () => {
    const line = getopt(words, TABLE);
    const said = line.options.map(({ spec, value }) =>
      spec.value === undefined ? spec.id + value : `${spec.id}=${value}`
    );
    assertEquals(said, options);
    assertEquals(line.operands, operands);
  });
}

const REFUSED: readonly (readonly [
  words: readonly string[],
  message: string,
])[] = [
  [["-z"], 'unknown option -z: try "postmulti --help"'],
  [["-lz"], 'unknown option -z: try "postmulti --help"'],
  [["-l-"], 'unknown option --: try "postmulti --help"'],
  [["-L"], 'unknown option -L: try "postmulti --help"'],
  [["--frob"], 'unknown option --frob: try "postmulti --help"'],
  [["--frob=1"], 'unknown option --frob: try "postmulti --help"'],
  [
    ["--postcon"],
    'unknown option --postcon (did you mean --postconf?): try "postmulti --help"',
  ],
  [
    ["--JSON"],
    'unknown option --JSON (did you mean --json?): try "postmulti --help"',
  ],
  [
    ["-postconf"],
    'unknown option -o (did you mean --postconf?): try "postmulti --help"',
  ],
  [["--l"], 'unknown option --l: try "postmulti --help"'],
  [["--undefined"], 'unknown option --undefined: try "postmulti --help"'],
  [["-g"], "option -g needs a value (GROUP)"],
  [["-lg"], "option -g needs a value (GROUP)"],
  [["--postconf"], "option --postconf needs a value (PATH)"],
  [["--json=yes"], "option --json takes no value"],
  [["--json="], "option --json takes no value"],
];

for (const [words, message] of REFUSED) {
  Deno.test(`getopt() refuses ${words.join(" ")}`, () => {
    assertThrows(() => getopt(words, TABLE), UsageError, message);
  });
}

Deno.test("getopt() keeps how an option was spelled", () => {
  const { options } = getopt(["-lj", "--json", "--postconf=/p"], TABLE);
  const spellings = options.map(({ spelling }) => spelling);
  assertEquals(spellings, ["-l", "-j", "--json", "--postconf"]);
});

Deno.test("getopt() leaves the words it is given as they are", () => {
  const words = ["-x", "ls", "-l"];
  getopt(words, TABLE);
  assertEquals(words, ["-x", "ls", "-l"]);
});

Deno.test("OPTION_TABLE has every short option of the stock tool, and -h and -V", () => {
  const table: readonly OptionSpec[] = OPTION_TABLE;
  const letters = table.flatMap(({ short, value, fallback }) => {
    const needsValue = value !== undefined && fallback === undefined;
    return short === undefined ? [] : [short + (needsValue ? ":" : "")];
  });
  const stock = "a e: g: i: j G: I: l p R v x".split(" ");
  assertEquals(letters.sort(), [...stock, "h", "V"].sort());
});

Deno.test("OPTION_TABLE uses no letter, word or id twice", () => {
  const table: readonly OptionSpec[] = OPTION_TABLE;
  for (const key of ["id", "short", "long"] as const) {
    const used = table.flatMap((option) => option[key] ?? []);
    assertEquals(used, [...new Set(used)]);
  }
});
