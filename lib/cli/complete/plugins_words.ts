/**
 * What can follow a command of --plugins, taken from its usage. Pure.
 *
 * @module
 */

import { nameOf } from "../../plugins/file_name.ts";
import { PHASES } from "../../plugins/event.ts";
import { SHIPPED_IDS } from "../../plugins/shipped_ids.ts";
import { PLUGINS_COMMANDS } from "../plugins_command.ts";
import { instanceWords } from "./instance_words.ts";
import type { Suggestions } from "./suggestions.ts";
import type { HostLookup } from "./host_lookup.ts";
import { offered } from "./values.ts";
import { isSelected } from "../../registry/select.ts";
import { EDIT_ACTIONS } from "../../lifecycle/request.ts";
import { EXEC } from "../../plugins/known_ops.ts";

/** A place behind a command of --plugins. */
export interface PluginsPlace {
  /** The command. */
  readonly command: Exclude<keyof typeof PLUGINS_COMMANDS, "plan">;
  /** The words after it, as far as the place. */
  readonly words: readonly string[];
  /** What there is of the word. */
  readonly typed: string;
}

/** What can stand behind a command of --plugins. */
export function pluginsOffer(
  cursor: PluginsPlace,
  host: HostLookup,
): Suggestions | undefined {
  const { command, words } = cursor;
  const { usage } = PLUGINS_COMMANDS[command];
  const typed = { before: "", typed: cursor.typed };
  if (words.at(-1) === "-i") {
    const all = instanceWords(host.instances(), {
      action: undefined,
      typed: cursor.typed,
    });
    return offered("words", typed, all);
  }
  const options = [
    ["-i", "the instance"],
    ["-j", "as JSON"],
    ["--replace", "an edited copy, too"],
  ] as const;
  const possible = options
    .filter(([word]) => usage.includes(word) && !words.includes(word))
    .map(([word, help]) => ({ word, help }));
  const isOption = cursor.typed.startsWith("-");
  const operand = isOption ? undefined : operandOffer(cursor, host);
  return operand ?? offered("words", typed, possible);
}

function operandOffer(
  cursor: PluginsPlace,
  host: HostLookup,
): Suggestions | undefined {
  const { command, words, typed } = cursor;
  const operands = words.filter((word, at) =>
    !["-i", "-j", "--replace"].includes(word) && words[at - 1] !== "-i"
  );
  const names = PLUGINS_COMMANDS[command].usage.replace(/\[.*|-i.*/, "").trim();
  switch (names.split(" ")[operands.length]) {
    case "NAME":
      return offered("words", { before: "", typed }, shippedWords());
    case "ID":
      return idOffer(cursor, host);
    case "PHASE:OP":
      return eventOffer(typed, host);
    default:
      return undefined;
  }
}

/** Those that come with the program, by the names that are easy to type. */
function shippedWords(): { word: string; help: string }[] {
  return SHIPPED_IDS.map((id) => ({ word: nameOf(id), help: id }));
}

/** Plugins of the host, or of the instance that is named already. */
function idOffer(
  { command, words, typed }: PluginsPlace,
  host: HostLookup,
): Suggestions | undefined {
  const at = words.indexOf("-i");
  const name = at < 0 ? undefined : words[at + 1];
  const instances = host.instances();
  const directories = instances.filter(({ primary, ...one }) =>
    primary && (name === undefined || command === "run") ||
    name !== undefined &&
      isSelected(
        {
          ...one,
          primary,
          enabled: true,
          queueDirectory: "",
          dataDirectory: "",
        },
        { by: "name", name },
      )
  ).map(({ configDirectory }) => configDirectory);
  const plugins = directories.flatMap((directory) => host.plugins(directory))
    .filter(({ isEnabled }) => isEnabled === (command !== "enable"));
  const ids = [...new Set(plugins.map(({ id }) => id))];
  return offered(
    "words",
    { before: "", typed },
    ids.map((word) => ({ word, help: "" })),
  );
}

function eventOffer(
  typed: string,
  host: HostLookup,
): Suggestions | undefined {
  const cursor = { before: "", typed };
  if (!typed.includes(":")) {
    const phases = PHASES.map((phase) => ({ word: `${phase}:`, help: "" }));
    return offered("beginnings", cursor, phases);
  }
  const ops = [...host.postfixCommands(), ...EDIT_ACTIONS, EXEC];
  const events = PHASES.flatMap((phase) =>
    ops.map((op) => ({ word: `${phase}:${op}`, help: "" }))
  );
  return offered("words", cursor, events);
}
