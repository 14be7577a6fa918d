/**
 * The file that the output of a filter goes to.
 *
 * @module
 */

import { orMissing, Refusal } from "./refusal.ts";

const DIRECTORY = "/var/log/postmulti";

/** A log that is longer than this at a start gets another name first. */
const LONG_BYTES = 10_000_000;

/** No more than this of a line is shown. */
const LINE_LENGTH = 200;

/** The log of the filter that listens at `listen`. */
export function usualLog(listen: string): string {
  return `${DIRECTORY}/content-filter-${listen}.log`;
}

/**
 * Makes the log if need be.
 *
 * @returns How many bytes are in it.
 * @throws {Refusal} when it cannot be written.
 */
export async function prepareLog(path: string): Promise<number> {
  try {
    if (path.startsWith(`${DIRECTORY}/`)) {
      await Deno.mkdir(DIRECTORY, { recursive: true, mode: 0o755 });
    }
    return await openedLog(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Refusal(
      `the log ${path} cannot be written (${error.message}): name another in "log"`,
    );
  }
}

/** The last line that has come to a log since it had `from` bytes. */
export async function lastLine(path: string, from: number): Promise<string> {
  const file = await Deno.open(path);
  try {
    const { isFile, size } = await file.stat();
    if (!isFile) return "";
    const start = Math.max(from, size - 5 * LINE_LENGTH);
    await file.seek(start, Deno.SeekMode.Start);
    const bytes = new Uint8Array(5 * LINE_LENGTH);
    const length = await file.read(bytes) ?? 0;
    const text = new TextDecoder().decode(bytes.subarray(0, length)).trimEnd();
    return text.slice(text.lastIndexOf("\n") + 1).slice(-LINE_LENGTH);
  } finally {
    file.close();
  }
}

async function openedLog(path: string): Promise<number> {
  const old = await orMissing(Deno.lstat(path));
  if (old?.isSymlink) throw new Error("it is a symbolic link");
  if (old?.isFile && old.size > LONG_BYTES) {
    await Deno.rename(path, `${path}.1`);
  }
  const file = await Deno.open(path, {
    create: true,
    append: true,
    mode: 0o640,
  });
  try {
    return (await file.stat()).size;
  } finally {
    file.close();
  }
}
