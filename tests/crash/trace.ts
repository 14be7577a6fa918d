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
  return text.split("\n").flatMap((line): Call[] => {
    const match = /^(?:\d+ +)?(\w+)\((.*)\) += (.*)$/.exec(line);
    if (match === null) return [];
    const [, name = "", args = "", result = ""] = match;
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    return [{ name, nth, args, paths: pathsIn(name, args), result }];
  });
}

/** What makes a call the same one in two runs. */
export function keyOf({ name, nth, paths }: Call): string {
  return `${name} #${nth} ${paths.join(" ")}`;
}

function pathsIn(name: string, args: string): string[] {
  const text = DATA.has(name) ? args.slice(0, args.indexOf(",")) : args;
  return [...text.matchAll(/(?:"|\d<)(\/[^">]*)/g)]
    .map(([, path = ""]) => path);
}
