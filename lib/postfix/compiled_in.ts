/**
 * The parameter defaults that are compiled into the installed Postfix.
 *
 * Only `postconf -d` knows them, and they change only with the Postfix
 * package. Pure: the text of its output in, answers out.
 *
 * @module
 */

import { fromBytes } from "../main_cf/byte_string.ts";
import type { Witness } from "./cache_text.ts";

/** A file of the cache, and which of the files that have had its name. */
export interface Edition {
  /** Its name in the cache. */
  readonly name: string;
  /** Differs when the defaults may differ. */
  readonly identity: string;
  /** What else they depend on: the host's name. */
  readonly host: string;
  /** The files that they were compiled into, postconf first. */
  readonly witnesses: readonly Witness[];
}

/** Answers with compiled-in defaults. */
export interface CompiledIn {
  /** The cache file they are from; undefined when they are from postconf(1). */
  readonly edition?: Edition | undefined;
  /**
   * The raw default of a parameter, as bytes, `$name` references not
   * expanded; undefined when Postfix has no such parameter.
   */
  get(name: string): string | undefined;
}

/**
 * Read the output of `postconf -d`: one `name = value` line per parameter.
 *
 * @returns Undefined when it does not look like that.
 */
export function parseCompiledIn(output: Uint8Array): CompiledIn | undefined {
  const text = "\n" + fromBytes(output);
  const get = (name: string): string | undefined => {
    const found = text.indexOf(`\n${name} =`);
    if (found < 0) return undefined;
    const start = found + name.length + 3;
    const end = text.indexOf("\n", start);
    return text.slice(start, end < 0 ? undefined : end).replace(/^ /, "");
  };
  return get("config_directory") === undefined ? undefined : { get };
}
