/**
 * Writing to standard output and standard error.
 *
 * Whole texts, synchronously, so that nothing is lost when the process ends
 * and nothing is written in the middle of a child's own output.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { reasonOf } from "./files.ts";

const encoder = new TextEncoder();

/**
 * A pipe takes this many bytes at once or none of them; with more, the runtime
 * does not say how many were written before a full pipe refused the rest.
 */
export const PIPE_BUF = 4096;

/** Thrown when no process reads standard output any more; ends the run quietly. */
export class ClosedPipeError extends Error {
  /** As errors of the runtime have it. */
  override readonly name = "ClosedPipeError";
}

/**
 * Write text, or bytes as they are, to standard output.
 *
 * @throws {ClosedPipeError} When the reader is gone.
 * @throws {FatalError} When it cannot be written: a full disk, say.
 */
export function writeOutput(text: string | Uint8Array): void {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  try {
    writeAll(Deno.stdout, bytes);
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) throw new ClosedPipeError();
    throw new FatalError(`standard output: ${reasonOf(error)}`);
  }
}

/** Whether standard output is a terminal. */
export function isOutputTerminal(): boolean {
  return Deno.stdout.isTerminal();
}

/** Whether standard error is a terminal. */
export function isErrorTerminal(): boolean {
  return Deno.stderr.isTerminal();
}

/** Write text to standard error; what cannot be written there is lost. */
export function writeError(text: string): void {
  try {
    writeAll(Deno.stderr, encoder.encode(text));
  } catch {
    // There is nowhere left to say it.
  }
}

function writeAll(
  stream: { writeSync(bytes: Uint8Array): number },
  bytes: Uint8Array,
): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += stream.writeSync(bytes.subarray(written, written + PIPE_BUF));
    } catch (error) {
      // A pipe in non-blocking mode that is full: its reader is only slow.
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      pause(5);
    }
  }
}

function pause(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}
