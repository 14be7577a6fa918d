/**
 * Reading an instance in a document. Pure.
 *
 * @module
 */

import { decodeUtf8 } from "../main_cf/byte_string.ts";
import { directoryProblem } from "../registry/directory_problem.ts";
import {
  groupProblem,
  nameProblem,
  withoutSlash,
} from "../registry/instance.ts";
import {
  complain,
  flag,
  line,
  lineThat,
  listOf,
  mapOf,
  oneOf,
  orNull,
  type Place,
  type Read,
  record,
  titleOf,
} from "./json_decoders.ts";
import { STATES, type WantedInstance } from "./document.ts";
import type { JsonNode } from "./json_reader.ts";
import { readFile } from "./read_file_entry.ts";
import { pluginProblem, readPlugin } from "./read_plugin_entry.ts";
import { readService, serviceProblem } from "./read_service_entry.ts";

/** Settings that are not set under main_cf, and what is said instead. */
const OWN_MEMBERS: ReadonlyMap<string, string> = new Map([
  ["multi_instance_name", 'the member "name" says that'],
  ["multi_instance_group", 'the member "group" says that'],
  ["multi_instance_enable", 'the member "enabled" says that'],
  ["queue_directory", 'the member "queue_directory" says that'],
  ["data_directory", 'the member "data_directory" says that'],
  ["config_directory", 'the member "config_directory" says that'],
  ["multi_instance_directories", "the order of the instances says that"],
  ["alternate_config_directories", "this follows from the instances"],
  ["multi_instance_wrapper", "this is set when there are instances"],
]);

/** Whether a parameter can be set under main_cf. */
export function parameterProblem(name: string): string | undefined {
  const instead = OWN_MEMBERS.get(name);
  if (instead !== undefined) return `cannot be set here: ${instead}`;
  return /^[^ \t\v\f\r\n=\0#][^ \t\v\f\r\n=\0]*$/.test(name)
    ? undefined
    : "this is not a parameter name";
}

const readDirectory: Read<string> = (node, place) => {
  const path = lineThat((text) =>
    decodeUtf8(text) === undefined
      ? "must be UTF-8"
      : directoryProblem(decodeUtf8(text) ?? "")
  )(node, place);
  return path === undefined ? undefined : withoutSlash(decodeUtf8(path) ?? "");
};

const readMembers = record({
  primary: flag,
  name: orNull(lineThat(nameProblem), ""),
  group: orNull(lineThat(groupProblem), ""),
  enabled: flag,
  config_directory: readDirectory,
  queue_directory: readDirectory,
  data_directory: readDirectory,
  main_cf: mapOf(parameterProblem, orNull(line, null)),
  master_cf: mapOf(serviceProblem, orNull(readService, null)),
  files: listOf(readFile),
  plugins: mapOf(pluginProblem, readPlugin),
  state: oneOf(STATES),
});

/** Read an instance. */
export function readInstance(
  node: JsonNode,
  place: Place,
): WantedInstance | undefined {
  const found = readMembers(node, place);
  if (found === undefined) return undefined;
  const instance: WantedInstance = {
    place: titleOf(node, place),
    primary: found.primary ?? false,
    name: found.name,
    group: found.group,
    enabled: found.enabled,
    configDirectory: found.config_directory,
    queueDirectory: found.queue_directory,
    dataDirectory: found.data_directory,
    mainCf: found.main_cf ?? new Map(),
    masterCf: found.master_cf ?? new Map(),
    files: found.files ?? [],
    plugins: found.plugins ?? new Map(),
    state: found.state,
  };
  checkTogether(instance, node, place);
  return instance;
}

/** What members say together. */
function checkTogether(
  instance: WantedInstance,
  node: JsonNode,
  place: Place,
): void {
  const { primary, state } = instance;
  const isMeant = node.kind === "object" &&
    ["name", "config_directory"].some((member) =>
      (node.members.get(member)?.kind ?? "null") !== "null"
    );
  if (!primary && !isMeant) {
    complain(node, place, 'needs a "name" or a "config_directory"');
  }
  if (state === "absent") {
    if (primary) complain(node, place, "the primary instance cannot be absent");
    const members = node.kind === "object" ? [...node.members.keys()] : [];
    const other = members.find((member) =>
      !["name", "config_directory", "state", "primary"].includes(member)
    );
    if (other !== undefined) {
      complain(
        node,
        place,
        `"${other}" has no meaning for an instance that is absent`,
      );
    }
  }
}
