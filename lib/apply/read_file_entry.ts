/**
 * Reading a file to install in a document. Pure.
 *
 * @module
 */

import { decodeUtf8 } from "../main_cf/byte_string.ts";
import {
  bytes,
  complain,
  lineThat,
  orNull,
  type Place,
  type Read,
  record,
  titleOf,
} from "./json_decoders.ts";
import type { WantedFile } from "./document.ts";
import type { JsonNode } from "./json_reader.ts";

const MODE = /^0?[0-7]{3}$/;

const readMode: Read<number> = (node, place) =>
  node.kind === "string" && MODE.test(node.value)
    ? Number.parseInt(node.value, 8)
    : complain(node, place, 'must be three octal digits in a string: "0640"');

const readAccount = lineThat((name) =>
  /^[A-Za-z0-9_][A-Za-z0-9_.-]*\$?$/.test(name)
    ? undefined
    : "must be a name or a number"
);

const readMembers = record({
  path: lineThat(pathProblem),
  content: orNull(bytes, null),
  mode: readMode,
  owner: readAccount,
  group: readAccount,
});

/** Read a file. */
export function readFile(
  node: JsonNode,
  place: Place,
): WantedFile | undefined {
  const found = readMembers(node, place);
  if (found === undefined || node.kind !== "object") return undefined;
  for (const name of ["path", "content"]) {
    if (node.members.has(name)) continue;
    complain(node, place, `the member "${name}" is missing`);
  }
  const { path, content, mode = 0o644, owner = "root", group = "root" } = found;
  if (path === undefined || content === undefined) return undefined;
  const text = decodeUtf8(path) ?? "";
  return {
    place: titleOf(node, place),
    path: text,
    content,
    mode,
    owner,
    group,
  };
}

function pathProblem(path: string): string | undefined {
  const names = path.replace(/^\//, "").split("/");
  if (names.some((name) => name === "" || name === "." || name === "..")) {
    return 'must have no empty, "." or ".." part';
  }
  return decodeUtf8(path) === undefined ? "must be UTF-8" : undefined;
}
