/**
 * Registers a test for each neighbour that must not be noticed: the same
 * commands, with and without it, have the same results and leave the same files,
 * and nothing outside is touched.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { mapLimited } from "../world/map_limited.ts";
import {
  runInWorld,
  type StepResult,
  type WorldResult,
} from "../world/run_in_world.ts";
import { type Tree, treeDifferences } from "../world/tree.ts";
import type { Neighbour } from "./unaffected.ts";

const AT_ONCE = 4;

/** The cache is the world's own, and programs wait in vain to be run. */
const SETUP = `three
sed -i /^maillog_file/d $main
mount -t tmpfs -o mode=755 cache /var/cache
mkdir $WORLD/outside $WORLD/evil
echo untouched > $WORLD/outside/canary
printf '#!/bin/sh\\necho "$0" >> %s/ran\\necho evil\\n' $WORLD/outside \
    > $WORLD/evil/postconf
chmod 755 $WORLD/evil/postconf
for name in postfix postlog postmulti sh cat true libgcc_s.so.1 libc.so.6; do
    cp $WORLD/evil/postconf $WORLD/evil/$name
done
roots="$roots $WORLD/outside $WORLD/evil"
`;

const COMMANDS = [
  "-l",
  "-lj",
  "-x /bin/echo a",
  "-x /usr/sbin/postconf -h queue_directory",
  "-p nonsense",
  "-e enable -i out",
  "-e assign -i out -G other",
  "-e create -I postfix-new",
  "-e deport -i postfix-new",
  "-e import -I - config_directory=/etc/postfix-new",
  "-e destroy -i /etc/postfix-new",
  "-l",
];

/** Registers the tests. */
export function registerNeighbours(neighbours: readonly Neighbour[]): void {
  let running: Promise<WorldResult>[] | undefined;
  let undisturbed: Promise<WorldResult> | undefined;
  for (const [number, neighbour] of neighbours.entries()) {
    Deno.test({
      name: `postmulti is unaffected by ${neighbour.name}`,
      // The runs belong to all tests of the file, not to the one that starts them.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () => {
        undisturbed ??= run({ name: "nothing" });
        running ??= start(neighbours);
        const result = await running[number];
        if (result === undefined) throw new Error("the run is missing");
        compare(await undisturbed, result);
      },
    });
  }
}

function start(neighbours: readonly Neighbour[]): Promise<WorldResult>[] {
  const results = mapLimited(neighbours, AT_ONCE, run);
  // Each is awaited by its own test.
  for (const result of results) result.catch(() => undefined);
  return results;
}

function run({ setup = "", before = "" }: Neighbour): Promise<WorldResult> {
  return runInWorld("ours", {
    setup: `${SETUP}${setup}`,
    steps: COMMANDS.map((words) =>
      `cd $WORLD/evil; /usr/bin/timeout 120 /usr/bin/env ${before} ` +
      `/usr/sbin/postmulti ${words}`
    ),
  });
}

function compare(expected: WorldResult, found: WorldResult): void {
  const outside = ({ entries }: Tree): [string, unknown][] =>
    [...entries].filter(([path]) => /\/(outside|evil)\//.test(path));
  assertEquals(outside(found.after), outside(found.before));
  for (const [at, step] of found.steps.entries()) {
    const wanted = expected.steps[at];
    const context = `$ ${step.run}\n${step.stderr}`;
    assertEquals(
      [step.status, step.stdout, ourLines(step)],
      [wanted?.status, wanted?.stdout, wanted && ourLines(wanted)],
      context,
    );
  }
  const differences = treeDifferences(expected.after, found.after)
    .filter((line) => !/\/(outside|evil)\b/.test(line));
  assertEquals(differences, []);
  for (const [path, content] of expected.after.configs) {
    if (!path.startsWith("/etc/")) continue;
    assertEquals(found.after.configs.get(path), content, path);
  }
}

/** What the loader and the runtime say besides is not the program's doing. */
function ourLines({ stderr }: StepResult): string[] {
  return stderr.split("\n").filter((line) => line.startsWith("postmulti: "));
}
