/**
 * Who runs `postfix start` for all instances.
 *
 * @module
 */

import type { Installation } from "../postfix/installation.ts";
import { isSameFile } from "../sys/files.ts";
import { isExecutable } from "../sys/find_command.ts";
import { quoted } from "./advice.ts";
import type { WrapperFacts } from "./facts.ts";
import { settingOf } from "./place.ts";

/** Look at multi_instance_wrapper of the primary instance. */
export function wrapperFacts(
  { primary, command }: Installation,
  executable: string,
): WrapperFacts {
  const found = settingOf(primary, "multi_instance_wrapper");
  const [program = ""] = found.value.trim().split(/\s+/);
  const isInstalled = isSameFile(command("postmulti"), executable);
  return {
    ...found,
    program,
    exists: isExecutable(program),
    isOurs: isSameFile(program, executable),
    initCommand: `${isInstalled ? "postmulti" : quoted(executable)} -e init`,
  };
}
