/**
 * Whether a file in a plugin directory is a copy of what comes with this program, of
 * what came with an earlier version of it, or has been edited.
 *
 * @module
 */

import { sha256Hex } from "../../sys/digest.ts";
import { lstatOrNothing } from "../../sys/files.ts";
import { readRegularFile } from "../../sys/read_file.ts";
import { KNOWN_TEXTS } from "../known_texts.ts";
import type { ShippedFile, ShippedPlugin } from "../shipped.ts";

/** How a copy compares with what is shipped. */
export type CopyState = "current" | "earlier" | "edited";

/**
 * How one file compares.
 *
 * @returns Undefined when there is no such file.
 * @throws {FatalError} When it cannot be read.
 */
export async function copyStateOf(
  { name, text }: ShippedFile,
  directory: string,
): Promise<CopyState | undefined> {
  const path = `${directory}/${name}`;
  if (lstatOrNothing(path) === undefined) return undefined;
  const there = readRegularFile(path);
  const digest = await sha256Hex(there);
  if (digest === await sha256Hex(new TextEncoder().encode(text))) {
    return "current";
  }
  return KNOWN_TEXTS[name]?.includes(digest) ? "earlier" : "edited";
}

/**
 * How a plugin compares, with all that it imports; its settings do not count.
 *
 * @throws {FatalError} When a file of it cannot be read.
 */
export async function pluginStateOf(
  { file, parts }: ShippedPlugin,
  directory: string,
): Promise<CopyState> {
  const states = await Promise.all(
    [file, ...parts].map((one) => copyStateOf(one, directory)),
  );
  if (states.includes("edited")) return "edited";
  return states.every((state) => state === "current") ? "current" : "earlier";
}
