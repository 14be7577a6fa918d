// @postmulti-plugin 1 on=pre:start timeout=10
/**
 * 10-maintenance - keeps instances that are marked for maintenance from starting
 *
 * An instance is marked by a file in its configuration directory, `maintenance`
 * unless the settings say otherwise. Whatever the file is, its presence is what
 * counts; the first line of a regular file is the reason that is shown. Reads
 * that file and the settings, changes nothing. A running instance goes on.
 *
 * Weak spots: `postfix -c DIRECTORY start` reaches no plugin, so it is not
 * refused.
 *
 * @module
 */

import type { HookAnswer, PluginEvent } from "./api.ts";

const DEFAULT_FILE = "maintenance";

/** More of a reason than this is not shown. */
const REASON_LENGTH = 200;

export default async function hook(event: PluginEvent): Promise<HookAnswer> {
  const mark = await markOf(event);
  const info = await orMissing(Deno.lstat(mark));
  if (info === undefined) return undefined;
  const reason = info.isFile ? await firstLine(mark) : "";
  const because = reason === "" ? "" : `: ${reason}`;
  return {
    veto:
      `${event.instance.name || event.instance.config_directory} is under ` +
      `maintenance${because}: when that is over, run "rm ${mark}"`,
  };
}

/** Absolute path of the file that marks the instance. */
async function markOf(event: PluginEvent): Promise<string> {
  let file = DEFAULT_FILE;
  const text = event.conf === null ? "" : await Deno.readTextFile(event.conf);
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const value = /^\s*file\s*=\s*(\S.*?)\s*$/.exec(line)?.[1];
    if (value === undefined) {
      throw new Error(
        `${event.conf} line ${index + 1}: is not "file = NAME": correct it`,
      );
    }
    file = value;
  }
  return file.startsWith("/")
    ? file
    : `${event.instance.config_directory}/${file}`;
}

async function firstLine(path: string): Promise<string> {
  const file = await Deno.open(path);
  try {
    const bytes = new Uint8Array(4 * REASON_LENGTH);
    const length = await file.read(bytes) ?? 0;
    const text = new TextDecoder().decode(bytes.subarray(0, length));
    return (text.split("\n")[0] ?? "").trim().slice(0, REASON_LENGTH);
  } finally {
    file.close();
  }
}

async function orMissing<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
