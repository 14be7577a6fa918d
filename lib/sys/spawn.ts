/**
 * Starting processes: the one place where that is done.
 *
 * A child gets standard input, output and error and no other descriptor, unless
 * it is started in the place of our caller; see descriptors.ts.
 *
 * @module
 */

import { keepDescriptors, passDescriptors } from "./descriptors.ts";

/** How to start a process; see Deno.CommandOptions. */
export type SpawnOptions = Deno.CommandOptions;

/**
 * Start a process.
 *
 * @param path Absolute path of the executable.
 * @throws The runtime's error when it cannot be started, {FatalError} when
 * descriptors cannot be kept from it.
 */
export function spawn(path: string, options: SpawnOptions): Deno.ChildProcess {
  keepDescriptors();
  return new Deno.Command(path, options).spawn();
}

/** Start a process that also gets what our caller left open; as spawn(). */
export function spawnForCaller(
  path: string,
  options: SpawnOptions,
): Deno.ChildProcess {
  return passDescriptors(() => new Deno.Command(path, options).spawn());
}

/** Run a process to its end; throws as spawn() does. */
export function runSync(
  path: string,
  options: SpawnOptions,
): Deno.CommandOutput {
  keepDescriptors();
  return new Deno.Command(path, options).outputSync();
}

/** Run a process to its end that also gets what our caller left open; as spawn(). */
export function runSyncForCaller(
  path: string,
  options: SpawnOptions,
): Deno.CommandOutput {
  return passDescriptors(() => new Deno.Command(path, options).outputSync());
}
