/**
 * What -e with --json says has been changed, against what has been changed: the
 * file trees before and after. Runs the compiled program in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import type { Tree } from "./world/tree.ts";

/** A member of `changes`. */
interface Change {
  readonly change: string;
  readonly path: string;
  readonly type?: string;
  readonly parameters?: readonly string[];
}

/** The object that -e answers with, as far as it is looked at here. */
interface Answer {
  readonly changed: boolean;
  readonly dry_run: boolean;
  readonly changes: readonly Change[];
}

/** Two instances, one of which has worked. */
const SETUP = `initialized; secondary postfix-in mta; secondary postfix-out
for one in active deferred/A hold; do
    mkdir -p /var/spool/postfix-out/$one
done
: > /var/spool/postfix-out/note`;

/** Actions whose every change shows in a listing of the files. */
const ACTIONS: readonly (readonly [words: string, parameters: string])[] = [
  ["create -I postfix-new -G mta -i in", "multi_instance_directories"],
  ["destroy -i out", "multi_instance_directories"],
  [
    "deport -i out",
    "multi_instance_directories alternate_config_directories",
  ],
  ["enable -i in", "multi_instance_enable"],
  ["assign -i in -I postfix-other -G mta", "multi_instance_name"],
];

for (const [words, parameters] of ACTIONS) {
  Deno.test(`-e ${words} --json tells what is really changed`, async () => {
    const { answers, before, after } = await play(
      `postmulti -j --dry-run -e ${words}`,
      `postmulti -j -e ${words}`,
    );
    const [foreseen, done] = answers;
    assert(foreseen !== undefined && done !== undefined);
    assertEquals([done.changed, done.dry_run], [true, false]);
    assertEquals(foreseen, { ...done, dry_run: true });
    assertEquals(pathsOf(done, "made"), missingIn(before, after));
    assertEquals(pathsOf(done, "removed"), missingIn(after, before));
    assertEquals(pathsOf(done, "edited"), edited(before, after));
    const names = done.changes.flatMap(({ parameters }) => parameters ?? []);
    assertEquals(names.join(" "), parameters);
  });
}

const IDLE = [
  "init",
  "enable -i in",
  "disable -i out",
  "assign -i in -I postfix-in -G mta",
] as const;

for (const words of IDLE) {
  Deno.test(`-e ${words} --json says so when it changes nothing`, async () => {
    const { answers, before, after } = await play(
      `postmulti -j -e ${words} > /dev/null; postmulti -j -e ${words}`,
    );
    assertEquals(answers.map(({ changed, changes }) => [changed, changes]), [
      [false, []],
    ]);
    assertEquals(missingIn(before, after), []);
  });
}

Deno.test("-e create --json tells replaced files from new ones", async () => {
  const { answers: [answer] } = await play(
    "mkdir /etc/postfix-new; echo '# mine' > /etc/postfix-new/main.cf; " +
      "postmulti -j -e create -I postfix-new",
  );
  assert(answer !== undefined);
  assertEquals(pathsOf(answer, "replaced"), ["/etc/postfix-new/main.cf"]);
  assert(pathsOf(answer, "made").includes("/etc/postfix-new/master.cf"));
  assert(pathsOf(answer, "permissions").includes("/etc/postfix-new"));
});

async function play(
  ...steps: readonly string[]
): Promise<{ answers: Answer[]; before: Tree; after: Tree }> {
  const { steps: results, ...trees } = await runInWorld("ours", {
    setup: SETUP,
    steps,
  });
  const answers = results.map(({ stdout, stderr }): Answer => {
    assert(stdout.endsWith("\n"), stderr);
    return JSON.parse(stdout);
  });
  return { answers, ...trees };
}

function pathsOf({ changes }: Answer, kind: string): string[] {
  return changes.filter(({ change }) => change === kind)
    .map(({ path }) => path).sort();
}

/** What is in the second tree only. */
function missingIn(one: Tree, other: Tree): string[] {
  return [...other.entries.keys()].filter((path) => !one.entries.has(path))
    .sort();
}

/** Configuration files that are in both trees with another content. */
function edited(before: Tree, after: Tree): string[] {
  return [...before.configs].filter(([path, text]) =>
    after.configs.has(path) && after.configs.get(path) !== text
  ).map(([path]) => path);
}
