/**
 * The installed Postfix and its primary instance.
 *
 * Reads the primary's main.cf; the compiled-in defaults come from its cache or
 * from `postconf -d`. The primary instance is the one in the compiled-in
 * config_directory, wherever that is; see postmulti(1), BACKGROUND.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { parseMainCf } from "../main_cf/parse.ts";
import { isDirectory } from "../sys/files.ts";
import { identityOf } from "../sys/identity.ts";
import { readRegularFile } from "../sys/read_file.ts";
import type { CompiledIn } from "./compiled_in.ts";
import { readCompiledIn, rememberedCompiledIn } from "./compiled_in_cache.ts";
import { type Parameters, parametersOf } from "./parameters.ts";

/** Directories that all instances share, and that must exist when they are paths. */
export const SHARED_DIRECTORIES = [
  "command_directory",
  "daemon_directory",
  "meta_directory",
  "shlib_directory",
] as const;

/** Where an installed Postfix keeps its primary instance, and what it defaults to. */
export interface Location {
  /** The defaults compiled into this Postfix. */
  readonly compiledIn: CompiledIn;
  /** The primary instance's configuration directory. */
  readonly configDirectory: string;
}

/** One installed Postfix. */
export interface Installation extends Location {
  /** The primary instance's parameters. */
  readonly primary: Parameters;
  /** The identity of its main.cf before it was read, see lib/sys/identity.ts. */
  readonly identity: string;
  /** Absolute path of a command in command_directory: `postfix`, say. */
  command(name: string): string;
}

/**
 * Find the Postfix that a postconf(1) belongs to.
 *
 * @param postconf Absolute path.
 * @param mailConfig The value of MAIL_CONFIG, if it is set.
 * @throws {FatalError} When postconf fails, or MAIL_CONFIG names another
 * instance than the primary.
 */
export function locate(
  postconf: string,
  mailConfig: string | undefined,
): Location {
  return locationOf(readCompiledIn(postconf), { postconf, mailConfig });
}

/**
 * The same, without running postconf: for suggestions, since the defaults may
 * be outdated.
 *
 * @returns Undefined when postconf has not been asked before.
 * @throws {FatalError} When MAIL_CONFIG names another instance than the primary.
 */
export function locateRemembered(
  postconf: string,
  mailConfig: string | undefined,
): Location | undefined {
  const compiledIn = rememberedCompiledIn(postconf);
  return compiledIn && locationOf(compiledIn, { postconf, mailConfig });
}

function locationOf(
  compiledIn: CompiledIn,
  { postconf, mailConfig }: {
    readonly postconf: string;
    readonly mailConfig: string | undefined;
  },
): Location {
  const configDirectory = compiledIn.get("config_directory") ?? "";
  if (!configDirectory.startsWith("/")) {
    throw new FatalError(`${postconf}: prints no config_directory with -d`);
  }
  refuseOtherPrimary(mailConfig, configDirectory);
  return { compiledIn, configDirectory };
}

/**
 * Read the primary instance of an installed Postfix.
 *
 * @throws {FatalError} When its main.cf cannot be read, or a shared directory
 * is missing.
 */
export function readInstallation(location: Location): Installation {
  const { configDirectory, compiledIn } = location;
  const identity = identityOf(`${configDirectory}/main.cf`);
  const primary = readParameters(configDirectory, compiledIn);
  refuseMissingDirectories(primary);
  const commandDirectory = primary.value("command_directory");
  return {
    ...location,
    primary,
    identity,
    command: (name) => `${commandDirectory}/${name}`,
  };
}

/**
 * The parameters of the instance in a configuration directory.
 *
 * @throws {FatalError} When its main.cf cannot be read or has a line that
 * Postfix itself would refuse.
 */
export function readParameters(
  configDirectory: string,
  compiledIn: CompiledIn,
): Parameters {
  const path = `${configDirectory}/main.cf`;
  const mainCf = parseMainCf(readRegularFile(path));
  const [problem] = mainCf.problems;
  if (problem !== undefined) {
    throw new FatalError(
      `${path}, line ${problem.line}: ${problem.text}: correct it`,
    );
  }
  return parametersOf({ configDirectory, mainCf, compiledIn });
}

function refuseOtherPrimary(
  mailConfig: string | undefined,
  configDirectory: string,
): void {
  if (mailConfig === undefined || mailConfig === configDirectory) return;
  throw new FatalError(
    `MAIL_CONFIG=${mailConfig}: only the primary instance in ` +
      `${configDirectory} can manage the others: unset MAIL_CONFIG, and ` +
      "choose instances with -i or -g",
  );
}

function refuseMissingDirectories(primary: Parameters): void {
  for (const name of SHARED_DIRECTORIES) {
    const directory = primary.value(name);
    if (!directory.startsWith("/") || isDirectory(directory)) continue;
    throw new FatalError(
      `${primary.place(name)}: ${name} = ${directory}: there is no such ` +
        "directory: correct the setting, or reinstall Postfix",
    );
  }
}
