/**
 * Which alias tables of an instance are not there.
 *
 * Only tables that are files are looked at. Those of some types are made from a
 * text by postalias(1), under another name.
 *
 * @module
 */

import { listOf, type Parameters } from "../postfix/parameters.ts";
import { isRegularFile, statOrNothing } from "../sys/files.ts";
import type { MissingAliases } from "./facts.ts";

/** What Postfix adds to the path, by type. */
const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ["hash", ".db"],
  ["btree", ".db"],
  ["lmdb", ".lmdb"],
  ["cdb", ".cdb"],
  ["dbm", ".pag"],
  ["sdbm", ".pag"],
  ["texthash", ""],
  ["regexp", ""],
  ["pcre", ""],
]);

/**
 * The words of alias_maps whose file is missing, in their order.
 *
 * @throws {FatalError} When it is unknown whether there is such a file.
 */
export function missingAliases(
  { value }: Pick<Parameters, "value">,
): MissingAliases[] {
  return listOf(value("alias_maps")).flatMap((word) => {
    const table = word.replace(/^proxy:/, "");
    const [, typed, path = ""] = /^(?:(\w+):)?(\/.*)$/.exec(table) ?? [];
    const type = typed ?? value("default_database_type");
    const suffix = SUFFIXES.get(type);
    if (path === "" || suffix === undefined) return [];
    const file = path + suffix;
    if (statOrNothing(file) !== undefined) return [];
    const isMade = suffix !== "" && isRegularFile(path);
    return [{ word, file, source: isMade ? `${type}:${path}` : undefined }];
  });
}
