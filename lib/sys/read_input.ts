/**
 * Reading standard input, or what comes out of a FIFO, to its end.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { reasonOf, statOrNothing } from "./files.ts";
import { runSyncForCaller } from "./spawn.ts";

/** The most that is read, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Other names of standard input, which the runtime keeps closed. */
const INPUT_NAMES: ReadonlySet<string> = new Set([
  "/dev/stdin",
  "/dev/fd/0",
  "/proc/self/fd/0",
]);

/** Whether a path is standard input by another name. */
export function isInputName(path: string): boolean {
  return INPUT_NAMES.has(path);
}

/**
 * All bytes of standard input.
 *
 * @throws {FatalError} When it cannot be read, or there are too many.
 */
export function readInput(): Uint8Array {
  return readToEnd(Deno.stdin, "standard input");
}

const DESCRIPTOR = /^\/(dev|proc\/self)\/fd\/[0-9]+$/;
const CAT = "/bin/cat";

/** Whether a path is a descriptor that our caller has opened. */
export function isDescriptor(path: string): boolean {
  return DESCRIPTOR.test(path);
}

/**
 * All bytes of such a descriptor. The runtime keeps it closed, so cat(1) reads it.
 *
 * @throws {FatalError} When it cannot be read.
 */
export function readDescriptor(path: string): Uint8Array {
  const { success, stdout, stderr } = runSyncForCaller(CAT, {
    args: [path],
    stdin: "null",
  });
  if (success) return stdout;
  const said = new TextDecoder().decode(stderr).trim();
  throw new FatalError(
    said.replace(/^\S*cat: /, "") || `${path}: cannot be read`,
  );
}

/** Whether a path is a FIFO, as the shell makes for a process substitution. */
export function isFifo(path: string): boolean {
  return statOrNothing(path)?.isFifo === true;
}

/**
 * All bytes that come out of a FIFO; waits for the process that writes there.
 *
 * @throws {FatalError} As readInput().
 */
export function readFifo(path: string): Uint8Array {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path);
  } catch (error) {
    throw new FatalError(`${path}: ${reasonOf(error)}`);
  }
  return withResource(file, () => readToEnd(file, path));
}

/** @param name For messages. */
function readToEnd(
  source: { readSync(buffer: Uint8Array): number | null },
  name: string,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length <= MAX_BYTES) {
    const part = readPart(source, name);
    if (part === undefined) return joined(parts, length);
    parts.push(part);
    length += part.length;
  }
  throw new FatalError(`${name}: more than ${MAX_BYTES} bytes`);
}

function readPart(
  source: { readSync(buffer: Uint8Array): number | null },
  name: string,
): Uint8Array | undefined {
  const buffer = new Uint8Array(65536);
  try {
    const count = source.readSync(buffer);
    return count === null ? undefined : buffer.subarray(0, count);
  } catch (error) {
    throw new FatalError(`${name}: ${reasonOf(error)}`);
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
