/**
 * What strace(1) wrote about one thread, as data. Pure.
 *
 * @module
 */

/** One system call. */
export interface Call {
  /** For example `openat`. */
  readonly name: string;
  /** How many calls of that name there were up to this one; from 1. */
  readonly nth: number;
  /** How many of these were about the same paths; from 1. */
  readonly turn: number;
  /** The absolute paths it is about, those of descriptors among them. */
  readonly paths: readonly string[];
  /** Its arguments as strace shows them. */
  readonly args: string;
  /** What it returned, or `?` when the process did not live to see it. */
  readonly result: string;
}

/** Calls whose strings after the descriptor are data and no paths. */
const DATA = new Set(["write", "pwrite64", "writev", "read", "pread64"]);

/** Reads what `strace -y -o FILE` wrote; lines of other kinds are left out. */
export function parseTrace(text: string): Call[] {
  const counts = new Map<string, number>();
  const count = (key: string): number => {
    const number = (counts.get(key) ?? 0) + 1;
    counts.set(key, number);
    return number;
  };
  return text.split("\n").flatMap((line): Call[] => {
    const match = /^(?:\d+ +)?(\w+)\((.*)\) += (.*)$/.exec(line);
    if (match === null) return [];
    const [, name = "", args = "", result = ""] = match;
    const paths = pathsIn(name, args);
    const [nth, turn] = [count(name), count(`${name} ${paths}`)];
    return [{ name, nth, turn, paths, args, result }];
  });
}

/**
 * What makes a call the same one in two runs. Its number does not: now and then
 * the runtime reads a file of its own in between.
 */
export function keyOf({ name, turn, paths }: Call): string {
  return `${name} ${paths.join(" ")} #${turn}`;
}

function pathsIn(name: string, args: string): string[] {
  const text = DATA.has(name) ? args.slice(0, args.indexOf(",")) : args;
  return [...text.matchAll(/(?:"|\d<)(\/[^">]*)/g)]
    .map(([, path = ""]) => path);
}
