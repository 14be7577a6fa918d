import { assertEquals, assertMatch } from "@std/assert";
import type { AppliesTo, Declaration } from "./declaration.ts";
import { DECLARATION_BYTES, parseDeclaration } from "./parse_declaration.ts";

const OPS = new Set(["start", "stop", "status", "create", "exec"]);

function parse(text: string): ReturnType<typeof parseDeclaration> {
  return parseDeclaration({ text, isAll: true }, OPS);
}

const START: Declaration = {
  events: [{ phase: "pre", op: "start" }],
  timeoutS: 60,
  appliesTo: { kind: "all" },
  delegates: false,
};

const LINES: readonly (readonly [title: string, text: string])[] = [
  ["a shell comment", "#!/bin/sh\n# @postmulti-plugin 1 on=pre:start\n"],
  ["a line comment", "// @postmulti-plugin 1 on=pre:start\n"],
  ["a block comment", "/* @postmulti-plugin 1 on=pre:start */\n"],
  ["a line of a block comment", "/**\n * @postmulti-plugin 1 on=pre:start\n"],
  ["an HTML comment", "<!-- @postmulti-plugin 1 on=pre:start -->\n"],
  ["a Lisp comment", ";; @postmulti-plugin 1 on=pre:start\n"],
  ["a line without a comment leader", "@postmulti-plugin 1 on=pre:start\n"],
  ["a file that ends with it", "#@postmulti-plugin 1 on=pre:start"],
  ["line ends of another system", "# @postmulti-plugin 1 on=pre:start\r\n"],
  ["tabs", "#\t@postmulti-plugin\t1\ton=pre:start\t\n"],
  ["a tab among blanks", "#  @postmulti-plugin 1  on=pre:start\ttimeout=60\n"],
  [
    "bytes that are not UTF-8 around it",
    "\xff\n# @postmulti-plugin 1 on=pre:start\n\xfe",
  ],
  [
    "other mentions of the mark",
    "# a @postmulti-plugin 2\n# @postmulti-plugin 1 on=pre:start\n" +
    'echo "@postmulti-plugin 3"\n# @postmulti-plugins\n',
  ],
  ["the default timeout", "# @postmulti-plugin 1 timeout=60 on=pre:start\n"],
];

for (const [title, text] of LINES) {
  Deno.test(`parseDeclaration() reads ${title}`, () => {
    assertEquals(parse(text), { declaration: START });
  });
}

const APPLIES_TO: readonly (readonly [word: string, appliesTo: AppliesTo])[] = [
  ["primary", { kind: "primary" }],
  ["secondary", { kind: "secondary" }],
  ["group:mta", { kind: "group", group: "mta" }],
  ["postfix-in", { kind: "instance", name: "postfix-in" }],
];

for (const [word, appliesTo] of APPLIES_TO) {
  Deno.test(`parseDeclaration() reads for=${word}`, () => {
    assertEquals(parse(`# @postmulti-plugin 1 on=pre:start for=${word}\n`), {
      declaration: { ...START, appliesTo },
    });
  });
}

Deno.test("parseDeclaration() reads that a plugin delegates", () => {
  assertEquals(parse("# @postmulti-plugin 1 on=pre:start delegates\n"), {
    declaration: { ...START, delegates: true },
  });
});

Deno.test("parseDeclaration() reads several events, classes and a timeout", () => {
  const on =
    "pre:start,instead:@stop,fail:@stop,post:@change,post:@edit,pre:exec";
  assertEquals(parse(`# @postmulti-plugin 1 on=${on} timeout=600\n`), {
    declaration: {
      events: [
        { phase: "pre", op: "start" },
        { phase: "instead", op: "@stop" },
        { phase: "fail", op: "@stop" },
        { phase: "post", op: "@change" },
        { phase: "post", op: "@edit" },
        { phase: "pre", op: "exec" },
      ],
      timeoutS: 600,
      appliesTo: { kind: "all" },
      delegates: false,
    },
  });
});

const BROKEN: readonly (readonly [text: string, problem: RegExp])[] = [
  ["", /has no @postmulti-plugin line in its first 4 KiB/],
  ["#!/bin/sh\n", /has no/],
  ["# @postmulti-pluginx 1 on=pre:start\n", /has no/],
  ["# see @postmulti-plugin 1 on=pre:start\n", /has no/],
  ["# @postmulti-plugin\n", /version "" is not 1/],
  ["# @postmulti-plugin 2 on=pre:start\n", /version "2" is not 1/],
  ["# @postmulti-plugin on=pre:start\n", /version "on=pre:start" is not 1/],
  ["# @postmulti-plugin 1\n", /on= is missing/],
  ["# @postmulti-plugin 1 on=\n", /unknown event ""/],
  ["# @postmulti-plugin 1 on=pre:start,\n", /unknown event ""/],
  ["# @postmulti-plugin 1 on=start\n", /unknown event "start"/],
  ["# @postmulti-plugin 1 on=pre:\n", /unknown event "pre:"/],
  ["# @postmulti-plugin 1 on=before:start\n", /unknown event "before:start"/],
  ["# @postmulti-plugin 1 on=pre:strat\n", /unknown event "pre:strat"/],
  ["# @postmulti-plugin 1 on=pre:@check\n", /unknown event "pre:@check"/],
  ...["exec", "create", "@edit", "@change"].map((op) =>
    [
      `# @postmulti-plugin 1 on=instead:${op}\n`,
      /only commands of postfix\(1\) can be done elsewhere/,
    ] as const
  ),
  [
    "# @postmulti-plugin 1 on=pre:start delegates delegates\n",
    /"delegates" is unknown, or there twice/,
  ],
  ["# @postmulti-plugin 1 on=pre:start once\n", /"once" is unknown/],
  ["# @postmulti-plugin 1 on=pre:start by=me\n", /"by=me" is unknown/],
  [
    "# @postmulti-plugin 1 on=pre:start on=pre:stop\n",
    /"on=pre:stop" is unknown, or there twice/,
  ],
  ["# @postmulti-plugin 1 on=pre:start timeout=0\n", /timeout=0 is not from/],
  ["# @postmulti-plugin 1 on=pre:start timeout=601\n", /timeout=601 is not/],
  ["# @postmulti-plugin 1 on=pre:start timeout=-1\n", /timeout=-1 is not/],
  ["# @postmulti-plugin 1 on=pre:start timeout=1e1\n", /timeout=1e1 is not/],
  ["# @postmulti-plugin 1 on=pre:start timeout=1.5\n", /timeout=1.5 is not/],
  ["# @postmulti-plugin 1 on=pre:start timeout=\n", /timeout= is not/],
  ["# @postmulti-plugin 1 on=pre:start for=\n", /for= is none of/],
  ["# @postmulti-plugin 1 on=pre:start for=all\n", /for=all is none of/],
  ["# @postmulti-plugin 1 on=pre:start for=group:\n", /for=group: is none of/],
  [
    "# @postmulti-plugin 1 on=pre:start for=primary,secondary\n",
    /for=primary,secondary is none of/,
  ],
  [
    "# @postmulti-plugin 1 on=pre:start\n# @postmulti-plugin 1 on=post:stop\n",
    /has more than one @postmulti-plugin line/,
  ],
];

for (const [text, problem] of BROKEN) {
  Deno.test(`parseDeclaration() refuses ${JSON.stringify(text)}`, () => {
    const declared = parse(text);
    assertMatch("problem" in declared ? declared.problem : "", problem);
  });
}

const LINE = "# @postmulti-plugin 1 on=pre:start\n";

const PLACES: readonly (readonly [
  title: string,
  before: number,
  problem: RegExp | undefined,
])[] = [
  ["reads a line that ends with the first 4 KiB", 0, undefined],
  ["refuses a line that is cut off", 1, /does not end in its first 4 KiB/],
  ["does not see a line after the first 4 KiB", LINE.length, /has no/],
];

for (const [title, late, problem] of PLACES) {
  Deno.test(`parseDeclaration() ${title}`, () => {
    const filler = DECLARATION_BYTES - LINE.length + late - 1;
    const text = "#".repeat(filler) + "\n" + LINE + "exit 0\n";
    const head = { text: text.slice(0, DECLARATION_BYTES), isAll: false };
    const declared = parseDeclaration(head, OPS);
    if (problem === undefined) assertEquals(declared, { declaration: START });
    else assertMatch("problem" in declared ? declared.problem : "", problem);
  });
}
