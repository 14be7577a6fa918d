/**
 * The mode --complete: says what can stand at a place of a command
 * line. Reads, but runs nothing, writes nothing, and says nothing when something
 * is wrong: there is a half-typed line on the terminal.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { DISABLED, fileNamed } from "../plugins/file_name.ts";
import { postfixCommands } from "../plugins/known_ops.ts";
import { PLUGIN_DIRECTORY } from "../plugins/plugin.ts";
import { findPostconf } from "../postfix/find_postconf.ts";
import {
  type Installation,
  locateRemembered,
  readInstallation,
} from "../postfix/installation.ts";
import { type ListedInstance, readInstances } from "../registry/load.ts";
import { listDirectory } from "../sys/files.ts";
import { environment, executablePath } from "../sys/process.ts";
import { writeOutput } from "../sys/streams.ts";
import { complete } from "./complete/complete.ts";
import { formatSuggestions } from "./complete/suggestions.ts";
import type {
  HostLookup,
  NamedInstance,
  NamedPlugin,
} from "./complete/host_lookup.ts";
import type { CompleteRequest } from "./information_request.ts";

const POSTCONF = "--postconf=";

/** Print what can stand at a place. @returns That this was done. */
export function completeMode({ words, index }: CompleteRequest): boolean {
  const find = () => unlessImpossible(() => findInstallation(words));
  const host: HostLookup = {
    instances: () => {
      const installation = find();
      return unlessImpossible(() =>
        installation && namedInstances(installation)
      ) ?? [];
    },
    postfixCommands: () => postfixCommands(find()?.primary),
    plugins: (directory) =>
      unlessImpossible(() => namedPlugins(directory)) ?? [],
  };
  const suggestions = unlessImpossible(() => complete(words, index, host));
  writeOutput(formatSuggestions(suggestions));
  return true;
}

/** The Postfix that the command line is about; undefined without a cache. */
function findInstallation(words: readonly string[]): Installation | undefined {
  const option = words.find((word) => word.startsWith(POSTCONF));
  const postconf = findPostconf({
    option: option?.slice(POSTCONF.length),
    executable: executablePath(),
    environment,
  });
  const location = locateRemembered(postconf, environment("MAIL_CONFIG"));
  return location && readInstallation(location);
}

function namedInstances(installation: Installation): NamedInstance[] {
  const { primary, secondaries } = readInstances(installation);
  return [primary, ...secondaries.map(named)];
}

function named({ instance, damage }: ListedInstance): NamedInstance {
  if (instance !== undefined) return instance;
  const { configDirectory, name = "", group = "" } = damage;
  return { primary: false, name, group, enabled: undefined, configDirectory };
}

/** By their names alone: whether they can be trusted does not matter here. */
function namedPlugins(configDirectory: string): NamedPlugin[] {
  return listDirectory(`${configDirectory}/${PLUGIN_DIRECTORY}`)
    .filter(({ isFile }) => isFile)
    .flatMap(({ name }) => {
      const isEnabled = !name.endsWith(DISABLED);
      const file = isEnabled ? name : name.slice(0, -DISABLED.length);
      const named = fileNamed(file);
      return named.kind === "plugin" ? [{ id: named.id, isEnabled }] : [];
    });
}

function unlessImpossible<Value>(look: () => Value): Value | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof FatalError) return undefined;
    throw error;
  }
}
