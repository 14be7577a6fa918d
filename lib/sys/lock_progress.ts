/**
 * A line on the terminal while this program waits for a lock: which, for how long,
 * and who has it. Loaded when the wait has become long.
 *
 * @module
 */

import { waitingLine } from "../diag/progress_line.ts";
import { describeHolder } from "./lock_holder.ts";
import { openProgress } from "./progress.ts";

/** How often it is looked who has the lock now, in milliseconds. */
const LOOK_EVERY_MS = 2000;

/**
 * Show the line until disposed of; without a terminal, nothing is done.
 *
 * @param path Absolute path of the locked file.
 * @param begunMs When the wait began, by performance.now().
 */
export function showWait(path: string, begunMs: number): Disposable {
  let holder = "another process";
  let lookedMs = -Infinity;
  return openProgress((moment) => {
    if (moment.elapsedMs - lookedMs >= LOOK_EVERY_MS) {
      lookedMs = moment.elapsedMs;
      describeHolder(path).then((found) => holder = found);
    }
    return waitingLine(path, holder, moment);
  }, begunMs);
}
