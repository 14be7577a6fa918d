/**
 * Help and manual of the compiled program, as a user and a packager get them:
 * texts on standard output, and pages that man(1) and its kin take without a
 * complaint. Runs in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { hasCommand } from "./world/has_command.ts";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

/** The sources of the pages, by what --manual calls them. */
const SOURCES = [
  "postmulti.1",
  "postmulti-plugins.7",
  "postmulti-apply.5",
  "postmulti-doctor.7",
] as const;

/** The same pages as text. */
const PAGES = ["postmulti", "plugins", "apply", "doctor"] as const;

async function steps(
  lines: readonly string[],
  setup = "",
): Promise<readonly StepResult[]> {
  return (await runInWorld("ours", { setup, steps: lines })).steps;
}

function assertFits(result: StepResult | undefined, columns: number): void {
  const lines = result?.stdout.split("\n") ?? [];
  assert(lines.length > 20, result?.stderr);
  assertEquals(lines.filter((line) => line.length > columns), []);
}

Deno.test("--help fits a screen, --help=full and --manual have 79 columns", async () => {
  const [short, full, ...pages] = await steps([
    "postmulti --help",
    "postmulti --help=full",
    ...PAGES.map((page) => `postmulti --manual=${page}`),
  ]);
  for (const result of [short, full, ...pages]) {
    assertEquals([result?.status, result?.stderr], [0, ""]);
    assertFits(result, 79);
  }
  assert((short?.stdout.split("\n").length ?? 99) <= 24);
  assertEquals(pages.map(({ stdout }) => stdout.split(/ +/)[0]), [
    "POSTMULTI(1)",
    "POSTMULTI-PLUGINS(7)",
    "POSTMULTI-APPLY(5)",
    "POSTMULTI-DOCTOR(7)",
  ]);
});

Deno.test("help is about the mode or action that it is asked beside", async () => {
  const results = await steps([
    "postmulti -h | head -1",
    "postmulti -e create --help | head -1",
    "postmulti --help=create | head -1",
    "postmulti --status -h | head -1",
    "postmulti --plugins --help | head -1",
    "postmulti -V | head -1 | cut -d' ' -f1",
  ]);
  assertEquals(results.map(({ stdout }) => stdout), [
    "Manage the Postfix instances of this host.\n",
    "Create an instance.\n",
    "Create an instance.\n",
    "Show what runs, listens and waits in the queues.\n",
    "List, check, try out and install plugins.\n",
    "postmulti\n",
  ]);
});

Deno.test("help and manual need no Postfix, no configuration and no root", async () => {
  const nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups";
  const results = await steps([
    `${nobody} env -i MAIL_CONFIG=/nowhere /usr/sbin/postmulti --help`,
    `${nobody} env -i MAIL_CONFIG=/nowhere /usr/sbin/postmulti --manual`,
    `${nobody} env -i MAIL_CONFIG=/nowhere /usr/sbin/postmulti --completion=bash`,
    "/usr/sbin/postmulti --manual | head -1",
  ], "rm -r /etc/postfix/*");
  for (const { run, status, stderr } of results) {
    assertEquals([status, stderr], [0, ""], run);
  }
});

Deno.test("a text that there is none of is refused with the ones there are", async () => {
  const results = await steps([
    "postmulti --help=stats",
    "postmulti --manual=postfix",
    "postmulti --completion=tcsh",
    "postmulti --completion",
  ]);
  assertEquals(
    results.map(({ status, stdout, stderr }) => [status, stdout, stderr]),
    [
      'there is no help about "stats" (did you mean status?): give a mode, ' +
      'an action of -e, an option, or "full"',
      'unknown value "postfix" with --manual: give one of postmulti, plugins, ' +
      "apply, doctor, postmulti.1, postmulti-plugins.7, postmulti-apply.5, " +
      "postmulti-doctor.7",
      'unknown value "tcsh" with --completion: give one of bash, zsh, fish',
      "option --completion needs a value (SHELL): give one of bash, zsh, fish",
    ].map((text) => [1, "", `postmulti: fatal: ${text}\n`]),
  );
});

Deno.test("the manual pages bear the date of the commit, where there was one", async () => {
  const [version, ...pages] = await steps([
    "postmulti --version",
    ...SOURCES.map((source) => `postmulti --manual=${source} | head -1`),
  ]);
  const isKnown = /^commit [0-9a-f]{40}/m.test(version?.stdout ?? "");
  for (const { stdout } of pages) {
    assertMatch(
      stdout,
      isKnown ? /^\.TH \S+ \d \d{4}-\d\d-\d\d / : /^\.TH \S+ \d undated /,
    );
  }
});

/** What has to take a page without a word, and show it in 80 columns. */
const FORMATTERS: readonly (readonly [string, string])[] = [
  ["mandoc", "mandoc -Tlint -Wall"],
  ["groff", "groff -ww -man -Tascii -z"],
];

for (const [formatter, check] of FORMATTERS) {
  Deno.test({
    name: `${formatter} has nothing to say of the manual pages`,
    // Not installed: scripts/test.sh installs it where it may.
    ignore: !hasCommand(formatter),
    fn: async () => {
      for (const source of SOURCES) {
        const [result] = await steps([
          `postmulti --manual=${source} > $WORLD/page; ${check} $WORLD/page 2>&1`,
        ]);
        assertEquals([result?.status, result?.stdout], [0, ""], source);
      }
    },
  });
}

const SHOWN: readonly (readonly [string, string])[] = [
  ["mandoc", "mandoc -man -Tascii -Owidth=78"],
  ["groff", "groff -man -Tascii -P-cbou -rLL=78n"],
];

for (const [formatter, show] of SHOWN) {
  Deno.test({
    name: `${formatter} shows on 80 columns what --manual prints`,
    ignore: !hasCommand(formatter),
    fn: async () => {
      for (const [at, name] of PAGES.entries()) {
        const [shown, printed] = await steps([
          `postmulti --manual=${SOURCES[at]} | ${show} | sed 's/.\\x08//g'`,
          `postmulti --manual=${name}`,
        ]);
        assertFits(shown, 80);
        assertEquals(textOf(shown), textOf(printed));
      }
    },
  });
}

/**
 * The text of a page without its head and foot, without what marks an item, and
 * without blanks, for lines can end at hyphens.
 */
function textOf(result: StepResult | undefined): string {
  const lines = (result?.stdout.trim().split("\n") ?? []).slice(1, -1);
  return lines.join(" ").split(/\s+/)
    .filter((word) => !/^(-|o|\+o|\*)$/.test(word)).join("");
}

Deno.test("the examples of the manual do what they are for, one after the other", async () => {
  const [manual] = await steps(["postmulti --manual"]);
  const examples = manual?.stdout.split("EXAMPLES")[1]?.split("\nFILES")[0];
  const commands = examples?.replace(/\\\n +/g, "").split("\n")
    .filter((line) => /^ +# /.test(line))
    .map((line) => line.replace(/^ +# /, ""))
    .filter((line) => !/plugins|\/opt|mail\.example\.com/.test(line)) ?? [];
  assert(commands.length > 15, `${commands.length} commands`);
  const results = await steps(commands, "postfix start");
  for (const { run, status, stderr, stdout } of results) {
    // Without mail instances that listen, doctor has something to say.
    const isFine = status === 0 || run.includes("--doctor");
    assert(isFine, `${run}: ${stderr}${stdout}`);
  }
});
