/**
 * Reading postfix-files and postfix-files.d of the installed Postfix.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { isDirectory, listDirectory } from "../sys/files.ts";
import {
  parsePostfixFiles,
  type PermissionRule,
  type PostfixFilesOptions,
} from "./postfix_files.ts";
import { readShippedFile } from "./shipped_file.ts";

const USE = "owners and modes are read from it";

/**
 * The rules for a secondary instance's own files: postfix-files first, then
 * the files below postfix-files.d in the order of their paths.
 *
 * @param metaDirectory The primary's meta_directory.
 * @param value Looks up a parameter of the instance.
 * @throws {FatalError} When a file cannot be read or understood.
 */
export function readPermissionRules(
  metaDirectory: string,
  value: (name: string) => string,
  options: PostfixFilesOptions = {},
): PermissionRule[] {
  const additions = `${metaDirectory}/postfix-files.d`;
  const files = [
    `${metaDirectory}/postfix-files`,
    ...isDirectory(additions) ? filesBelow(additions).sort() : [],
  ];
  return files.flatMap((path) => {
    const text = new TextDecoder().decode(readShippedFile(path, USE));
    try {
      return parsePostfixFiles(text, value, options);
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      throw new FatalError(
        `${path}, ${error.message}: reinstall the Postfix package`,
      );
    }
  });
}

function filesBelow(directory: string): string[] {
  return listDirectory(directory).flatMap(({ name, isFile, isDirectory }) => {
    const path = `${directory}/${name}`;
    if (isFile) return [path];
    return isDirectory ? filesBelow(path) : [];
  });
}
