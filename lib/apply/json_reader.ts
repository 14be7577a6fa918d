/**
 * JSON with the line of every value, so that a mistake in a document can be
 * pointed at.
 *
 * Reads what RFC 8259 allows and nothing else. Stricter than JSON.parse in one
 * thing: a member that is given twice is an error, because one of the two would be
 * lost in silence. Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";

/** A value, and the line it begins on, from 1. */
export type JsonNode =
  | { readonly kind: "null"; readonly line: number }
  | { readonly kind: "boolean"; readonly line: number; readonly value: boolean }
  | { readonly kind: "number"; readonly line: number; readonly value: number }
  | { readonly kind: "string"; readonly line: number; readonly value: string }
  | {
    readonly kind: "array";
    readonly line: number;
    readonly items: readonly JsonNode[];
  }
  | {
    readonly kind: "object";
    readonly line: number;
    readonly members: ReadonlyMap<string, JsonNode>;
  };

/** No document of ours is nested deeper, and the stack has an end. */
const MAX_DEPTH = 32;

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// deno-lint-ignore no-control-regex -- JSON forbids control characters
const END_OF_RUN = /["\\\x00-\x1f]/g;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORD = /true|false|null/y;

/** Where the reader stands. */
interface Reader {
  readonly text: string;
  /** What the text is called in messages. */
  readonly source: string;
  at: number;
  line: number;
}

/**
 * Read a JSON text.
 *
 * @param source What it is called in messages: the file.
 * @throws {FatalError} `SOURCE, line N: what is wrong`.
 */
export function readJson(text: string, source: string): JsonNode {
  const reader: Reader = { text, source, at: 0, line: 1 };
  const node = readValue(reader, 0);
  skipSpace(reader);
  if (reader.at < text.length) fail(reader, "there is text after the document");
  return node;
}

function readValue(reader: Reader, depth: number): JsonNode {
  skipSpace(reader);
  const { line } = reader;
  if (depth > MAX_DEPTH) fail(reader, "this is nested too deeply");
  switch (reader.text[reader.at]) {
    case undefined:
      return fail(reader, "the document ends too early");
    case "{":
      return { kind: "object", line, members: readMembers(reader, depth) };
    case "[":
      return { kind: "array", line, items: readItems(reader, depth) };
    case '"':
      return { kind: "string", line, value: readString(reader) };
    default:
      return readPlain(reader);
  }
}

function readPlain(reader: Reader): JsonNode {
  const { line } = reader;
  const word = take(reader, WORD);
  if (word === "null") return { kind: "null", line };
  if (word !== undefined) {
    return { kind: "boolean", line, value: word === "true" };
  }
  const number = take(reader, NUMBER);
  if (number === undefined) {
    return fail(reader, `no JSON value: ${near(reader)}`);
  }
  return { kind: "number", line, value: Number(number) };
}

/** Goes from mark to mark, because a file in a document is one long string. */
function readString(reader: Reader): string {
  const { text, at: start } = reader;
  reader.at++;
  while (true) {
    END_OF_RUN.lastIndex = reader.at;
    const found = END_OF_RUN.exec(text);
    reader.at = found?.index ?? text.length;
    if (found?.[0] === '"') {
      reader.at++;
      return JSON.parse(text.slice(start, reader.at)) as string;
    }
    if (found?.[0] === "\\" && take(reader, ESCAPE) !== undefined) continue;
    return fail(
      reader,
      "a string has no end, or a control character or an unknown escape in it",
    );
  }
}

function readItems(reader: Reader, depth: number): readonly JsonNode[] {
  const items: JsonNode[] = [];
  reader.at++;
  if (isNext(reader, "]")) return items;
  do items.push(readValue(reader, depth + 1)); while (isNext(reader, ","));
  if (!isNext(reader, "]")) {
    fail(reader, `"," or "]" is missing: ${near(reader)}`);
  }
  return items;
}

function readMembers(
  reader: Reader,
  depth: number,
): ReadonlyMap<string, JsonNode> {
  const members = new Map<string, JsonNode>();
  reader.at++;
  if (isNext(reader, "}")) return members;
  do {
    skipSpace(reader);
    if (reader.text[reader.at] !== '"') {
      fail(reader, `the name of a member is missing: ${near(reader)}`);
    }
    const name = readString(reader);
    const earlier = members.get(name);
    if (earlier !== undefined) {
      fail(
        reader,
        `"${name}" is given twice: it is in line ${earlier.line}, too`,
      );
    }
    if (!isNext(reader, ":")) fail(reader, `":" is missing after "${name}"`);
    members.set(name, readValue(reader, depth + 1));
  } while (isNext(reader, ","));
  if (!isNext(reader, "}")) {
    fail(reader, `"," or "}" is missing: ${near(reader)}`);
  }
  return members;
}

function isNext(reader: Reader, mark: string): boolean {
  skipSpace(reader);
  if (reader.text[reader.at] !== mark) return false;
  reader.at++;
  return true;
}

function skipSpace(reader: Reader): void {
  const space = take(reader, SPACE) ?? "";
  if (space.includes("\n")) reader.line += space.split("\n").length - 1;
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  reader.at += found?.length ?? 0;
  return found;
}

function near({ text, at }: Reader): string {
  const rest = text.slice(at, at + 20).split("\n")[0] ?? "";
  return rest === "" ? "the line ends here" : `found "${rest}"`;
}

function fail({ source, line }: Reader, what: string): never {
  throw new FatalError(`${source}, line ${line}: ${what}`);
}
