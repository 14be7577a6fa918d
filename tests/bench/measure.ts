/**
 * Measuring programs, interleaved, so that a noisy moment meets all of them.
 *
 * @module
 */

/** Runs before those that count: files come into memory, caches are written. */
const UNMEASURED = 2;

/** The programs that take part. */
export interface Programs {
  /** Ours, compiled. */
  readonly ours: string;
  /** An empty program, compiled the same way with the same base. */
  readonly empty: string;
  /** The distribution's. */
  readonly stock: string;
}

/** Who takes part in a row. */
export type Contender = keyof Programs;

/** A measured operation; times in milliseconds. */
export type Medians = Readonly<Partial<Record<Contender, number>>>;

/** One operation, as it is to be measured. */
export interface Trial {
  /** The command line of the contenders but the empty one. */
  readonly words: readonly string[];
  /** What ours gets in front of that. */
  readonly ownWords: readonly string[];
  /** What ours does before each run, unmeasured. */
  readonly before: readonly (readonly string[])[];
  /** What ours does after each run, unmeasured. */
  readonly after: readonly (readonly string[])[];
  /** Who takes part. */
  readonly contenders: readonly Contender[];
  /** How often. */
  readonly runs: number;
}

/**
 * Measure an operation.
 *
 * @throws {Error} When a program fails: a failure is not to be called quick.
 */
export function measure(trial: Trial, programs: Programs): Medians {
  const times = new Map<Contender, number[]>();
  for (let run = -UNMEASURED; run < trial.runs; run++) {
    for (const contender of trial.contenders) {
      const taken = contender === "empty"
        ? timeOf(programs.empty, [])
        : timeOfChange(trial, { contender, programs });
      if (run < 0) continue;
      times.set(contender, [...times.get(contender) ?? [], taken]);
    }
  }
  return Object.fromEntries(
    [...times].map(([contender, taken]) => [contender, median(taken)]),
  );
}

/** The middle one, or the mean of the middle two; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (lower + upper) / 2;
}

function timeOfChange(
  { words, ownWords, before, after }: Trial,
  { contender, programs }: {
    readonly contender: Contender;
    readonly programs: Programs;
  },
): number {
  const own = contender === "ours" ? ownWords : [];
  for (const line of before) timeOf(programs.ours, line);
  const taken = timeOf(programs[contender], [...own, ...words]);
  for (const line of after) timeOf(programs.ours, line);
  return taken;
}

/**
 * How long a command takes, in milliseconds.
 *
 * @throws {Error} When it fails.
 */
export function timeOf(program: string, args: readonly string[]): number {
  const command = new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  });
  const begun = performance.now();
  const { success, stderr } = command.outputSync();
  const taken = performance.now() - begun;
  if (success) return taken;
  const said = new TextDecoder().decode(stderr).trim();
  throw new Error(`${program} ${args.join(" ")} failed: ${said}`);
}
