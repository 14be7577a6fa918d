/**
 * One round: a world as new, everything at once, and somebody who looks at the
 * list all the time. Touches the world that the test file has for itself.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { makeRandom } from "../main_cf_generator.ts";
import { type Done, judgeRound } from "./judge.ts";
import { LISTED, makeMixture, UNLISTED } from "./mixture.ts";
import { runProgram, runShell, runTimed } from "./program.ts";

/** What a round held. */
export interface RoundCount {
  /** Changes that ran at the same time. */
  readonly operations: number;
  /** How many of them succeeded. */
  readonly successes: number;
  /** Lists that were read meanwhile. */
  readonly lists: number;
}

/** Plays a round. @throws {Error} naming what is wrong, and the seed. */
export async function playRound(seed: number): Promise<RoundCount> {
  try {
    return await play(seed);
  } catch (error) {
    const rerun = `CONCURRENCY_SEED=${seed} CONCURRENCY_ROUNDS=1`;
    throw new Error(`fails with ${rerun}`, { cause: error });
  }
}

/** Makes the instances of a round, and removes those of the round before. */
async function reset(): Promise<void> {
  await runShell(`
[ -f $WORLD/main.cf ] || cp -a $main $WORLD/main.cf
rm -rf /etc/postfix-* /var/spool/postfix-* /var/lib/postfix-*
cp -a $WORLD/main.cf $main
initialized
for name in ${LISTED.join(" ")}; do secondary postfix-$name; done
for name in ${UNLISTED.join(" ")}; do files postfix-$name; done
for queue in /var/spool/postfix-*; do install -d -o postfix $queue/maildrop; done
find /etc/postfix* -name '*.cf' -exec touch -d '2 days ago' {} +`);
}

async function play(seed: number): Promise<RoundCount> {
  await reset();
  const mixture = makeMixture(makeRandom(seed));
  let isOver = false;
  const watching = watch(() => isOver);
  const round = await Promise.all(mixture.map(async (operation) => {
    await new Promise((resolve) => setTimeout(resolve, operation.delayMs));
    const outcome = operation.program === "postmulti"
      ? await runProgram(operation.words)
      : await runTimed("/usr/sbin/postconf", operation.words);
    return { operation, outcome } satisfies Done;
  }));
  isOver = true;
  const { lists, oddities } = await watching;
  await judgeRound(round);
  assertEquals(oddities, []);
  const successes = round.filter(({ outcome }) => outcome.status === 0).length;
  return { operations: round.length, successes, lists };
}

interface Watched {
  /** How often the list was read. */
  readonly lists: number;
  /** What was not as a list must be. */
  readonly oddities: readonly string[];
}

/** Lists until the round is over: never half an instance, never one twice. */
async function watch(isOver: () => boolean): Promise<Watched> {
  const oddities: string[] = [];
  let lists = 0;
  while (!isOver()) {
    const { status, stdout, stderr } = await runProgram(["-l"]);
    if (status !== 0 || stderr !== "") {
      oddities.push(`status ${status}: ${stderr}`);
    }
    if (!isWhole(stdout)) oddities.push(stdout);
    lists++;
  }
  return { lists, oddities };
}

function isWhole(list: string): boolean {
  const lines = list.trimEnd().split("\n");
  const directories = lines.map((line) => line.split(/\s+/)[3]);
  return /^-\s+-\s+y\s+\/etc\/postfix$/.test(lines[0] ?? "") &&
    new Set(directories).size === lines.length &&
    lines.slice(1).every((line) =>
      /^postfix-\w+\s+\S+\s+[yn]\s+\/etc\/postfix-\w+$/.test(line)
    );
}
