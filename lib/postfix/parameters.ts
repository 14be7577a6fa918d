/**
 * The parameters of one instance: its main.cf over Postfix's compiled-in
 * defaults, with `$name` references expanded as `postconf -x` does.
 *
 * Pure; the main.cf has been read and parsed before.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { decodeUtf8, encodeUtf8 } from "../main_cf/byte_string.ts";
import {
  ExpandError,
  expandParameter,
  expandValue,
} from "../main_cf/expand.ts";
import { dialectOf } from "../main_cf/macro_dialect.ts";
import type { MainCf } from "../main_cf/parse.ts";
import type { CompiledIn } from "./compiled_in.ts";

/** What an instance's main.cf says, and what follows from it. */
export interface Parameters {
  /** The main.cf file, for messages. */
  readonly path: string;
  /**
   * The value in effect, expanded, as text; "" for an unknown parameter.
   *
   * @throws {FatalError} When it cannot be expanded or is not UTF-8.
   */
  value(name: string): string;
  /** The same as bytes, one per character: for values that may be in any encoding. */
  bytes(name: string): string;
  /**
   * A value from elsewhere (an override in master.cf) with this instance's
   * parameters put in the place of their names, as text.
   *
   * @throws {FatalError} When it cannot be expanded or is not UTF-8.
   */
  expand(raw: string): string;
  /** The raw value set in main.cf, as bytes; undefined when it is not set there. */
  explicit(name: string): string | undefined;
  /** `FILE, line N` of a setting, or just the file when it is not set there. */
  place(name: string): string;
}

/** Where the parameters of an instance come from. */
export interface ParameterContext {
  /** The instance's configuration directory. */
  readonly configDirectory: string;
  /** Its main.cf, parsed. */
  readonly mainCf: MainCf;
  /** What holds where main.cf says nothing. */
  readonly compiledIn: CompiledIn;
}

/** Put an instance's main.cf over the compiled-in defaults. */
export function parametersOf(
  { configDirectory, mainCf, compiledIn }: ParameterContext,
): Parameters {
  const path = `${configDirectory}/main.cf`;
  const explicit = (name: string) => mainCf.settings.get(name)?.value;
  const dialect = dialectOf(() => compiledIn.get("mail_version"));
  const explicitHost = (): string | undefined => {
    const host = explicit("myhostname");
    return host && expandValue(
      host,
      (name) => name === "mydomain" ? explicit(name) : lookup(name),
      { dialect },
    );
  };
  const lookup = (name: string): string | undefined => {
    const value = explicit(name);
    if (value !== undefined) return value;
    if (name === "config_directory") return encodeUtf8(configDirectory);
    if (name === "myhostname") return defaultHost(compiledIn);
    if (name === "mydomain") {
      return defaultDomain(explicitHost(), compiledIn);
    }
    return compiledIn.get(name);
  };
  const place = (name: string) => {
    const line = mainCf.settings.get(name)?.line;
    return line === undefined ? path : `${path}, line ${line}`;
  };
  const bytes = (name: string) => {
    try {
      return expandParameter(name, lookup, { dialect });
    } catch (error) {
      if (!(error instanceof ExpandError)) throw error;
      const { parameter, message } = error;
      throw new FatalError(
        `${place(parameter ?? name)}: ` +
          `${parameter === undefined ? `${name}: ` : ""}${message}: correct it`,
      );
    }
  };
  const value = (name: string) => {
    const text = decodeUtf8(bytes(name));
    if (text !== undefined) return text;
    throw new FatalError(
      `${place(name)}: ${name} has bytes that are not UTF-8: correct them`,
    );
  };
  const expand = (raw: string): string => {
    try {
      const text = decodeUtf8(expandValue(raw, lookup, { dialect }));
      if (text !== undefined) return text;
    } catch (error) {
      if (!(error instanceof ExpandError)) throw error;
      throw new FatalError(`${path}: ${raw}: ${error.message}: correct it`);
    }
    throw new FatalError(`${path}: ${raw}: has bytes that are not UTF-8`);
  };
  return { path, value, bytes, expand, explicit, place };
}

/** The words of a list value: separated by commas and white space. */
export function listOf(value: string): string[] {
  return value.split(/[, \t\r\n]+/).filter((word) => word !== "");
}

/** What Postfix puts in the place of a domain it does not know. */
const NO_DOMAIN = "localdomain";

/** mydomain is what follows the first dot of myhostname, see postconf(5). */
function defaultDomain(
  explicitHost: string | undefined,
  compiledIn: CompiledIn,
): string | undefined {
  if (explicitHost === undefined) return compiledIn.get("mydomain");
  const dot = explicitHost.indexOf(".");
  return dot < 0 ? NO_DOMAIN : explicitHost.slice(dot + 1);
}

/** A host name without a dot gets mydomain added, see postconf(5). */
function defaultHost(compiledIn: CompiledIn): string | undefined {
  return compiledIn.get("myhostname")
    ?.replace(/^([^.]*)\.localdomain$/, "$1.$$mydomain");
}
