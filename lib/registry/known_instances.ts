/**
 * What was read from the main.cf files of secondary instances, as the text of a
 * cache file. Pure.
 *
 * One JSON object. A text that is cut short or is not like this stands for
 * nothing known.
 *
 * @module
 */

import type { Instance } from "./instance.ts";

/** A secondary instance as it was read from its main.cf. */
export interface KnownInstance {
  /** The instance. */
  readonly instance: Instance;
  /** The identity of the main.cf, see lib/sys/identity.ts. */
  readonly identity: string;
}

/** Known instances by their configuration directories. */
export type KnownInstances = ReadonlyMap<string, KnownInstance>;

const FORMAT = "postmulti-instances-1";

/**
 * The text of a cache file.
 *
 * @param edition What the compiled-in defaults were when the files were read.
 */
export function formatKnown(known: KnownInstances, edition: string): string {
  const instances = [...known.values()].map(
    ({ instance, identity }) => [
      instance.configDirectory,
      identity,
      instance.name,
      instance.group,
      instance.enabled,
      instance.queueDirectory,
      instance.dataDirectory,
    ],
  );
  return JSON.stringify({ format: FORMAT, edition, instances });
}

/** What a cache file tells under the same defaults. */
export function parseKnown(
  text: string,
  edition: string,
): Map<string, KnownInstance> {
  const known = new Map<string, KnownInstance>();
  const content = parseJson(text);
  if (content?.format !== FORMAT || content.edition !== edition) return known;
  if (!Array.isArray(content.instances)) return known;
  for (const entry of content.instances) {
    const one = Array.isArray(entry) ? knownInstance(entry) : undefined;
    if (one !== undefined) known.set(one.instance.configDirectory, one);
  }
  return known;
}

interface Content {
  readonly format?: unknown;
  readonly edition?: unknown;
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

function knownInstance(entry: readonly unknown[]): KnownInstance | undefined {
  const [configDirectory, identity, name, group, enabled, queue, data] = entry;
  const isRight = typeof configDirectory === "string" &&
    typeof identity === "string" && typeof name === "string" &&
    typeof group === "string" && typeof enabled === "boolean" &&
    typeof queue === "string" && typeof data === "string";
  return !isRight ? undefined : {
    instance: {
      primary: false,
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
