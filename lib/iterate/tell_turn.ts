/**
 * Reporting one instance's turn that has ended: its output, and a line of JSON if
 * that is wanted.
 *
 * Plainly, standard output goes to standard output, and standard error to standard
 * error, as they came. With JSON, standard output is for that alone; what the
 * command wrote there goes to standard error, or all of it into the object.
 *
 * @module
 */

import { toBytes } from "../main_cf/byte_string.ts";
import type { HeldOutput, Outlet } from "../sys/held_output.ts";
import type { InterruptibleOutput } from "../sys/interruptible_output.ts";
import type { InstanceRun, TurnResult } from "./run_one.ts";
import { formatJsonTurn, type TurnOutput } from "./turn_json.ts";

/** How turns are reported. */
export type Form = "plain" | "json" | "json with output";

/** A turn that has ended, or will never come. */
export interface EndedTurn {
  /** Whose turn. */
  readonly run: InstanceRun;
  /** What came of it; undefined when it never came. */
  readonly result: TurnResult | undefined;
  /** How long it took, hooks included, in milliseconds. */
  readonly durationMs: number;
}

/** A turn, which is reported when its time has come. */
export interface ToldTurn {
  /** What is written and said in it. */
  readonly output: HeldOutput;
  /** Fulfilled when it has ended. */
  readonly ended: Promise<EndedTurn>;
}

/** How much of each stream goes into an object, in bytes. */
const MAX_MEMBER_BYTES = 1024 * 1024;

/**
 * Report a turn, once there is something to report.
 *
 * @param begin Called before anything is written.
 */
export async function tellTurn(
  { output, ended }: ToldTurn,
  form: Form,
  { writer, begin }: {
    readonly writer: InterruptibleOutput;
    readonly begin: () => void;
  },
): Promise<void> {
  if (form === "plain") {
    return await output.release({ begin, write: writer.write });
  }
  const collected = form === "json" ? undefined : collectOutput();
  const write = collected?.take ??
    ((_stream, bytes) => writer.write("stderr", bytes));
  await output.release({ begin, write });
  const { run, result, durationMs } = await ended;
  const line = formatJsonTurn(run, result, {
    durationMs,
    output: collected?.end(),
  });
  await writer.write("stdout", toBytes(line));
}

function collectOutput(): {
  readonly take: Outlet["write"];
  readonly end: () => TurnOutput;
} {
  const stdout = collectStream();
  const stderr = collectStream();
  return {
    take: (stream, bytes) => {
      (stream === "stdout" ? stdout : stderr).take(bytes);
      return Promise.resolve();
    },
    end: () => ({
      stdout: stdout.text(),
      stderr: stderr.text(),
      isTruncated: stdout.isTruncated() || stderr.isTruncated(),
    }),
  };
}

/** JSON is UTF-8; other bytes become U+FFFD. */
function collectStream(): {
  readonly take: (bytes: Uint8Array) => void;
  readonly text: () => string;
  readonly isTruncated: () => boolean;
} {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  let left = MAX_MEMBER_BYTES;
  let isTruncated = false;
  return {
    take(bytes): void {
      const taken = bytes.subarray(0, left);
      if (taken.length < bytes.length) isTruncated = true;
      left -= taken.length;
      text += decoder.decode(taken, { stream: true });
    },
    text: () => text + decoder.decode(),
    isTruncated: () => isTruncated,
  };
}
