/**
 * The script by which a distribution prepares the jails of instances: who runs it,
 * and what it puts into a jail.
 *
 * All of it is read from the installed scripts, because it changes with the version
 * of the package and not with the release. Reads only.
 *
 * Known weak spot: a name that the script composes from variables is not found.
 *
 * @module
 */

import { fromBytes } from "../main_cf/byte_string.ts";
import { isRegularFile } from "../sys/files.ts";
import { isExecutable } from "../sys/find_command.ts";
import { readRegularFile } from "../sys/read_file.ts";

/** Where Debian and its kin have the script. */
const JAIL_SCRIPT = "/usr/lib/postfix/configure-instance.sh";

/** Where the administrator says what else it copies, or that it does nothing. */
const SETTINGS = "/etc/default/postfix";

/** The scripts of Postfix that postfix(1) runs at each start. */
const START_SCRIPTS = ["postfix-script", "post-install"];

/** A path in a jail, or a device of the host that is put there. */
const JAIL_NAME =
  /^(?:\.\/|\/(?=dev\/))?((?:etc|lib|usr|dev)(?:\/(?!\.\.?(?:\/|$))[\w.+-]+)*)$/;

/** What the script puts into a jail. */
export interface JailContents {
  /** Relative to the jail, and to the host's root: `etc/hosts`, `usr/lib/sasl2`. */
  readonly names: ReadonlySet<string>;
  /** Absolute paths of directories with certificates, besides those of main.cf. */
  readonly certificates: readonly string[];
  /** Whether the administrator has turned it off. */
  readonly isTurnedOff: boolean;
}

/** The script, and who runs it. */
export interface JailScript extends JailContents {
  /** Absolute path. */
  readonly path: string;
  /** Whether postfix(1) itself runs it at each start. */
  readonly isRunByPostfix: boolean;
}

/**
 * The script that prepares jails on this host; undefined when there is none.
 *
 * @param daemonDirectory Where Postfix's own scripts are.
 * @throws {FatalError} When one of the files cannot be read.
 */
export function readJailScript(
  daemonDirectory: string,
): JailScript | undefined {
  if (!isExecutable(JAIL_SCRIPT)) return undefined;
  const settings = isRegularFile(SETTINGS) ? textOf(SETTINGS) : "";
  return {
    ...parseJailScript(textOf(JAIL_SCRIPT), settings),
    path: JAIL_SCRIPT,
    isRunByPostfix: isRunByPostfix(daemonDirectory),
  };
}

/**
 * Whether postfix(1) itself runs that script at each start, whether it is there or not.
 *
 * @throws {FatalError} When one of Postfix's own scripts cannot be read.
 */
export function isRunByPostfix(daemonDirectory: string): boolean {
  return START_SCRIPTS.map((name) => `${daemonDirectory}/${name}`)
    .some((path) => isRegularFile(path) && runsJailScript(path));
}

/**
 * Whether a script or a unit runs the script that prepares jails.
 *
 * @throws {FatalError} When the file cannot be read.
 */
export function runsJailScript(path: string): boolean {
  return commandLines(textOf(path)).some((line) => line.includes(JAIL_SCRIPT));
}

/**
 * What such a script puts into a jail. Pure.
 *
 * @param settings The text of the file in which the administrator sets its variables.
 */
export function parseJailScript(
  script: string,
  settings: string,
): JailContents {
  const lines = commandLines(script);
  const extra = words(lastValue(settings, "chroot_extra_files") ?? "");
  const names = [...lines.flatMap(words), ...extra.map(withoutRoot)]
    .flatMap((word) => JAIL_NAME.exec(word)?.[1] ?? []);
  const hasSwitch = lines.some((line) => line.includes("SYNC_CHROOT"));
  return {
    names: new Set(names),
    certificates: words(lastValue(settings, "chroot_extra_CAdir") ?? "")
      .map((word) => `/${withoutRoot(word)}`),
    isTurnedOff: hasSwitch && lastValue(settings, "SYNC_CHROOT") === "",
  };
}

function textOf(path: string): string {
  return fromBytes(readRegularFile(path));
}

function commandLines(text: string): string[] {
  return text.split("\n").map((line) => line.replace(/(^|\s)#.*/, ""));
}

function words(text: string): string[] {
  return text.split(/[\s;()"'=]+/).filter((word) => word !== "");
}

function withoutRoot(path: string): string {
  return path.replace(/^\/+/, "");
}

/** What the last assignment to a shell variable gives it; undefined for none. */
function lastValue(text: string, name: string): string | undefined {
  const assignment = new RegExp(
    `^\\s*(?:export\\s+)?${name}=(?:"([^"]*)"|'([^']*)'|([^\\s;#]*))`,
    "gm",
  );
  const last = [...text.matchAll(assignment)].at(-1);
  return last === undefined ? undefined : last[1] ?? last[2] ?? last[3] ?? "";
}
