/**
 * The commands of --units, each with its code.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { Located, RunState } from "./run_state.ts";
import type { UnitsChange, UnitsCommand } from "./units_command.ts";

/** Carry a command out. @returns Whether all is well. */
export async function unitsMode(
  command: UnitsCommand,
  located: Located,
): Promise<boolean> {
  switch (command.name) {
    case "generate":
      return (await import("./unit_run.ts")).generateMode(command, located);
    case "start":
    case "stop":
    case "reload": {
      const { unitMode } = await import("./unit_run.ts");
      return await unitMode(command.name, command.directory, located);
    }
    case "show":
      return (await import("./units_show.ts")).showUnits(located);
    case "install":
      return (await import("./units_change.ts")).installMode(command, located);
    case "remove":
      return (await import("./units_change.ts")).removeMode(command, located);
  }
}

/** The same for another system, whose Postfix is not looked at. */
export async function foreignUnits(
  command: UnitsChange,
  state: RunState,
): Promise<boolean> {
  const { installMode, removeMode } = await import("./units_change.ts");
  const change = command.name === "install" ? installMode : removeMode;
  return await change(command, {
    state,
    read: () => {
      throw new FatalError("the Postfix of another system cannot be examined");
    },
  });
}
