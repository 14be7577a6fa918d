/**
 * Reading a plugin in a document. Pure.
 *
 * @module
 */

import { fileNamed } from "../plugins/file_name.ts";
import { SHIPPED_IDS } from "../plugins/shipped_ids.ts";
import {
  bytes,
  complain,
  flag,
  lineThat,
  type Place,
  type Read,
  record,
  titleOf,
} from "./json_decoders.ts";
import type { WantedPlugin } from "./document.ts";
import type { JsonNode } from "./json_reader.ts";

/** What is wrong with the id of a plugin: `30-content-filter`. */
export function pluginProblem(id: string): string | undefined {
  const named = fileNamed(id);
  return named.kind === "plugin" && named.id === id
    ? undefined
    : `is not the id of a plugin: those that come with postmulti are ${
      SHIPPED_IDS.join(", ")
    }`;
}

const readOwn = record({
  name: lineThat((name) =>
    fileNamed(name).kind === "plugin"
      ? undefined
      : "is not a name for a plugin file: use one like 50-name.sh"
  ),
  content: bytes,
});

const readFile: Read<{ readonly name: string; readonly content: string }> = (
  node,
  place,
) => {
  const found = readOwn(node, place);
  if (found === undefined) return undefined;
  const { name, content } = found;
  return name === undefined || content === undefined
    ? complain(node, place, 'needs a "name" and a "content"')
    : { name, content };
};

const readMembers = record({ enabled: flag, conf: bytes, file: readFile });

/** Read a plugin. */
export function readPlugin(
  node: JsonNode,
  place: Place,
): WantedPlugin | undefined {
  const found = readMembers(node, place);
  if (found === undefined) return undefined;
  const { enabled = true, conf, file } = found;
  if (file !== undefined) {
    const named = fileNamed(file.name);
    if (named.kind === "plugin" && !place.path.endsWith(`["${named.id}"]`)) {
      complain(node, place, `${file.name} is the file of ${named.id}`);
    }
  }
  return { place: titleOf(node, place), enabled, conf, file };
}
