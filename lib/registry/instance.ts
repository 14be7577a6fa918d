/**
 * What an instance is, and what one may be called.
 *
 * @module
 */

/** One Postfix instance, as its main.cf describes it; see postmulti(1). */
export interface Instance {
  /** Whether it is the one in Postfix's compiled-in config_directory. */
  readonly primary: boolean;
  /** multi_instance_name; "" for a nameless instance. */
  readonly name: string;
  /** multi_instance_group; "" for none. */
  readonly group: string;
  /** multi_instance_enable. */
  readonly enabled: boolean;
  /** Absolute paths. */
  readonly configDirectory: string;
  /** queue_directory. */
  readonly queueDirectory: string;
  /** data_directory. */
  readonly dataDirectory: string;
}

/** A listed instance that cannot be read; the others are not kept from working by it. */
export interface DamagedInstance {
  /** The entry of the list. */
  readonly configDirectory: string;
  /** `file: what is wrong: what to do`. */
  readonly reason: string;
  /** multi_instance_group, when that much could be read. */
  readonly group: string | undefined;
  /** multi_instance_name, when that much could be read. */
  readonly name: string | undefined;
}

/** What an instance name must begin with; see postmulti(1), option -I. */
export const NAME_PREFIX = "postfix-";

const SAFE_WORD = /^[A-Za-z0-9!@%\-_=+:./]+$/;

/**
 * How to call an instance in a message: `postfix-in`, or its configuration
 * directory when it has no name.
 */
export function titleOf(instance: Instance): string {
  return instance.name || instance.configDirectory;
}

/** A path without the slashes at its end: two spellings of one directory compare equal. */
export function withoutSlash(path: string): string {
  return path.replace(/\/+$/, "") || "/";
}

/**
 * An instance in a message that is about more than one: name and directory.
 */
export function fullTitleOf({ name, configDirectory }: Instance): string {
  return name === "" ? configDirectory : `${name} (${configDirectory})`;
}

/**
 * What is wrong with a new instance name.
 *
 * @returns What to say, or undefined when the name will do.
 */
export function nameProblem(name: string): string | undefined {
  if (!name.startsWith(NAME_PREFIX)) {
    return `instance name "${name}" does not start with "${NAME_PREFIX}": ` +
      `call it ${NAME_PREFIX}${name}`;
  }
  if (name.includes("/")) {
    return `instance name "${name}" has a "/" in it, which would make it a ` +
      "path: leave it out";
  }
  return wordProblem("instance name", name);
}

/**
 * What is wrong with a new group name.
 *
 * @returns What to say, or undefined when the name will do.
 */
export function groupProblem(group: string): string | undefined {
  return wordProblem("group name", group);
}

function wordProblem(what: string, word: string): string | undefined {
  if (SAFE_WORD.test(word)) return undefined;
  return `${what} "${word}" must be made of letters, digits and !@%-_=+:./`;
}
