/**
 * Checking the values of a JSON text, one small reader per kind of value.
 *
 * A reader returns what it has read, or undefined after it has noted what is
 * wrong; reading goes on, so that all mistakes are reported at once. Pure.
 *
 * @module
 */

import { fromText } from "../main_cf/lossless_text.ts";
import type { JsonNode } from "./json_reader.ts";

/** Where a value stands, and where to note what is wrong. */
export interface Place {
  /** The file. */
  readonly source: string;
  /** The way to the value: `instances[1].state`; "" for the whole. */
  readonly path: string;
  /** Gets `FILE, line N: PATH: what is wrong`. */
  readonly problems: string[];
}

/** Reads a value of one kind. */
export type Read<T> = (node: JsonNode, place: Place) => T | undefined;

/** Note what is wrong with a value. */
export function complain(
  node: JsonNode,
  place: Place,
  what: string,
): undefined {
  place.problems.push(`${titleOf(node, place)}: ${what}`);
  return undefined;
}

/** How a value is called in a message: `FILE, line 3: instances[0].state`. */
export function titleOf({ line }: JsonNode, { source, path }: Place): string {
  return `${source}, line ${line}${path === "" ? "" : `: ${path}`}`;
}

/** True or false. */
export function flag(node: JsonNode, place: Place): boolean | undefined {
  return node.kind === "boolean"
    ? node.value
    : complain(node, place, "must be true or false");
}

/** Text of any length, as bytes. */
export function bytes(node: JsonNode, place: Place): string | undefined {
  if (node.kind !== "string") {
    return complain(node, place, "must be a string");
  }
  // A byte that is not UTF-8 is written \udc80 to \udcff, as Python does.
  const isText =
    !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udc7f\udd00-\udfff]/
      .test(node.value);
  return isText ? fromText(node.value) : complain(
    node,
    place,
    "has half a character in it: a byte that is not UTF-8 is \\udc80 to \\udcff",
  );
}

/** One line of text, as bytes. */
export function line(node: JsonNode, place: Place): string | undefined {
  const text = bytes(node, place);
  return text !== undefined && /[\n\0]/.test(text)
    ? complain(node, place, "must be one line")
    : text;
}

/**
 * One line that passes a test.
 *
 * @param problemOf What is wrong with it, if anything.
 */
export function lineThat(
  problemOf: (text: string) => string | undefined,
): Read<string> {
  return (node, place) => {
    const text = line(node, place);
    const problem = text === undefined ? undefined : problemOf(text);
    return problem === undefined ? text : complain(node, place, problem);
  };
}

/** One of several words. */
export function oneOf<T extends string>(words: readonly T[]): Read<T> {
  return (node, place) =>
    words.find((word) => node.kind === "string" && node.value === word) ??
      complain(node, place, `must be one of ${words.join(", ")}`);
}

/** The value, or `none` for null. */
export function orNull<T, N>(read: Read<T>, none: N): Read<T | N> {
  return (node, place) => node.kind === "null" ? none : read(node, place);
}

/** A list. */
export function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (node, place) => {
    if (node.kind !== "array") return complain(node, place, "must be a list");
    return node.items.flatMap((item, index) => {
      const path = `${place.path}[${index}]`;
      return read(item, { ...place, path }) ?? [];
    });
  };
}

/**
 * An object whose members can have any name that passes a test.
 *
 * @param problemOf What is wrong with a name, if anything.
 */
export function mapOf<T>(
  problemOf: (name: string) => string | undefined,
  read: Read<T>,
): Read<ReadonlyMap<string, T>> {
  return (node, place) => {
    if (node.kind !== "object") {
      return complain(node, place, "must be an object");
    }
    const found = new Map<string, T>();
    for (const [name, member] of node.members) {
      const within = memberOf(place, name);
      const key = bytes({ ...member, kind: "string", value: name }, within);
      if (key === undefined) continue;
      const problem = problemOf(key);
      if (problem !== undefined) {
        complain(member, within, problem);
        continue;
      }
      const value = read(member, within);
      if (value !== undefined) found.set(key, value);
    }
    return found;
  };
}

/** What is known of each member of an object. */
export type Members<T> = { readonly [K in keyof T]: Read<T[K]> };

/** An object with known members; those that are not there are undefined. */
export function record<T extends object>(
  members: Members<T>,
): Read<Partial<T>> {
  return (node, place) => {
    if (node.kind !== "object") {
      return complain(node, place, "must be an object");
    }
    const found: Partial<T> = {};
    const names = Object.keys(members) as (keyof T & string)[];
    for (const [name, member] of node.members) {
      const known = names.find((one) => one === name);
      if (known === undefined) {
        const allowed = names.join(", ");
        const what = `there is no such member: it can have ${allowed}`;
        complain(member, memberOf(place, name), what);
        continue;
      }
      const value = members[known](member, memberOf(place, name));
      if (value !== undefined) found[known] = value;
    }
    return found;
  };
}

function memberOf(place: Place, name: string): Place {
  const isWord = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
  if (!isWord) {
    return { ...place, path: `${place.path}[${JSON.stringify(name)}]` };
  }
  const path = place.path === "" ? name : `${place.path}.${name}`;
  return { ...place, path };
}
