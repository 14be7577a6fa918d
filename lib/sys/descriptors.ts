/**
 * The descriptors that our caller left open for us, and who gets them.
 *
 * A deploy script that holds a lock, or a shell that reads a pipe, has them open
 * when it calls this program, and every child would inherit them: a daemon would
 * hold that lock for ever, and a filter that runs as another user would have
 * root's files. So they are marked close-on-exec (fcntl(2), FD_CLOEXEC) before
 * the first child starts. What the runtime opens is marked already.
 *
 * The runtime has no call for it, and keeps /proc/self/fd closed, so this file
 * calls the C library. The calls go through pointers: for a function that is
 * called by its name, the runtime makes machine code, which units may forbid.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { reasonOf } from "./files.ts";

/** The first descriptor after standard error. */
const FIRST = 3;

/** Descriptors from here on are not passed on any more once they are marked. */
const END = 1024;

const LAST_DESCRIPTOR = 0xffff_ffff;

/** Of fcntl(2). */
const F_GETFD = 1;
const F_SETFD = 2;
const FD_CLOEXEC = 1;

/** Of close_range(2), Linux 5.11. */
const CLOSE_RANGE_CLOEXEC = 4;

/** The size of a struct pollfd, and where in it the answer is; see poll(2). */
const POLLFD_BYTES = 8;
const REVENTS_AT = 6;
const POLLNVAL = 0x20;

/** The functions of the C library that are called. */
interface Library {
  readonly fcntl: (fd: number, command: number, flags: number) => number;
  readonly poll: (fds: Uint8Array<ArrayBuffer>, count: number) => number;
  /** Undefined before glibc 2.34. */
  readonly closeRange?: (first: number, last: number, flags: number) => number;
}

/** What has been marked. */
interface Marked {
  readonly library: Library;
  readonly descriptors: readonly number[];
}

let marked: Marked | undefined;

/**
 * Keep what our caller left open from the children that are started from now on.
 *
 * @throws {FatalError} When the C library cannot be called.
 */
export function keepDescriptors(): void {
  if (marked !== undefined) return;
  const library = loadLibrary();
  marked = { library, descriptors: inheritedDescriptors(library) };
  const { closeRange } = library;
  if (closeRange?.(FIRST, LAST_DESCRIPTOR, CLOSE_RANGE_CLOEXEC) === 0) return;
  setFlags(marked, FD_CLOEXEC);
}

/**
 * Start a child that gets what our caller left open, as if our caller had
 * started it.
 *
 * @throws What start throws.
 */
export function passDescriptors<T>(start: () => T): T {
  if (marked === undefined) return start();
  setFlags(marked, 0);
  try {
    return start();
  } finally {
    setFlags(marked, FD_CLOEXEC);
  }
}

/** One that has been closed meanwhile needs no mark. */
function setFlags({ library, descriptors }: Marked, flags: number): void {
  for (const fd of descriptors) library.fcntl(fd, F_SETFD, flags);
}

function inheritedDescriptors({ fcntl, poll }: Library): readonly number[] {
  return openDescriptors(poll).filter((fd) => fcntl(fd, F_GETFD, 0) === 0);
}

/** Open descriptors in the range that is passed on, lowest first. */
function openDescriptors(poll: Library["poll"]): readonly number[] {
  // poll(2) takes no more than the process may open.
  for (let count = END - FIRST; count > 0; count = Math.floor(count / 2)) {
    const records = new DataView(new ArrayBuffer(count * POLLFD_BYTES));
    const descriptors = Array.from({ length: count }, (_, at) => FIRST + at);
    descriptors.forEach((fd, at) =>
      records.setInt32(at * POLLFD_BYTES, fd, true)
    );
    if (poll(new Uint8Array(records.buffer), count) < 0) continue;
    return descriptors.filter((_, at) =>
      (records.getInt16(at * POLLFD_BYTES + REVENTS_AT, true) & POLLNVAL) === 0
    );
  }
  return [];
}

function loadLibrary(): Library {
  try {
    const { symbols } = Deno.dlopen("libc.so.6", {
      fcntl: { type: "pointer" },
      poll: { type: "pointer" },
      close_range: { type: "pointer", optional: true },
    });
    const fcntl = new Deno.UnsafeFnPointer(existing(symbols.fcntl), {
      parameters: ["i32", "i32", "i32"],
      result: "i32",
    });
    const poll = new Deno.UnsafeFnPointer(existing(symbols.poll), {
      parameters: ["buffer", "usize", "i32"],
      result: "i32",
    });
    const closeRange = symbols.close_range === null
      ? undefined
      : new Deno.UnsafeFnPointer(existing(symbols.close_range), {
        parameters: ["u32", "u32", "u32"],
        result: "i32",
      });
    return {
      fcntl: (fd, command, flags) => fcntl.call(fd, command, flags),
      poll: (fds, count) => poll.call(fds, BigInt(count), 0),
      ...closeRange === undefined ? {} : {
        closeRange: (first, last, flags) => closeRange.call(first, last, flags),
      },
    };
  } catch (error) {
    throw new FatalError(
      "open descriptors cannot be kept from child processes: the C library " +
        `cannot be called: ${reasonOf(error)}`,
    );
  }
}

/** A function of any type: a symbol does not say which. */
function existing<T>(symbol: Deno.PointerValue): Deno.PointerObject<T> {
  if (symbol === null) throw new Error("a function is missing");
  return symbol as Deno.PointerObject<T>;
}
