/**
 * A line on the terminal that shows how far a long operation has come.
 *
 * It is there when standard error is a terminal and the operation has taken a
 * second, and is gone before anything else is written and at the end. Code that
 * writes to the terminal says so first: between hide() and show() it is not
 * there.
 *
 * Known weak spot: nothing is drawn while this process is busy, so an operation
 * that waits for nothing shows no progress.
 *
 * @module
 */

import type { LineMoment } from "../diag/progress_line.ts";
import { writeError } from "./streams.ts";

/** When the line first appears, in milliseconds. */
const AFTER_MS = 1000;

/** How often it is drawn again, in milliseconds. */
const EVERY_MS = 250;

/** To the beginning of the line, and nothing after that. */
const ERASE = "\r\x1b[K";

/** How wide a terminal is whose width is unknown. */
const USUAL_COLUMNS = 80;

/** The line, until disposed of. */
export interface ProgressDisplay extends Disposable {
  /** Take it away, for something else to be written. */
  hide(): void;
  /** Nothing else is being written now, and the cursor is where a line begins. */
  show(): void;
}

/**
 * Begin to show progress.
 *
 * @param line Makes the line that is true now, without a newline, no wider than
 * the terminal.
 * @param begunMs When the operation began, by performance.now(); now, when left out.
 */
export function openProgress(
  line: (moment: LineMoment) => string,
  begunMs: number = performance.now(),
): ProgressDisplay {
  if (!canErase()) return NO_DISPLAY;
  let isDrawn = false;
  let isHidden = false;
  const erase = () => {
    if (isDrawn) writeError(ERASE);
    isDrawn = false;
  };
  const draw = () => {
    const elapsedMs = performance.now() - begunMs;
    if (isHidden || elapsedMs < AFTER_MS) return;
    writeError(ERASE + line({ elapsedMs, columns: columns() }));
    isDrawn = true;
  };
  const timer = setInterval(draw, EVERY_MS);
  return {
    hide(): void {
      isHidden = true;
      erase();
    },
    show(): void {
      isHidden = false;
    },
    [Symbol.dispose](): void {
      clearInterval(timer);
      erase();
    },
  };
}

const NO_DISPLAY: ProgressDisplay = {
  hide: () => {},
  show: () => {},
  [Symbol.dispose]: () => {},
};

function canErase(): boolean {
  return Deno.stderr.isTerminal() && Deno.env.get("TERM") !== "dumb";
}

function columns(): number {
  try {
    return Deno.consoleSize().columns || USUAL_COLUMNS;
  } catch {
    return USUAL_COLUMNS;
  }
}
