/**
 * Owners and modes of an instance's own files, from Postfix's postfix-files.
 *
 * Postfix keeps in `$meta_directory/postfix-files` and `postfix-files.d` what
 * each of its files must look like, and `postfix set-permissions` follows it.
 * This reads the part that a secondary instance has of its own: whatever lies
 * under its configuration, queue or data directory. Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";

/** What one file or directory must look like. */
export interface PermissionRule {
  /** Absolute, or beginning with what the parameter expands to. */
  readonly path: string;
  /** What it is. */
  readonly type: "directory" | "file";
  /** A user name. */
  readonly owner: string;
  /** A group name; undefined leaves the group alone. */
  readonly group: string | undefined;
  /** The permission bits. */
  readonly mode: number;
  /** Make the directory when it is missing. */
  readonly create: boolean;
  /** Owner and group go for all that is below, the mode for all directories below. */
  readonly recursive: boolean;
  /** A secondary instance need not have it. */
  readonly optional: boolean;
}

/** How an entry begins for a file which instances do not share. */
const NON_SHARED = /^\$(config|queue|data)_directory([:/]|$)/;

/** How an entry begins for any file. */
const ANY_FILE = /^[$/]/;

/** Which entries to read. */
export interface PostfixFilesOptions {
  /** Also those for files that all instances share. */
  readonly shared?: boolean;
}

/**
 * The rules for a secondary instance's own files, in the order of the text.
 *
 * @param text The content of one postfix-files file.
 * @param value Looks up a parameter of the instance.
 * @throws {FatalError} `line N: ...` for an entry that cannot be understood.
 */
export function parsePostfixFiles(
  text: string,
  value: (name: string) => string,
  { shared = false }: PostfixFilesOptions = {},
): PermissionRule[] {
  return text.split("\n").flatMap((line, index) => {
    if (!NON_SHARED.test(line) && !(shared && ANY_FILE.test(line))) return [];
    const rule = ruleIn(line, value);
    if (rule === undefined) {
      throw new FatalError(`line ${index + 1}: "${line}" makes no sense`);
    }
    return rule === "none" ? [] : rule;
  });
}

function ruleIn(
  line: string,
  value: (name: string) => string,
): PermissionRule | "none" | undefined {
  const [path = "", type = "", owner = "", group = "", mode = "", flags = ""] =
    line.split(":");
  if (type === "h" || type === "l" || flags.includes("o")) return "none";
  if (type !== "d" && type !== "f") return undefined;
  if (!/^[0-7]{3,4}$/.test(mode)) return undefined;
  if (path.split("/").includes("..")) return undefined;
  return {
    path: expandNames(path, value),
    type: type === "d" ? "directory" : "file",
    owner: expandNames(owner, value),
    group: group === "-" || group === ""
      ? undefined
      : expandNames(group, value),
    mode: parseInt(mode, 8),
    create: flags.includes("c"),
    recursive: flags.includes("r"),
    optional: /[1i]/.test(flags),
  };
}

function expandNames(field: string, value: (name: string) => string): string {
  return field.replace(/\$(\w+)/g, (_, name: string) => value(name));
}
