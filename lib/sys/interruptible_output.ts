/**
 * Writing to our standard output and standard error while other work goes on.
 *
 * A slow reader (a pager) holds up what is written, and nothing else: children
 * are waited for and signals passed on in the meantime. Once a signal has come, a
 * reader that does not read at all is not waited for much longer.
 *
 * What cannot be written is dropped, and remembered, for the work to be done
 * all the same.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { reasonOf } from "./files.ts";
import type { StreamName } from "./held_output.ts";
import { endsWithin } from "./pump.ts";
import type { Signals } from "./signals.ts";
import { PIPE_BUF } from "./streams.ts";

/** How often to look for a signal, in milliseconds. */
const LOOK_MS = 200;

/** How long a reader may take for one piece after a signal, in milliseconds. */
const PATIENCE_MS = 1000;

/** How long to wait for a full pipe that does not block, in milliseconds. */
const PAUSE_MS = 5;

/** Our standard output and standard error. */
export interface InterruptibleOutput {
  /** Write bytes; returns when they are written or given up. */
  write(stream: StreamName, bytes: Uint8Array): Promise<void>;
  /** Aborted when no process reads standard output any more. */
  readonly gone: AbortSignal;
  /** Why standard output cannot be written, if that is not for want of a reader. */
  readonly failure: FatalError | undefined;
  /** Whether something was dropped that belonged on standard output. */
  readonly isIncomplete: boolean;
  /** Whether the cursor of the terminal, if there is one, is where a line begins. */
  readonly isAtLineStart: boolean;
}

interface Stream {
  readonly file: {
    write(bytes: Uint8Array): Promise<number>;
    isTerminal(): boolean;
  };
  isBroken: boolean;
}

/** Open our standard output and standard error. */
export function openInterruptibleOutput(signals: Signals): InterruptibleOutput {
  const streams: Record<StreamName, Stream> = {
    stdout: { file: Deno.stdout, isBroken: false },
    stderr: { file: Deno.stderr, isBroken: false },
  };
  const reader = new AbortController();
  let failure: FatalError | undefined;
  let isAtLineStart = true;
  let isIncomplete = false;
  return {
    gone: reader.signal,
    get failure() {
      return failure;
    },
    get isIncomplete() {
      return isIncomplete;
    },
    get isAtLineStart() {
      return isAtLineStart;
    },
    async write(name, bytes): Promise<void> {
      const stream = streams[name];
      try {
        if (!stream.isBroken) await writeAll(stream, bytes, signals);
      } catch (error) {
        stream.isBroken = true;
        if (name === "stdout" && error instanceof Deno.errors.BrokenPipe) {
          reader.abort();
        } else if (name === "stdout") {
          failure = new FatalError(`standard output: ${reasonOf(error)}`);
        }
      }
      if (stream.isBroken && name === "stdout") isIncomplete = true;
      if (!stream.isBroken && stream.file.isTerminal()) {
        isAtLineStart = bytes.at(-1) === NEWLINE;
      }
    },
  };
}

const NEWLINE = 0x0a;

async function writeAll(
  stream: Stream,
  bytes: Uint8Array,
  signals: Signals,
): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const writing = writePiece(
      stream,
      bytes.subarray(written, written + PIPE_BUF),
    );
    if (!await isTaken(writing, signals)) {
      stream.isBroken = true;
      writing.catch(() => {});
      return;
    }
    written += await writing;
  }
}

async function writePiece(
  { file }: Stream,
  piece: Uint8Array,
): Promise<number> {
  for (;;) {
    try {
      return await file.write(piece);
    } catch (error) {
      // A pipe in non-blocking mode that is full: its reader is only slow.
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Waits for as long as it takes, unless a signal has come. */
async function isTaken(
  writing: Promise<unknown>,
  signals: Signals,
): Promise<boolean> {
  while (signals.interruptedBy === undefined) {
    if (await endsWithin(writing, LOOK_MS)) return true;
  }
  return await endsWithin(writing, PATIENCE_MS);
}
