/**
 * What was read from main.cf files, as the text of a cache file: each secondary
 * instance, and the list as a whole. Pure.
 *
 * One JSON object. A text that is cut short or is not like this stands for
 * nothing known.
 *
 * @module
 */

import type { Instance } from "../instance.ts";

/** An instance as it was read from its main.cf. */
export interface KnownInstance {
  /** The instance. */
  readonly instance: Instance;
  /** The identity of the main.cf, see lib/sys/identity.ts. */
  readonly identity: string;
}

/** What the list as a whole was made from, the main.cf files of secondaries aside. */
export interface KnownList {
  /** The host's name. */
  readonly host: string;
  /** The files that the compiled-in defaults are from, with their identities. */
  readonly files: readonly (readonly [path: string, identity: string])[];
  /** What must be directories. */
  readonly directories: readonly string[];
  /** The primary instance. */
  readonly primary: KnownInstance;
}

/** What a cache file says. */
export interface Known {
  /** Says that the instances below are all there are, in their order. */
  readonly list?: KnownList | undefined;
  /** Secondary instances by their configuration directories. */
  readonly instances: ReadonlyMap<string, KnownInstance>;
}

const FORMAT = "postmulti-instances-2";

const NOTHING: Known = { instances: new Map() };

/**
 * The text of a cache file.
 *
 * @param edition What the compiled-in defaults were when the files were read.
 */
export function formatKnown(
  { list, instances }: Known,
  edition: string,
): string {
  return JSON.stringify({
    format: FORMAT,
    edition,
    list: list && { ...list, primary: rowOf(list.primary) },
    instances: [...instances.values()].map(rowOf),
  });
}

function rowOf({ instance, identity }: KnownInstance): readonly unknown[] {
  return [
    instance.configDirectory,
    identity,
    instance.name,
    instance.group,
    instance.enabled,
    instance.queueDirectory,
    instance.dataDirectory,
  ];
}

/** What a cache file says under the same defaults. */
export function parseKnown(text: string, edition: string): Known {
  const content = parseJson(text);
  if (content?.format !== FORMAT || content.edition !== edition) return NOTHING;
  if (!Array.isArray(content.instances)) return NOTHING;
  const instances = new Map<string, KnownInstance>();
  for (const row of content.instances) {
    const one = knownInstance(row, { primary: false });
    if (one === undefined) return NOTHING;
    instances.set(one.instance.configDirectory, one);
  }
  return { list: knownList(content.list), instances };
}

interface Content {
  readonly format?: unknown;
  readonly edition?: unknown;
  readonly list?: unknown;
  readonly instances?: unknown;
}

function parseJson(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function knownList(value: unknown): KnownList | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { host, files, directories, primary: row }: {
    readonly [member in keyof KnownList]?: unknown;
  } = value;
  const primary = knownInstance(row, { primary: true });
  const isRight = primary !== undefined && typeof host === "string" &&
    isListOf(files, isPair) && isListOf(directories, isText);
  return isRight ? { host, files, directories, primary } : undefined;
}

function isListOf<T>(
  value: unknown,
  isOne: (one: unknown) => one is T,
): value is T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isPair(value: unknown): value is [string, string] {
  return isListOf(value, isText) && value.length === 2;
}

function knownInstance(
  row: unknown,
  { primary }: { readonly primary: boolean },
): KnownInstance | undefined {
  if (!Array.isArray(row)) return undefined;
  const [configDirectory, identity, name, group, enabled, queue, data]:
    readonly unknown[] = row;
  const isRight = typeof configDirectory === "string" &&
    typeof identity === "string" && typeof name === "string" &&
    typeof group === "string" && typeof enabled === "boolean" &&
    typeof queue === "string" && typeof data === "string";
  return !isRight ? undefined : {
    instance: {
      primary,
      name,
      group,
      enabled,
      configDirectory,
      queueDirectory: queue,
      dataDirectory: data,
    },
    identity,
  };
}
