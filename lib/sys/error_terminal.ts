/**
 * A terminal for the standard error of a child whose output is held.
 *
 * Postfix's commands say what they have to say on standard error only when that
 * is a terminal: postlog(1) looks. So where ours is one, they get one, or
 * "postfix status" would have no answer. Making one takes ioctl(2), which is out of
 * our reach; script(1), from util-linux, makes it, with nothing but a
 * cat(1) in it, which ends with our end of its input, whatever becomes of us. The
 * child is not a child of script's, and gets its signals from us. It opens
 * the terminal by its name, through a shell that it takes the place of.
 *
 * Where script(1) is missing or refuses, a pipe has to do.
 *
 * @module
 */

import type { ChildRequest } from "./child.ts";
import { isExecutable } from "./find_command.ts";
import { endsWithin } from "./pump.ts";
import { spawn } from "./spawn.ts";

const SCRIPT = "/usr/bin/script";

/**
 * What script(1) runs. Without opost, line ends stay as they are; without echo,
 * the end of the input does not show.
 */
const HOLDER = "stty -opost -echo && tty && exec cat > /dev/null";

/** How long it may take to come up, in milliseconds. */
const PATIENCE_MS = 5000;

/** A terminal that takes what one child writes. */
export interface ErrorTerminal {
  /** What has been written there; ends after it was closed. */
  readonly output: ReadableStream<Uint8Array>;
  /** The same program with this terminal as its standard error. */
  wrap(
    program: Pick<ChildRequest, "path" | "args">,
  ): { readonly path: string; readonly args: readonly string[] };
  /** Nothing is written there any more. */
  close(): void;
}

/**
 * Make a terminal.
 *
 * @returns Undefined where that cannot be done.
 */
export async function openErrorTerminal(): Promise<ErrorTerminal | undefined> {
  if (!isExecutable(SCRIPT)) return undefined;
  const child = spawn(SCRIPT, {
    args: ["-q", "-f", "-c", HOLDER, "/dev/null"],
    env: { SHELL: "/bin/sh" },
    // In a session of its own, Ctrl-C does not reach it.
    detached: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  });
  const close = () => void child.stdin.close().catch(() => {});
  const reader = child.stdout.getReader();
  const name = readName(reader);
  await endsWithin(name, PATIENCE_MS);
  const path = await Promise.race([name, undefined]);
  if (path === undefined) {
    close();
    await reader.cancel();
    return undefined;
  }
  reader.releaseLock();
  return {
    output: child.stdout,
    wrap: ({ path: program, args }) =>
      isExecutable(program)
        ? {
          path: "/bin/sh",
          args: ["-c", 'exec 2> "$0" "$@"', path, program, ...args],
        }
        : { path: program, args },
    close,
  };
}

/** Its name is the first line, and nothing comes after that before we answer. */
async function readName(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) return undefined;
    text += decoder.decode(value, { stream: true });
  }
  return /^(\/dev\/\S+)\r?\n$/.exec(text)?.[1];
}
