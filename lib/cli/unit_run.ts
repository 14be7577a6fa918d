/**
 * What units of systemd and its generator call: --units start, stop, reload, generate.
 *
 * An instance is started like at the terminal, hooks and all. What the journal would
 * otherwise miss, because Postfix writes to its log alone, goes to standard error.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { readSettled } from "../registry/choose_instances.ts";
import { allClaims } from "../registry/all_claims.ts";
import {
  type Installation,
  type Location,
  readInstallation,
  readParameters,
} from "../postfix/installation.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import { isRunning } from "../postfix/running.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import type { InstanceList } from "../registry/load.ts";
import { escapePath } from "../registry/escape_path.ts";
import { generatedFiles, writeGenerated } from "../units/generate.ts";
import { watchMailLog } from "../units/mail_log_tail.ts";
import { SYSTEMD_PLUGIN } from "../plugins/plugin.ts";
import { hooksOfRun } from "./hooks_of_run.ts";
import { iteratorMode } from "./iterator_mode.ts";
import type { Located, RunState } from "./run_state.ts";
import type { UnitsCommand } from "./units_command.ts";

/** What a unit is asked to do. */
export type Verb = "start" | "stop" | "reload";

/** Write what systemd asks its generators for; nothing is logged that early. */
export function generateMode(
  { directory }: Extract<UnitsCommand, { readonly directory: string }>,
  { location, state }: {
    readonly location: Location;
    readonly state: RunState;
  },
): boolean {
  const { files, unitless } = generatedFiles(readInstallation(location));
  writeGenerated(files, directory);
  for (const one of unitless) {
    state.diagnostics.notice(
      `instance ${one} has no unit: the name would be too long`,
    );
  }
  return true;
}

/** Start, stop or reload the instance of a unit. @returns Whether that was done. */
export async function unitMode(
  verb: Verb,
  directory: string,
  { state, read }: Pick<Located, "state" | "read">,
): Promise<boolean> {
  const installation = read();
  const list = readSettled(installation);
  allClaims(installation, list);
  const instance = instanceIn(directory, list);
  if (verb === "start") refuseStart(instance, installation);
  const severe = watchMailLog(
    readParameters(instance.configDirectory, installation.compiledIn),
  );
  // What runs in its unit is stopped and reloaded, whatever has become of it.
  const instances = [{ ...instance, enabled: true }];
  const selection = { by: "name", name: instance.configDirectory } as const;
  const done = await iteratorMode(
    {
      mode: "wrapper",
      selection,
      words: [verb],
      jobs: 1,
      form: "plain",
      usePlugins: true,
    },
    { instances, isComplete: true, list, selection },
    {
      installation,
      state,
      // This plugin would have systemd do what systemd has asked for.
      hooks: hooksOfRun(state.diagnostics, {
        usePlugins: true,
        leaveOut: SYSTEMD_PLUGIN,
      }),
    },
  );
  if (!done) { for (const line of severe()) state.diagnostics.notice(line); }
  return done;
}

/** @throws {FatalError} When it is not listed, or damaged. */
function instanceIn(directory: string, list: InstanceList): Instance {
  const wanted = escapePath(directory);
  const found = [{ instance: list.primary }, ...list.secondaries].find((
    { instance, damage },
  ) => escapePath((instance ?? damage)?.configDirectory ?? "") === wanted);
  if (found?.instance !== undefined) return found.instance;
  throw new FatalError(
    found?.damage?.reason ??
      `${directory}: no instance of the list has this configuration ` +
        'directory: "postmulti -l" shows them',
  );
}

function refuseStart(instance: Instance, installation: Installation): void {
  const title = titleOf(instance);
  if (!instance.enabled) {
    throw new FatalError(
      `instance ${title} is disabled, so its unit does not start it: ` +
        `run "postmulti -e enable -i ${title}"`,
    );
  }
  const { configDirectory, queueDirectory } = instance;
  const runs = isRunning({
    configDirectory,
    queueDirectory,
    postfix: installation.command("postfix"),
    environment: loggingEnvironment(installation, { verbose: false }),
  });
  if (!runs) return;
  throw new FatalError(
    `instance ${title} runs already, outside of its unit: ` +
      `run "postfix -c ${configDirectory} stop", and start the unit again`,
  );
}
