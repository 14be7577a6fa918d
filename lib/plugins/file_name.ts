/**
 * What the name of a file in a plugin directory says about it. Pure.
 *
 * @module
 */

/** What a file is, going by its name. */
export type NamedFile =
  | {
    readonly kind: "plugin";
    /** The name without its extension. */
    readonly id: string;
    /** Whether it is a module. */
    readonly isModule: boolean;
  }
  /** The settings of a plugin. */
  | { readonly kind: "conf"; readonly id: string }
  /** Switched off, or belonging to a plugin, or left behind by an editor or a package. */
  | { readonly kind: "disabled" | "silent" }
  /** Nobody can tell what it is for. */
  | { readonly kind: "odd" };

/** The rule for names, for messages. */
export const NAME_RULE: string =
  "a plugin is called NN-name, or NN-name.sh (py, pl, rb, js, ts): two " +
  "digits, a dash, then letters, digits, _ and -";

/** The end of the name of a plugin that is switched off. */
export const DISABLED = ".disabled";

const PLUGIN_OR_CONF =
  /^([0-9]{2}-[A-Za-z0-9_-]+)(?:\.(sh|py|pl|rb|js|ts|conf))?$/;

/** Backups, temporary files, left-overs of packages, data of plugins, texts. */
const SILENT =
  /^\.|~$|^#.*#$|\.(bak|orig|swp|meta|conf|md)$|\.dpkg-|\.rpm|^README/;

/** Whether a word means the plugin with this id: the id, with or without its digits. */
export function isIdMeant(id: string, word: string): boolean {
  const named = fileNamed(word);
  return id === word || id.slice("NN-".length) === word ||
    named.kind === "plugin" && named.id === id;
}

/** Tell what a file is by its name. */
export function fileNamed(name: string): NamedFile {
  const match = PLUGIN_OR_CONF.exec(name);
  if (match?.[1] !== undefined) {
    const id = match[1];
    const extension = match[2];
    if (extension === "conf") return { kind: "conf", id };
    const isModule = extension === "js" || extension === "ts";
    return { kind: "plugin", id, isModule };
  }
  if (SILENT.test(name)) return { kind: "silent" };
  return { kind: name.endsWith(DISABLED) ? "disabled" : "odd" };
}
