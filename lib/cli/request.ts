/**
 * What a command line asks for. Pure: words in, a request out.
 *
 * @module
 */

import type { EditRequest } from "../lifecycle/request.ts";
import { formatNamed, type MapFormat } from "../map/formats.ts";
import type { Form } from "../iterate/tell_turn.ts";
import type { Selection } from "../registry/select.ts";
import { getopt } from "./getopt.ts";
import { type ParsedOptions, parsedOptions } from "./parsed_options.ts";
import { OPTION_TABLE } from "./option_table.ts";
import {
  type CompleteRequest,
  informationAskedFor,
  type InformationRequest,
} from "./information_request.ts";
import { type PluginsCommand, readPluginsCommand } from "./plugins_command.ts";
import { hasJsonOption } from "./plugins_words.ts";
import { editOf, mannerOf, selectionOf } from "./request_parts.ts";
import { checkRules } from "./rules.ts";
import { readUnitsCommand, type UnitsCommand } from "./units_command.ts";

/** A mode of operation and what it works on. */
export type Request =
  | InformationRequest
  | CompleteRequest
  | {
    readonly mode: "list";
    readonly selection: Selection;
    readonly reverse: boolean;
    readonly json: boolean;
  }
  | {
    readonly mode: "wrapper";
    readonly selection: Selection;
    /** The postfix(1) command and its arguments. */
    readonly words: readonly string[];
    /** How many run at a time; as many as there are cores with `auto`. */
    readonly jobs: number | "auto";
    /** How each instance is reported. */
    readonly form: Form;
    /** False with --no-plugins. */
    readonly usePlugins: boolean;
  }
  | {
    readonly mode: "command";
    readonly selection: Selection;
    readonly reverse: boolean;
    /** The command and its arguments. */
    readonly words: readonly string[];
    /** How many run at a time; as many as there are cores with `auto`. */
    readonly jobs: number | "auto";
    /** How each instance is reported. */
    readonly form: Form;
    /** False with --no-plugins. */
    readonly usePlugins: boolean;
  }
  | { readonly mode: "recover" }
  | {
    readonly mode: "apply";
    /** The document: a path, or "-" for standard input. */
    readonly file: string;
    readonly dryRun: boolean;
    readonly json: boolean;
    /** False with --no-plugins. */
    readonly usePlugins: boolean;
  }
  | { readonly mode: "export" }
  | {
    readonly mode: "map";
    readonly selection: Selection;
    readonly format: MapFormat;
  }
  | {
    readonly mode: "status";
    readonly selection: Selection;
    readonly json: boolean;
  }
  | {
    readonly mode: "doctor";
    readonly selection: Selection;
    readonly json: boolean;
  }
  | { readonly mode: "plugins"; readonly command: PluginsCommand }
  | { readonly mode: "units"; readonly command: UnitsCommand }
  | {
    readonly mode: "edit";
    readonly edit: EditRequest;
    /** False with --no-plugins. */
    readonly usePlugins: boolean;
  };

/** A command line, understood. */
export interface CommandLine {
  /** As it was given, without the program's name. */
  readonly words: readonly string[];
  /** The mode and what it works on. */
  readonly request: Request;
  /** How often -v was given. */
  readonly verbosity: number;
  /** Whether JSON is asked for. */
  readonly json: boolean;
  /** How long to wait for another run, in seconds; undefined for the default. */
  readonly lockTimeoutS: number | undefined;
  /** Whether --yes was given: nothing is asked. */
  readonly yes: boolean;
  /** The value of --postconf, if given. */
  readonly postconf: string | undefined;
}

/**
 * Understand a command line.
 *
 * @param words Without the program's name.
 * @throws {UsageError} When it breaks a rule of postmulti(1).
 */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const given = parsedOptions(getopt(words, OPTION_TABLE));
  const request = requestOf(given);
  return {
    words,
    request,
    verbosity: given.count("verbose"),
    json: given.has("json") || request.mode === "plugins" &&
        hasJsonOption(request.command.name, given.operands) ||
      request.mode === "units" && request.command.json,
    lockTimeoutS: lockTimeout(given.value("lockTimeout")),
    yes: given.has("yes"),
    postconf: given.value("postconf"),
  };
}

function requestOf(given: ParsedOptions): Request {
  const information = informationAskedFor(given);
  if (information !== undefined) return information;
  checkRules(given);
  if (given.has("recover")) return { mode: "recover" };
  if (given.has("export")) return { mode: "export" };
  const file = given.value("apply");
  if (file !== undefined) {
    const [dryRun, json] = [given.has("dryRun"), given.has("json")];
    return {
      mode: "apply",
      file,
      dryRun,
      json,
      usePlugins: !given.has("noPlugins"),
    };
  }
  const pluginsCommand = given.value("plugins");
  if (pluginsCommand !== undefined) {
    const command = readPluginsCommand(pluginsCommand, given.operands);
    return { mode: "plugins", command };
  }
  const unitsCommand = given.value("units");
  if (unitsCommand !== undefined) {
    const command = readUnitsCommand(unitsCommand, given.operands);
    return { mode: "units", command };
  }
  const selection = selectionOf(given) ?? { by: "all" };
  const reverse = given.count("reverse") % 2 === 1;
  const words = given.operands;
  if (given.has("list")) {
    return { mode: "list", selection, reverse, json: given.has("json") };
  }
  if (given.has("map")) {
    const format = given.has("json")
      ? "json"
      : formatNamed(given.value("map")) ?? "text";
    return { mode: "map", selection, format };
  }
  if (given.has("status")) {
    return { mode: "status", selection, json: given.has("json") };
  }
  if (given.has("doctor")) {
    return { mode: "doctor", selection, json: given.has("json") };
  }
  const usePlugins = !given.has("noPlugins");
  const iteration = { selection, words, ...mannerOf(given), usePlugins };
  if (given.has("wrapper")) return { mode: "wrapper", ...iteration };
  if (given.has("command")) return { mode: "command", reverse, ...iteration };
  return { mode: "edit", edit: editOf(given), usePlugins };
}

function lockTimeout(word: string | undefined): number | undefined {
  return word === undefined ? undefined : Number(word);
}
