/**
 * Making sure that nothing escapes the fault injection: no thread or child
 * process but the program's first thread changes an instance, and no system
 * call that changes one is unknown to `effects.ts`.
 *
 * @module
 */

import { CHANGES, HARMLESS, isChange, isWatched, READS } from "./effects.ts";
import type { Attempt } from "./faults.ts";
import { runCommand } from "../world/run_command.ts";
import { rewind, type Stage } from "./stage.ts";
import { type Call, keyOf, parseTrace } from "./trace.ts";

/** One undisturbed run, with every thread and process traced. */
export function strayChanges(stage: Stage): Attempt[] {
  return [{ title: "traced in full", run: () => watch(stage) }];
}

async function watch({ scenario, calls }: Stage): Promise<string[]> {
  await rewind();
  const directory = `${Deno.env.get("WORLD")}/full`;
  Deno.mkdirSync(directory);
  const path = `${directory}/trace`;
  const options = ["-ff", "-y", "-o", path, "-e", "trace=%file,%desc"];
  const { status, stderr } = await runCommand("strace", [
    ...options,
    "/usr/sbin/postmulti",
    ...scenario.words,
  ]);
  if (status !== 0) return [`status ${status}: ${stderr}`];
  const traces = [...Deno.readDirSync(directory)].map(({ name }) =>
    parseTrace(Deno.readTextFileSync(`${directory}/${name}`)).filter(isWatched)
  );
  const known = new Set([...CHANGES, ...READS, ...HARMLESS]);
  const changed = traces.filter((trace) => trace.some(isChange));
  const found = changed.flatMap((trace) => trace.filter(isLasting));
  const expected = calls.filter(isLasting);
  return [
    ...traces.flat()
      .filter(({ name }) => !known.has(name))
      .map((call) => `unknown kind of call: ${keyOf(call)}`),
    ...changed.length === 1 ? [] : [`${changed.length} threads change files`],
    ...found.length === expected.length
      ? []
      : [`${found.length} changes, not ${expected.length} as before`],
  ];
}

/** A change that every run makes. Whether the cache is written depends on the age of files. */
function isLasting(call: Call): boolean {
  return isChange(call) &&
    !call.paths.some((path) => path.startsWith("/var/cache/postmulti"));
}
