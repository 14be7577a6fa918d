/**
 * Who prepares the jails of instances here: the script of the distribution, who
 * runs that, and the plugin that does.
 *
 * @module
 */

import { fromBytes } from "../main_cf/byte_string.ts";
import { chooseHooks } from "../plugins/choose.ts";
import type { PluginDirectories } from "../plugins/load_plugins.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Instance } from "../registry/instance.ts";
import { isDirectory, isRegularFile } from "../sys/files.ts";
import { isExecutable } from "../sys/find_command.ts";
import { readRegularFile } from "../sys/read_file.ts";
import type { JailHelper } from "./facts.ts";

/** The script by which Debian and its kin prepare jails. */
const JAIL_HELPER = "/usr/lib/postfix/configure-instance.sh";

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
 * The script that prepares jails on this host; undefined when there is none.
 *
 * @throws {FatalError} When a file that could run it cannot be read.
 */
export function jailHelper(
  { primary }: Pick<Installation, "primary">,
): JailHelper | undefined {
  if (!isExecutable(JAIL_HELPER)) return undefined;
  const starters = isDirectory(SYSTEMD) ? UNITS : INIT_SCRIPTS;
  const starter = starters.find(isRegularFile);
  const script = `${primary.value("daemon_directory")}/postfix-script`;
  return {
    path: JAIL_HELPER,
    starter: starter !== undefined && runsHelper(starter) ? starter : undefined,
    isRunByPostfix: isRegularFile(script) && runsHelper(script),
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

function runsHelper(path: string): boolean {
  return fromBytes(readRegularFile(path)).split("\n")
    .some((line) => !/^\s*#/.test(line) && line.includes(JAIL_HELPER));
}
