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
  /** Its purpose is unknown. */
  | { readonly kind: "odd" };

/** The rule for names, for messages. */
export const NAME_RULE: string =
  "a plugin is called NN-name, or NN-name.sh (py, pl, rb, js, ts): two " +
  "digits, a dash, then letters, digits, _ and -";

/** The end of the name of a plugin that is switched off. */
export const DISABLED = ".disabled";

/** What may follow the first dot of a name. */
const EXTENSIONS: ReadonlyMap<string | undefined, "executable" | "module"> =
  new Map([
    [undefined, "executable"],
    ["sh", "executable"],
    ["py", "executable"],
    ["pl", "executable"],
    ["rb", "executable"],
    ["js", "module"],
    ["ts", "module"],
  ]);

/** Backups, temporary files, left-overs of packages, data of plugins, texts. */
const SILENT =
  /^\.|~$|^#.*#$|\.(bak|orig|swp|meta|conf|md)$|\.dpkg-|\.rpm|^README/;

/** The name in an id: what follows the number that orders it. */
export function nameOf(id: string): string {
  return id.slice("NN-".length);
}

/** Whether a word means the plugin with this id: the id, with or without its digits. */
export function isIdMeant(id: string, word: string): boolean {
  const named = fileNamed(word);
  return id === word || nameOf(id) === word ||
    named.kind === "plugin" && named.id === id;
}

/**
 * Tell what a file is by its name.
 *
 * For plugins no regular expression is needed: at each start of the program,
 * compiling one would take longer than all the rest.
 */
export function fileNamed(name: string): NamedFile {
  const dot = name.indexOf(".");
  const id = dot < 0 ? name : name.slice(0, dot);
  if (isId(id)) {
    const extension = dot < 0 ? undefined : name.slice(dot + 1);
    const kind = EXTENSIONS.get(extension);
    if (kind !== undefined) {
      return { kind: "plugin", id, isModule: kind === "module" };
    }
    if (extension === "conf") return { kind: "conf", id };
  }
  if (SILENT.test(name)) return { kind: "silent" };
  return { kind: name.endsWith(DISABLED) ? "disabled" : "odd" };
}

const DASH = 45;

/** Two digits, a dash, and at least one letter, digit, `_` or `-`. */
function isId(id: string): boolean {
  if (id.length < "NN-n".length || id.charCodeAt(2) !== DASH) return false;
  for (let at = 0; at < id.length; at++) {
    const code = id.charCodeAt(at);
    const isDigit = code >= 48 && code <= 57;
    if (at < 2 && !isDigit) return false;
    const isLetter = code >= 65 && code <= 90 || code >= 97 && code <= 122;
    if (!isDigit && !isLetter && code !== DASH && code !== 95) return false;
  }
  return true;
}
