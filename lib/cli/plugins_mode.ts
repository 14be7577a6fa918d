/**
 * The mode --plugins: looking at plugins, trying them, switching them.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { coverageNotes } from "../plugins/commands/coverage_notes.ts";
import {
  brokenJson,
  formatBroken,
  formatInventory,
  formatJsonInventory,
} from "../plugins/commands/show_inventory.ts";
import type { InventoryRow } from "../plugins/commands/inventory.ts";
import {
  differingCopies,
  type DifferingCopy,
} from "../plugins/commands/shipped_copies.ts";
import { tryPlugin } from "../plugins/commands/try_plugin.ts";
import { SHIPPED_IDS } from "../plugins/shipped_ids.ts";
import { makeHookContext } from "../plugins/perform_with_plugins.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import { titleOf } from "../registry/instance.ts";
import { executablePath } from "../sys/process.ts";
import { takeSignals } from "../sys/signals.ts";
import { writeOutput } from "../sys/streams.ts";
import { hooksSetting } from "./hooks_of_run.ts";
import { installMode, switchMode } from "./plugins_change.ts";
import type { PluginsCommand } from "./plugins_command.ts";
import {
  allInstances,
  inventoryOf,
  oneInstance,
  type PluginsContext,
} from "./plugins_context.ts";
import type { Located } from "./run_state.ts";

/** The commands that are carried out here; plan has a file of its own. */
export type Command = Exclude<PluginsCommand, { name: "plan" }>;

/** Carry a command out. @returns Whether all is well. */
export async function pluginsMode(
  command: Command,
  { state, read }: Located,
): Promise<boolean> {
  const context = { installation: read(), state };
  switch (command.name) {
    case "list":
      return await list(context);
    case "check":
      return await check(context);
    case "run":
      return await tryOut(command, context);
    case "enable":
    case "disable":
      return switchMode(command, context);
    case "install":
      return await installMode(command, context);
  }
}

async function list(context: PluginsContext): Promise<boolean> {
  const { installation, state: { json } } = context;
  const chosen = allInstances(context);
  const rows = inventoryOf(chosen.instances, installation);
  const copies = await copiesIn(rows);
  const reach = coverageNotes({
    installation,
    hasSecondaries: chosen.instances.length > 1 || !chosen.isComplete,
    executable: executablePath(),
  });
  const notes = [...copies.map(({ text }) => text), ...reach];
  writeOutput((json ? formatJsonInventory : formatInventory)(rows, notes));
  return chosen.isComplete;
}

async function check(context: PluginsContext): Promise<boolean> {
  const { instances, isComplete } = allInstances(context);
  const rows = inventoryOf(instances, context.installation);
  context.state.answer = { broken: brokenJson(rows) };
  if (!context.state.json) writeOutput(formatBroken(rows));
  for (const { state, text } of await copiesIn(rows)) {
    const { diagnostics } = context.state;
    if (state === "earlier") diagnostics.warning(text);
    else diagnostics.notice(text);
  }
  return isComplete && rows.every(({ state }) => state !== "broken");
}

/** The copies of shipped plugins that differ; their texts are loaded if needed. */
async function copiesIn(
  rows: readonly InventoryRow[],
): Promise<readonly DifferingCopy[]> {
  if (!rows.some(({ id = "" }) => SHIPPED_IDS.includes(id))) return [];
  const { SHIPPED } = await import("../plugins/shipped.ts");
  return await differingCopies(rows, SHIPPED);
}

async function tryOut(
  command: Extract<Command, { name: "run" }>,
  { installation, state }: PluginsContext,
): Promise<boolean> {
  const { diagnostics } = state;
  const setting = hooksSetting(diagnostics, { usePlugins: true });
  if (setting.lookUp("POSTMULTI_DEPTH") !== undefined) {
    throw new FatalError(
      "a plugin cannot run a plugin: do not call this there",
    );
  }
  const instance = oneInstance(command.instance, { installation, state });
  const logging = loggingEnvironment(installation, {
    verbose: diagnostics.verbosity > 0,
  });
  const result = await tryPlugin(
    { ...command, instance },
    makeHookContext({
      installation,
      logging,
      takeSignals: () => state.signals = takeSignals(),
    }, setting),
  );
  state.answer = {
    plugin: command.plugin,
    event: `${command.phase}:${command.op}`,
    instance: titleOf(instance),
    result: result.kind,
  };
  if (result.kind === "failed") diagnostics.warning(`it failed: ${result.how}`);
  if (result.kind === "delegated") {
    diagnostics.notice("it would count as done elsewhere");
  }
  return result.kind !== "failed";
}
