/**
 * Where plugins are not reached: an operation that does not come through this
 * program raises no events.
 *
 * @module
 */

import type { Installation } from "../../postfix/installation.ts";
import { isSameFile } from "../../sys/files.ts";

const ALWAYS = 'plugins run for "postmulti -p", "postmulti -e" and, if they ' +
  'name exec, "postmulti -x"; not for "postfix -c DIRECTORY COMMAND", nor ' +
  'for "postfix start-fg"';

/** How an installation is set up, as far as it matters here. */
export interface CoverageFacts {
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** Whether there is an instance beside the primary. */
  readonly hasSecondaries: boolean;
  /** The absolute path of this program. */
  readonly executable: string;
}

/** What the administrator should know about where plugins are not reached. */
export function coverageNotes(
  { installation, hasSecondaries, executable }: CoverageFacts,
): readonly string[] {
  const { primary } = installation;
  const name = "multi_instance_wrapper";
  const [program = "", ...options] = primary.value(name).split(/\s+/);
  const place = primary.place(name);
  if (!hasSecondaries) {
    return [
      ALWAYS,
      'there is no secondary instance, so "postfix start" and its kind do ' +
      'not come through postmulti, and reach no plugin: use "postmulti -p ' +
      'start"',
    ];
  }
  if (program === "" || !isSameFile(program, executable)) {
    return [
      ALWAYS,
      `${place}: ${name} is ${program || "not set"}, not this program, so ` +
      '"postfix start" and its kind reach no plugin: run "postmulti -e init"',
    ];
  }
  if (options.includes("--no-plugins")) {
    return [
      ALWAYS,
      `${place}: ${name} has --no-plugins, so "postfix start" and its kind ` +
      "reach no plugin",
    ];
  }
  return [ALWAYS];
}
