/**
 * What a power failure could undo: whether everything that a later step depends
 * on was synced before it. Looks at the calls of an undisturbed run only.
 *
 * @module
 */

import { LOCK } from "./disk.ts";
import { isChange } from "./effects.ts";
import type { Attempt } from "./faults.ts";
import type { Stage } from "./stage.ts";
import { type Call, keyOf } from "./trace.ts";

/** The order of the calls of an undisturbed run. */
export function syncOrder({ calls, scenario }: Stage): Attempt[] {
  const { commitFile } = scenario;
  return [{
    title: "the order of syncs",
    run: () => Promise.resolve(findDisorder(calls, commitFile)),
  }];
}

/** What is not certain to be on the disk yet. */
interface Unsynced {
  /** Files with unsynced content. */
  readonly files: Set<string>;
  /** Directories with unsynced names. */
  readonly directories: Set<string>;
}

/** One line for each change that came too early. */
export function findDisorder(
  calls: readonly Call[],
  commitFile: string,
): string[] {
  const unsynced: Unsynced = { files: new Set(), directories: new Set() };
  let isCommitted = false;
  return calls.filter(isChange).filter(isLasting).flatMap((call) => {
    const problems = isCommitted
      ? judgeFinish(call, commitFile, unsynced)
      : judgeStep(call, commitFile, unsynced);
    note(call, unsynced);
    isCommitted ||= call.name === "rename" && call.paths[1] === commitFile;
    return problems;
  });
}

/** What is only cached may get lost. */
function isLasting({ paths }: Call): boolean {
  return !paths[0]?.startsWith("/var/cache");
}

/** Before the point of no return. */
function judgeStep(
  call: Call,
  commitFile: string,
  { files, directories }: Unsynced,
): string[] {
  const [path = "", to] = call.paths;
  const isOwn = path.startsWith(LOCK) || path.startsWith(`${commitFile}.tmp`) ||
    /sync|flock/.test(call.name);
  return [
    ...!isOwn && files.has(LOCK)
      ? [`${keyOf(call)}: before the journal was synced`]
      : [],
    ...call.name === "rename" && files.has(path)
      ? [`${keyOf(call)}: before the new file was synced`]
      : [],
    ...to === commitFile
      ? [...directories]
        // The names in there are those of the lock and of this file itself.
        .filter((one) => one !== parentOf(commitFile) && one !== parentOf(LOCK))
        .map((one) => `${keyOf(call)}: before ${one} was synced`)
      : [],
  ];
}

/** After it: it must be certain before anything is removed, the journal too. */
function judgeFinish(
  call: Call,
  commitFile: string,
  { directories }: Unsynced,
): string[] {
  const isEarly = /unlink|rmdir|rename/.test(call.name) &&
    directories.has(parentOf(commitFile));
  return isEarly ? [`${keyOf(call)}: before ${commitFile} was synced`] : [];
}

function note(
  { name, paths }: Call,
  { files, directories }: Unsynced,
): void {
  const [path = "", to] = paths;
  if (name === "write") files.add(path);
  if (name === "fsync") {
    files.delete(path);
    directories.delete(path);
  }
  if (name === "mkdir") directories.add(parentOf(path));
  if (name === "rename" && to !== undefined) directories.add(parentOf(to));
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
