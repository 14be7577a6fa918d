/**
 * `postmulti --plugins enable` and `disable`: a plugin is switched off by the
 * end of its file's name. Its settings and its .meta stay as they are, because they
 * mean nothing without it.
 *
 * @module
 */

import { FatalError } from "../../diag/errors.ts";
import { listDirectory } from "../../sys/files.ts";
import { moveFile } from "../../sys/move_file.ts";
import { DISABLED, fileNamed, isIdMeant } from "../file_name.ts";

/** What became of a plugin's file. */
export interface Switched {
  /** The path it has now. */
  readonly path: string;
  /** Whether its name was changed. */
  readonly isChanged: boolean;
}

/** Which plugin to switch. */
export interface Switch {
  /** Its id, its file name, or its id without the digits. */
  readonly plugin: string;
  /** On or off. */
  readonly enable: boolean;
}

/**
 * Switch a plugin on or off.
 *
 * @param directory The plugin directory, which has been found trustworthy.
 * @throws {FatalError} When there is no such plugin there, or more than one.
 */
export function switchPlugin(
  { plugin, enable }: Switch,
  directory: string,
): Switched {
  const names = listDirectory(directory)
    .flatMap(({ name, isDirectory }) => isDirectory ? [] : [name]);
  const { from, to } = choose({ plugin, enable }, { names, directory });
  if (from === undefined) {
    return { path: `${directory}/${to}`, isChanged: false };
  }
  moveFile(`${directory}/${from}`, `${directory}/${to}`);
  return { path: `${directory}/${to}`, isChanged: true };
}

/** The file to rename; `from` is undefined when it has its new name already. */
function choose(
  { plugin, enable }: Switch,
  { names, directory }: {
    readonly names: readonly string[];
    readonly directory: string;
  },
): { readonly from: string | undefined; readonly to: string } {
  const active = names.filter((name) => isMeant(name, plugin));
  const disabled = names.filter((name) =>
    name.endsWith(DISABLED) &&
    isMeant(name.slice(0, -DISABLED.length), plugin.replace(/\.disabled$/, ""))
  );
  const [there, other] = enable ? [disabled, active] : [active, disabled];
  const [name, another] = there;
  if (another !== undefined || (enable && there.length * other.length > 0)) {
    throw new FatalError(
      `${directory}: more than one file is meant by "${plugin}": ` +
        [...active, ...disabled].join(", ") + ": remove or rename the others",
    );
  }
  const settled = other[0];
  if (name === undefined && settled === undefined) {
    throw new FatalError(
      `${directory}: there is no plugin "${plugin}" here: ` +
        'run "postmulti --plugins list" to see what there is',
    );
  }
  if (name === undefined) return { from: undefined, to: settled ?? "" };
  const to = enable ? name.slice(0, -DISABLED.length) : name + DISABLED;
  return { from: name, to };
}

function isMeant(name: string, word: string): boolean {
  const named = fileNamed(name);
  if (named.kind !== "plugin") return false;
  return name === word || isIdMeant(named.id, word);
}
