/**
 * Remembering the compiled-in defaults, so that listing needs no child process.
 *
 * One cache file per postconf(1), see lib/sys/cache_file.ts. Beyond that, it is
 * believed when the files that the defaults are compiled into are still the
 * same: postconf itself, and Postfix's shared libraries. The host's name counts
 * as well, for myhostname and mydomain depend on it. A cache that is missing, or
 * is not believed, or cannot be written, costs one run of postconf and nothing
 * else.
 *
 * Left out: defaults that Postfix works out from the network interfaces.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { readCacheFile, writeCacheFile } from "../sys/cache_file.ts";
import { captureOutput } from "../sys/capture.ts";
import { isDirectory, listDirectory } from "../sys/files.ts";
import { identityOf } from "../sys/identity.ts";
import { hostName, isRoot } from "../sys/process.ts";
import {
  type CacheContent,
  formatCache,
  parseCache,
  type Witness,
} from "./cache_text.ts";
import { type CompiledIn, parseCompiledIn } from "./compiled_in.ts";
import { defaultsFile } from "./defaults_file.ts";

/** Defaults that differ from one moment to the next. */
const VOLATILE: ReadonlySet<string> = new Set(["mynetworks"]);

/**
 * The compiled-in defaults of a Postfix.
 *
 * @param postconf Absolute path of its postconf(1).
 * @throws {FatalError} When postconf has to be asked and fails.
 */
export function readCompiledIn(postconf: string): CompiledIn {
  const name = defaultsFile(postconf);
  return believed(name, postconf) ?? askAndRemember(name, postconf);
}

/**
 * What postconf said when it was last asked, which may be outdated: good enough
 * to make suggestions with. Runs nothing.
 *
 * @returns Undefined when it has not been asked, or the cache cannot be believed.
 */
export function rememberedCompiledIn(postconf: string): CompiledIn | undefined {
  const cache = remembered(defaultsFile(postconf), postconf)?.cache;
  return cache && parseCompiledIn(cache.output);
}

function believed(name: string, postconf: string): CompiledIn | undefined {
  const found = remembered(name, postconf);
  if (found === undefined || found.cache.host !== hostName()) return undefined;
  const { cache, identity } = found;
  const isCurrent = cache.witnesses.every((witness) =>
    witness.identity !== "" && identityOf(witness.path) === witness.identity
  );
  const defaults = isCurrent ? parseCompiledIn(cache.output) : undefined;
  return defaults === undefined ? undefined : {
    edition: { name, identity, host: cache.host, witnesses: cache.witnesses },
    get: (name) =>
      VOLATILE.has(name) ? askOne(postconf, name) : defaults.get(name),
  };
}

/** A cache that only root can have written, whatever has happened since. */
function remembered(
  name: string,
  postconf: string,
): { readonly cache: CacheContent; readonly identity: string } | undefined {
  const file = readCacheFile(name);
  const cache = file && parseCache(file.content);
  return file === undefined || cache?.witnesses[0]?.path !== postconf
    ? undefined
    : { cache, identity: file.identity.text };
}

function askAndRemember(name: string, postconf: string): CompiledIn {
  const output = askAll(postconf);
  const defaults = parseCompiledIn(output);
  if (defaults === undefined) {
    throw new FatalError(`${postconf}: this does not answer like postconf(1)`);
  }
  if (isRoot()) {
    const witnesses = witnessesFor(postconf, defaults);
    const cache = formatCache({ host: hostName(), witnesses, output });
    writeCacheFile(name, cache, 0o644);
  }
  return defaults;
}

function askAll(postconf: string): Uint8Array {
  try {
    return captureOutput(postconf, ["-d"]);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    throw new FatalError(
      `${error.message}: finish the installation of Postfix, or reinstall it`,
    );
  }
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
