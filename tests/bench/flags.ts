/**
 * flags.ts - what the engine's options cost and gain, inside a throwaway world
 *
 * usage: flags.ts [--rounds=N] [--only=TEXT] -- LABEL=PROGRAM...
 *
 * `deno task bench --flags` compiles the program once for each set of options, opens
 * the world and calls this. Each round runs every operation with every program in
 * turn, so that a noisy moment meets all of them. Prints, for each operation, the
 * processor time (user and system) that the first program needs, and for the others
 * the ratio to that: medians over the rounds. What was not measured, because its
 * command failed, is named on standard error, and the status is 1.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { median } from "./measure.ts";
import { populate } from "./populate.ts";

/** One operation: shell text in which $P is the program. */
interface Operation {
  readonly title: string;
  /** How many secondary instances there are. */
  readonly secondaries: number;
  /** What is measured. */
  readonly text: string;
  /** How often it runs for one reading; processor time is told in 10 ms. */
  readonly times: number;
  /** Runs before each reading, unmeasured. */
  readonly before?: string;
  /** Runs after each reading, unmeasured. */
  readonly after?: string;
}

const PLUGIN = "/etc/postfix/postmulti.d/50-nothing.ts";
const DOCUMENT = "/run/thousand.json";
const NONE = "/run/none.json";

const OPERATIONS: readonly Operation[] = [
  list(10),
  list(100),
  list(1000),
  {
    title: "-e create, -e destroy",
    secondaries: 20,
    text: "$P -I postfix-new -e create && $P -i postfix-new -e destroy",
    times: 5,
  },
  { title: "--doctor", secondaries: 300, text: "$P --doctor", times: 1 },
  {
    title: "a module plugin",
    secondaries: 1,
    text: `$P --plugins run 50-nothing pre:start -i -`,
    times: 5,
    before: `mkdir -p -m 755 /etc/postfix/postmulti.d
      printf '// @postmulti-plugin 1 on=pre:start\\nexport default () => {};\\n' > ${PLUGIN}`,
    after: "rm -r /etc/postfix/postmulti.d",
  },
  {
    title: "--apply of 1000, from nothing",
    secondaries: 0,
    text: `$P --apply ${DOCUMENT}`,
    times: 1,
    after: `$P --apply ${NONE}`,
  },
];

if (import.meta.main) Deno.exit(main());

function main(): number {
  const args = parseArgs(Deno.args, { string: ["rounds", "only"] });
  const rounds = Number(args.rounds ?? 5);
  const programs = args._.map(String).map(parseProgram);
  writeDocuments();
  console.log(
    ["operation", "others", ...programs.map(({ label }) => label)].join("\t"),
  );
  let isWhole = true;
  for (const operation of OPERATIONS) {
    if (!operation.title.includes(args.only ?? "")) continue;
    populate(operation.secondaries);
    try {
      console.log(lineOf(operation, { programs, rounds }));
    } catch (error) {
      isWhole = false;
      console.error(`${operation.title}: ${error}`);
    }
  }
  return isWhole ? 0 : 1;
}

interface Program {
  readonly label: string;
  readonly path: string;
}

function parseProgram(word: string): Program {
  const end = word.lastIndexOf("=");
  return { label: word.slice(0, end), path: word.slice(end + 1) };
}

function list(secondaries: number): Operation {
  return { title: "-l", secondaries, text: "$P -l", times: 10 };
}

/** A document of a thousand instances, and one that has none. */
function writeDocuments(): void {
  const instances = Array.from({ length: 1000 }, (_, index) => ({
    name: `postfix-many-${index}`,
    enabled: false,
    main_cf: { myhostname: `many-${index}.example.com` },
  }));
  Deno.writeTextFileSync(DOCUMENT, JSON.stringify({ schema: 1, instances }));
  const none = { schema: 1, exclusive: true, instances: [] };
  Deno.writeTextFileSync(NONE, JSON.stringify(none));
}

function lineOf(
  operation: Operation,
  { programs, rounds }: {
    readonly programs: readonly Program[];
    readonly rounds: number;
  },
): string {
  const seconds = new Map<string, number[]>();
  for (let round = -1; round < rounds; round++) {
    for (const { label, path } of programs) {
      const taken = processorSeconds(operation, path);
      if (round < 0) continue;
      seconds.set(label, [...seconds.get(label) ?? [], taken]);
    }
  }
  const medians = programs.map(({ label }) => median(seconds.get(label) ?? []));
  const [first = NaN, ...others] = medians;
  const each = first * 1000 / operation.times;
  return [
    operation.title,
    operation.secondaries,
    `${each.toFixed(1)} ms`,
    ...others.map((value) => (value / first).toFixed(2)),
  ].join("\t");
}

/**
 * What a reading of the operation takes of the processor, its children included.
 *
 * @throws {Error} When it fails.
 */
function processorSeconds(operation: Operation, program: string): number {
  const { text, times, before = ":", after = ":" } = operation;
  shell(before, program);
  const loop = `i=0; while [ $i -lt ${times} ]; do ${text} || [ $? -le ${
    operation.title === "--doctor" ? 1 : 0
  } ] || exit 1; i=$((i + 1)); done`;
  const said = shell(
    `/usr/bin/time -o /run/taken -f '%U %S' sh -c '${loop}' > /dev/null 2> /run/said || {
       tail -n 3 /run/said >&2; exit 1; }
     cat /run/taken`,
    program,
  );
  shell(after, program);
  const [user = NaN, system = NaN] = said.trim().split(" ").map(Number);
  return user + system;
}

function shell(text: string, program: string): string {
  const { success, stdout, stderr } = new Deno.Command("sh", {
    args: ["-c", text],
    env: { P: program },
    stdin: "null",
  }).outputSync();
  const decoder = new TextDecoder();
  if (!success) throw new Error(decoder.decode(stderr).trim());
  return decoder.decode(stdout);
}
