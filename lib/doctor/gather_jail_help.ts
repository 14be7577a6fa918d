/**
 * Who prepares the jails of instances here: the script of the distribution, who
 * runs that, and the plugin that does.
 *
 * @module
 */

import { chooseHooks } from "../plugins/choose.ts";
import type { PluginDirectories } from "../plugins/load_plugins.ts";
import { type JailScript, runsJailScript } from "../postfix/jail_script.ts";
import type { Instance } from "../registry/instance.ts";
import { isDirectory, isRegularFile } from "../sys/files.ts";
import type { JailHelper } from "./facts.ts";

/** The plugin that runs it before each start. */
const PLUGIN = "20-chroot";

/** Where systemd is at work; see sd_booted(3). */
const SYSTEMD = "/run/systemd/system";

/** In the order that systemd looks for them. */
const UNITS = [
  "/etc/systemd/system/postfix@.service",
  "/usr/lib/systemd/system/postfix@.service",
  "/lib/systemd/system/postfix@.service",
];

const INIT_SCRIPTS = ["/etc/init.d/postfix"];

/**
 * Who runs the script that prepares jails; undefined when it is turned off.
 *
 * @throws {FatalError} When a file that could run it cannot be read.
 */
export function jailHelper(
  { path, isRunByPostfix, isTurnedOff }: JailScript,
): JailHelper | undefined {
  if (isTurnedOff) return undefined;
  const starters = isDirectory(SYSTEMD) ? UNITS : INIT_SCRIPTS;
  const starter = starters.find(isRegularFile);
  return {
    path,
    starter: starter !== undefined && runsJailScript(starter)
      ? starter
      : undefined,
    isRunByPostfix,
  };
}

/**
 * Whether a plugin prepares the jail of an instance before it starts.
 *
 * @throws {FatalError} When a plugin directory cannot be read.
 */
export function hasJailPlugin(
  instance: Instance,
  plugins: PluginDirectories,
): boolean {
  const set = plugins.of(instance);
  if (set === undefined) return false;
  const operation = {
    op: "start",
    requested: "start",
    class: "start",
    argv: ["start"],
  } as const;
  return chooseHooks(set, { operation, instance }).pre
    .some(({ id }) => id === PLUGIN);
}
