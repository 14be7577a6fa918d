/**
 * What the commands of --units work with, and which program the units call.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { Installation } from "../postfix/installation.ts";
import { isSameFile } from "../sys/files.ts";
import { isExecutable } from "../sys/find_command.ts";
import { executablePath, isJitless } from "../sys/process.ts";
import type { UnitOptions } from "../units/unit_texts.ts";
import type { RunState } from "./run_state.ts";

/** What the commands work with. */
export interface UnitsContext {
  /** This run of the program. */
  readonly state: RunState;
  /** Reads the primary instance of this host. */
  readonly read: () => Installation;
}

/**
 * What the units call: the installed program, by the path that is least likely to change.
 *
 * @param root The root of the system that it is for; "" for this one.
 * @throws {FatalError} When systemd cannot call a program of that path.
 */
export function optionsFor(
  installation: Installation | undefined,
  root = "",
): UnitOptions {
  const own = executablePath();
  const usual = installation?.command("postmulti") ?? "/usr/sbin/postmulti";
  const program = isSameFile(`${root}${usual}`, own) ||
      root !== "" && isExecutable(`${root}${usual}`)
    ? usual
    : own.startsWith(`${root}/`)
    ? own.slice(root.length)
    : own;
  if (!/^[A-Za-z0-9/._+-]+$/.test(program)) {
    throw new FatalError(
      `${program}: systemd cannot call a program of this name: ` +
        "copy it to /usr/local/sbin, and run it there",
    );
  }
  return { program, isJitless: isJitless() };
}
