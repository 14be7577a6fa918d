/**
 * Changing the list of instances in the primary instance's main.cf.
 *
 * Two parameters are involved: multi_instance_directories, and
 * alternate_config_directories for instances that exist but are not managed.
 * The change is worked out on the file as it is when it is edited, so that
 * nothing anybody else wrote meanwhile is lost. Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { editMainCf, type MainCfEdit, unseenSetting } from "../main_cf/edit.ts";
import { parseMainCf } from "../main_cf/parse.ts";
import type { CompiledIn } from "../postfix/compiled_in.ts";
import { listOf, parametersOf } from "../postfix/parameters.ts";

/** What happens to one instance's configuration directory. */
export type ListChange =
  | {
    /** It becomes managed: enters one list, leaves the other. */
    readonly kind: "add";
    readonly directory: string;
    /** The entry to put it before; undefined for the end of the list. */
    readonly before: string | undefined;
  }
  | {
    /** It is gone: leaves both lists. */
    readonly kind: "remove";
    readonly directory: string;
  }
  | {
    /** It is no longer managed: leaves one list, enters the other. */
    readonly kind: "deport";
    readonly directory: string;
  }
  | {
    /** The order of what is managed changes, and nothing else. */
    readonly kind: "reorder";
    /** In their new order, as bytes; entries that are not here keep their place. */
    readonly directories: readonly string[];
  };

/** Where the lists are read from. */
export interface ListContext {
  /** The primary instance's configuration directory. */
  readonly configDirectory: string;
  /** What holds where main.cf says nothing. */
  readonly compiledIn: CompiledIn;
}

/**
 * The primary's main.cf with the change made.
 *
 * @returns Undefined when nothing changes.
 * @throws {FatalError} When a list in it cannot be expanded, or the last line
 * of the file is not finished.
 */
export function applyListChange(
  file: Uint8Array,
  change: ListChange,
  sources: ListContext,
): Uint8Array | undefined {
  const parameters = parametersOf({ ...sources, mainCf: parseMainCf(file) });
  const managed = changeManaged(
    listOf(parameters.bytes("multi_instance_directories")),
    change,
  );
  const alternate = listOf(
    parameters.explicit("alternate_config_directories") ??
      sources.compiledIn.get("alternate_config_directories") ?? "",
  );
  const edits = [setList("multi_instance_directories", managed)];
  const changed = changeAlternate(alternate, change);
  if (changed !== undefined) {
    edits.push(setList("alternate_config_directories", changed));
  }
  const { file: edited, changed: isChanged } = editMainCf(file, edits);
  refuseUnlessReadBack(edited, { managed, path: parameters.path });
  return isChanged ? edited : undefined;
}

/** A later line that edits pass over would hide the list; none may get lost. */
function refuseUnlessReadBack(
  edited: Uint8Array,
  { managed, path }: {
    readonly managed: readonly string[];
    readonly path: string;
  },
): void {
  const name = "multi_instance_directories";
  const setting = parseMainCf(edited).settings.get(name);
  if (setting?.value === managed.join(" ")) return;
  throw new FatalError(unseenSetting(path, name));
}

/** The change in words, for a plan that is shown. */
export function describeListChange(change: ListChange): string {
  switch (change.kind) {
    case "add":
      return `list ${change.directory} ` +
        (change.before === undefined ? "last" : `before ${change.before}`);
    case "remove":
      return `take ${change.directory} off the list`;
    case "reorder":
      return `order the list: ${change.directories.join(" ")}`;
    case "deport":
      return `move ${change.directory} from the list to ` +
        "alternate_config_directories";
  }
}

function setList(name: string, directories: readonly string[]): MainCfEdit {
  return { kind: "set", name, value: directories.join(" ") };
}

function changeAlternate(
  list: readonly string[],
  change: ListChange,
): string[] | undefined {
  if (change.kind === "reorder") return undefined;
  const directory = encodeUtf8(change.directory);
  return change.kind === "deport"
    ? withDirectory(list, directory)
    : withoutDirectory(list, directory);
}

function changeManaged(list: readonly string[], change: ListChange): string[] {
  if (change.kind === "reorder") return reorder(list, change.directories);
  const directory = encodeUtf8(change.directory);
  const others = list.filter((entry) => entry !== directory);
  if (change.kind !== "add") return others;
  const index = change.before === undefined
    ? -1
    : others.indexOf(encodeUtf8(change.before));
  return others.toSpliced(index < 0 ? others.length : index, 0, directory);
}

/** The entries that are ordered share the places that they have together. */
function reorder(
  list: readonly string[],
  order: readonly string[],
): string[] {
  const rest = order.filter((directory) => list.includes(directory));
  return list.map((entry) =>
    order.includes(entry) ? rest.shift() ?? entry : entry
  );
}

/** Undefined when the list stays as it is. */
function withDirectory(
  list: readonly string[],
  directory: string,
): string[] | undefined {
  return list.includes(directory) ? undefined : [...list, directory];
}

/** Undefined when the list stays as it is. */
function withoutDirectory(
  list: readonly string[],
  directory: string,
): string[] | undefined {
  return list.includes(directory)
    ? list.filter((entry) => entry !== directory)
    : undefined;
}
