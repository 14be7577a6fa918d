/**
 * The commands of --plugins that change something: enable, disable, install.
 *
 * @module
 */

import { basename } from "@std/path/posix/basename";
import { FatalError } from "../diag/errors.ts";
import {
  installPlugin,
  shippedPlugin,
} from "../plugins/commands/install_plugin.ts";
import { switchPlugin } from "../plugins/commands/switch_plugin.ts";
import {
  madeDirectory,
  ownDirectory,
  trustedDirectory,
} from "../plugins/commands/trusted_directory.ts";
import { fileNamed, isIdMeant } from "../plugins/file_name.ts";
import { pluginsOf } from "../plugins/load_plugins.ts";
import type { Installation } from "../postfix/installation.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import { writeOutput } from "../sys/streams.ts";
import type { JsonResult } from "./json_result.ts";
import type { PluginsCommand } from "./plugins_command.ts";
import {
  allInstances,
  inventoryOf,
  oneInstance,
  type PluginsContext,
} from "./plugins_context.ts";

/** Switch a plugin on or off. @returns Whether it can run, if it is to. */
export function switchMode(
  { name, plugin, instance }: Extract<
    PluginsCommand,
    { name: "enable" | "disable" }
  >,
  context: PluginsContext,
): boolean {
  const { installation, state } = context;
  const chosen = instance === undefined
    ? undefined
    : oneInstance(instance, context);
  if (name === "disable" && chosen !== undefined && !chosen.primary) {
    refuseInherited(plugin, chosen, installation);
  }
  const directory = trustedDirectory(
    (chosen ?? installation).configDirectory,
  );
  const { path, isChanged } = switchPlugin(
    { plugin, enable: name === "enable" },
    directory,
  );
  const done = `plugin ${name}d: ${path}`;
  if (isChanged) state.diagnostics.change(done);
  const text = isChanged ? done : `plugin is ${name}d already: ${path}`;
  tell(
    `${text}\n`,
    { action: name, plugin, file: path, changed: isChanged },
    context,
  );
  return name === "disable" || warnIfBroken(path, context);
}

/** The host's plugin is switched off for one instance in another way. */
function refuseInherited(
  word: string,
  instance: Instance,
  installation: Installation,
): void {
  const inherited = pluginsOf(installation).of(instance)?.plugins
    .find(({ id }) => isIdMeant(id, word));
  const own = ownDirectory(instance.configDirectory);
  if (inherited === undefined || inherited.path.startsWith(`${own}/`)) return;
  throw new FatalError(
    `${inherited.path}: this is the plugin of all instances: to switch it off ` +
      `for ${titleOf(instance)} alone, make an empty file: run "mkdir -p ` +
      `${own}" and "touch ${own}/${inherited.id}"`,
  );
}

/** Install or renew a plugin that comes with this program. @returns Whether it can run. */
export async function installMode(
  { plugin, replace }: Extract<PluginsCommand, { name: "install" }>,
  context: PluginsContext,
): Promise<boolean> {
  const { SHIPPED } = await import("../plugins/shipped.ts");
  const shipped = shippedPlugin(plugin, SHIPPED);
  const isForModule = shipped.file.name.endsWith(".ts");
  const directory = madeDirectory(context.installation.configDirectory, {
    isForModule,
  });
  const { path, conf, kept, ...done } = await installPlugin(shipped, {
    directory,
    replace,
  });
  const text = `plugin ${done.isRenewed ? "renewed" : "installed"}: ${path}`;
  if (done.isChanged) context.state.diagnostics.change(text);
  const lines = [text, ...kept.map(keptLine), `its settings: ${conf}`];
  tell(lines.map((line) => `${line}\n`).join(""), {
    action: "install",
    plugin,
    file: path,
    settings: conf,
    changed: done.isChanged,
    renewed: done.isRenewed,
    kept,
  }, context);
  return warnIfBroken(path, context);
}

function keptLine(path: string): string {
  return `the edited file is kept: ${path}`;
}

function tell(
  text: string,
  answer: JsonResult,
  { state }: PluginsContext,
): void {
  state.answer = answer;
  if (!state.json) writeOutput(text);
}

/** What has been switched on must be able to run. */
function warnIfBroken(path: string, context: PluginsContext): boolean {
  const named = fileNamed(basename(path));
  const { instances } = allInstances(context);
  const broken = inventoryOf(instances, context.installation)
    .filter(({ state, id }) =>
      state === "broken" && named.kind === "plugin" && id === named.id
    );
  for (const { path, reason, remedy } of broken) {
    context.state.diagnostics.warning(
      `${path}: ${reason}, so the operations that it is for are refused: ${remedy}`,
    );
  }
  return broken.length === 0;
}
