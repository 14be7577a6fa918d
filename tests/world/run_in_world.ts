/**
 * Runs command lines in a throwaway world and brings back what they did. Touches
 * a temporary directory of its own, which it removes; everything else happens in
 * the world that `scripts/world.sh` opens and `steps.sh` works in.
 *
 * @module
 */

import { bytesToText, readTree, type Tree } from "./tree.ts";

/** What to run. */
export interface WorldRun {
  /** Shell text that prepares the world, with the functions of `setup.sh`. */
  readonly setup?: string;
  /** Command lines (shell text), in order; a failing one stops nothing. */
  readonly steps: readonly string[];
}

/** What one command line did; texts have one character per byte. */
export interface StepResult {
  /** The command line. */
  readonly run: string;
  /** Its exit status, 128 and more for a signal. */
  readonly status: number;
  /** What it wrote to standard output. */
  readonly stdout: string;
  /** What it wrote to standard error. */
  readonly stderr: string;
}

/** What all of them did. */
export interface WorldResult {
  /** In the order of the command lines. */
  readonly steps: readonly StepResult[];
  /** The trees after the setup and before the first step. */
  readonly before: Tree;
  /** The trees after the last step. */
  readonly after: Tree;
}

/** Which program stands at /usr/sbin/postmulti in the world. */
export type Side = "stock" | "ours";

/**
 * How long all of it may take. A busy machine needs minutes for what takes seconds;
 * this only ends a world in which something hangs, before the file's own limit does.
 */
const DEADLINE_MS = 900_000;
const STEPS = `${import.meta.dirname}/steps.sh`;

/**
 * Opens a world, prepares it, runs the steps, and returns their results.
 *
 * @throws {Error} when the world cannot be made, the setup fails, or the whole
 * takes longer than its deadline (the world is killed then).
 */
export async function runInWorld(
  side: Side,
  run: WorldRun,
): Promise<WorldResult> {
  const directory = await Deno.makeTempDir({ prefix: "postmulti-steps-" });
  try {
    await writeSteps(directory, run);
    await openWorld(side, directory);
    return {
      steps: await Promise.all(
        run.steps.map((line, number) => readStep(directory, number, line)),
      ),
      before: await readTree(`${directory}/before`),
      after: await readTree(`${directory}/after`),
    };
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/**
 * The value of an environment variable that `scripts/test.sh` sets.
 *
 * @throws {Error} when it is not set.
 */
export function testSetting(name: "POSTMULTI" | "PROJECT"): string {
  const value = Deno.env.get(name);
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: run the tests with scripts/test.sh`);
  }
  return value;
}

async function writeSteps(directory: string, run: WorldRun): Promise<void> {
  // Steps that drop their privileges must be able to read their own text.
  await Deno.chmod(directory, 0o755);
  await Deno.writeTextFile(`${directory}/setup`, `${run.setup ?? ""}\n:\n`);
  for (const [number, line] of run.steps.entries()) {
    await Deno.writeTextFile(`${directory}/step.${number}`, `${line}\n`);
  }
}

async function openWorld(
  side: Side,
  directory: string,
): Promise<void> {
  const replacement = side === "ours"
    ? ["--postmulti", testSetting("POSTMULTI")]
    : [];
  const child = new Deno.Command(`${testSetting("PROJECT")}/scripts/world.sh`, {
    args: [...replacement, "sh", STEPS, directory],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // Killing unshare(1) ends its world, and only SIGKILL gets through to it.
  const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
  const { code, signal, stderr } = await child.output();
  clearTimeout(timer);
  if (code !== 0) {
    const cause = signal === null ? `status ${code}` : `signal ${signal}`;
    throw new Error(`the world ended with ${cause}: ${bytesToText(stderr)}`);
  }
}

async function readStep(
  directory: string,
  number: number,
  run: string,
): Promise<StepResult> {
  const read = async (part: string): Promise<string> =>
    bytesToText(await Deno.readFile(`${directory}/step.${number}.${part}`));
  return {
    run,
    status: Number(await read("status")),
    stdout: await read("out"),
    stderr: await read("err"),
  };
}
