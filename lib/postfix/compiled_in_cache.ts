/**
 * Remembering the compiled-in defaults, so that listing needs no child process.
 *
 * Touches one file per postconf(1) in /var/cache/postmulti. It is written by
 * root only, and believed only when nobody but root could have written it and
 * the files that the defaults are compiled into are still the same: postconf
 * itself, and Postfix's shared libraries. The host's name counts as well, for
 * myhostname and mydomain depend on it. A cache that is missing, or is not
 * believed, or cannot be written, costs one run of postconf and nothing else.
 *
 * Left out: defaults that Postfix works out from the network interfaces.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { captureOutput } from "../sys/capture.ts";
import { isDirectory, listDirectory } from "../sys/files.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { identityOf } from "../sys/identity.ts";
import { makeDirectory, writeFile } from "../sys/make.ts";
import { hostName, isRoot } from "../sys/process.ts";
import { distrust } from "../sys/trust.ts";
import { formatCache, parseCache, type Witness } from "./cache_text.ts";
import { type CompiledIn, parseCompiledIn } from "./compiled_in.ts";

const DIRECTORY = "/var/cache/postmulti";

/** Defaults that differ from one moment to the next. */
const VOLATILE: ReadonlySet<string> = new Set(["mynetworks"]);

/**
 * The compiled-in defaults of a Postfix.
 *
 * @param postconf Absolute path of its postconf(1).
 * @throws {FatalError} When postconf has to be asked and fails.
 */
export function readCompiledIn(postconf: string): CompiledIn {
  const path = `${DIRECTORY}/${encodeURIComponent(postconf)}`;
  return believed(path, postconf) ?? askAndRemember(path, postconf);
}

function believed(path: string, postconf: string): CompiledIn | undefined {
  if (distrust(path, "file") !== undefined) return undefined;
  const cache = parseCache(readRegularFile(path));
  if (cache === undefined || cache.host !== hostName()) return undefined;
  if (cache.witnesses[0]?.path !== postconf) return undefined;
  const isCurrent = cache.witnesses.every((witness) =>
    witness.identity !== "" && identityOf(witness.path) === witness.identity
  );
  const defaults = isCurrent ? parseCompiledIn(cache.output) : undefined;
  return defaults === undefined ? undefined : {
    get: (name) =>
      VOLATILE.has(name) ? askOne(postconf, name) : defaults.get(name),
  };
}

function askAndRemember(path: string, postconf: string): CompiledIn {
  const output = captureOutput(postconf, ["-d"]);
  const defaults = parseCompiledIn(output);
  if (defaults === undefined) {
    throw new FatalError(`${postconf}: this does not answer like postconf(1)`);
  }
  if (isRoot()) {
    const witnesses = witnessesFor(postconf, defaults);
    remember(path, formatCache({ host: hostName(), witnesses, output }));
  }
  return defaults;
}

function askOne(postconf: string, name: string): string | undefined {
  return parseCompiledIn(
    captureOutput(postconf, ["-d", "config_directory", name]),
  )?.get(name);
}

function witnessesFor(postconf: string, defaults: CompiledIn): Witness[] {
  const libraries = defaults.get("shlib_directory") ?? "";
  const paths = libraries.startsWith("/") && isDirectory(libraries)
    ? listDirectory(libraries)
      .filter(({ name }) => name.startsWith("libpostfix-"))
      .map(({ name }) => `${libraries}/${name}`)
    : [];
  return [postconf, ...paths]
    .map((path) => ({ path, identity: identityOf(path) }));
}

function remember(path: string, cache: Uint8Array): void {
  try {
    if (!isDirectory(DIRECTORY)) makeDirectory(DIRECTORY, 0o755);
    // Nothing is written into a directory that others could prepare.
    if (distrust(DIRECTORY, "directory") !== undefined) return;
    writeFile(path, cache, 0o644);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
  }
}
