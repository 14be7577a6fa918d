/**
 * What `postmulti --plugins COMMAND ...` is asked for. Pure.
 *
 * @module
 */

import type { Phase } from "../../plugins/api.ts";
import { UsageError } from "../diag/errors.ts";
import { didYouMean, nearest } from "../diag/suggest.ts";
import { PHASES } from "../plugins/event.ts";
import {
  type PluginsOptionId,
  type PluginsWords,
  splitPluginsWords,
} from "./plugins_words.ts";

/** A command of --plugins. */
export type PluginsCommand =
  | { readonly name: "list" }
  | { readonly name: "check" }
  | {
    readonly name: "plan";
    /** A command line of this program. */
    readonly words: readonly string[];
  }
  | {
    readonly name: "run";
    /** Which plugin. */
    readonly plugin: string;
    /** When it is to believe it was called. */
    readonly phase: Phase;
    /** What it is to believe is done. */
    readonly op: string;
    /** A value of option -i. */
    readonly instance: string;
  }
  | {
    readonly name: "enable" | "disable";
    /** Which plugin. */
    readonly plugin: string;
    /** A value of option -i; undefined for the plugins of the host. */
    readonly instance: string | undefined;
  }
  | {
    readonly name: "install";
    /** Which of the plugins that are shipped. */
    readonly plugin: string;
    /** Whether a copy that has been edited is replaced. */
    readonly replace: boolean;
  };

/** One command: its help, and how it is read. */
export interface CommandSpec {
  /** How it is written, its name left out. */
  readonly usage: string;
  /** One line of help. */
  readonly help: string;
  /** Undefined when the words after it are wrong. @throws {UsageError} As that. */
  readonly read: (words: readonly string[]) => PluginsCommand | undefined;
}

/** Every command, in the order of the help. */
export const PLUGINS_COMMANDS: Readonly<
  Record<PluginsCommand["name"], CommandSpec>
> = {
  list: {
    usage: "[-j]",
    help: "list the plugins, and what is wrong with them",
    read: withOptions(
      ["json"],
      ({ operands }) => operands.length > 0 ? undefined : { name: "list" },
    ),
  },
  check: {
    usage: "",
    help: "list broken plugins; status 1 if there are any",
    read: withOptions(
      ["json"],
      ({ operands }) => operands.length > 0 ? undefined : { name: "check" },
    ),
  },
  plan: {
    usage: "POSTMULTI-OPTION... [COMMAND...]",
    help: "show what a command line would run, hooks included",
    read: readPlan,
  },
  run: {
    usage: "ID PHASE:OP -i NAME",
    help: "run one hook by itself, to try it out",
    read: withOptions(["name", "json"], readRun),
  },
  enable: {
    usage: "ID [-i NAME]",
    help: "switch a plugin on",
    read: withOptions(["name", "json"], (words) => readSwitch("enable", words)),
  },
  disable: {
    usage: "ID [-i NAME]",
    help: "switch a plugin off",
    read: withOptions(
      ["name", "json"],
      (words) => readSwitch("disable", words),
    ),
  },
  install: {
    usage: "NAME [--replace]",
    help: "install or update a plugin that comes with postmulti",
    read: withOptions(
      ["json", "replace"],
      ({ operands: [plugin, ...rest], ids }) =>
        plugin === undefined || rest.length > 0
          ? undefined
          : { name: "install", plugin, replace: ids.includes("replace") },
    ),
  },
};

/** Whether a word is a command of --plugins. */
export function isPluginsCommand(
  word: string,
): word is PluginsCommand["name"] {
  return Object.hasOwn(PLUGINS_COMMANDS, word);
}

/**
 * Read a command of --plugins.
 *
 * @param name The command.
 * @param words What follows it; options may stand anywhere.
 * @throws {UsageError} When there is no such command, or it takes other words.
 */
export function readPluginsCommand(
  name: string,
  words: readonly string[],
): PluginsCommand {
  if (!isPluginsCommand(name)) {
    const known = Object.keys(PLUGINS_COMMANDS);
    throw new UsageError(
      `unknown command "${name}" with --plugins` +
        didYouMean(nearest(name, known)) +
        `: give one of ${known.join(", ")}`,
    );
  }
  const { usage, read } = PLUGINS_COMMANDS[name];
  const command = read(words);
  if (command !== undefined) return command;
  throw new UsageError(
    `use it as "postmulti --plugins ${`${name} ${usage}`.trimEnd()}"`,
  );
}

/** Reads words among which only some options may be. */
function withOptions(
  options: readonly PluginsOptionId[],
  read: (words: PluginsWords) => PluginsCommand | undefined,
): CommandSpec["read"] {
  return (words) => {
    const taken = splitPluginsWords(words);
    const hasOther = taken.ids.some((id) => !options.includes(id));
    return hasOther ? undefined : read(taken);
  };
}

/** The words after plan are another command line, and none of its own options. */
function readPlan(words: readonly string[]): PluginsCommand {
  if (words.length > 0) return { name: "plan", words };
  throw new UsageError(
    "--plugins plan needs a command line: " +
      '"postmulti --plugins plan -p start"',
  );
}

function readRun(
  { operands, option }: PluginsWords,
): PluginsCommand | undefined {
  const [plugin, event = "", ...rest] = operands;
  const instance = option("name");
  const colon = event.indexOf(":");
  const phase = PHASES.find((known) => known === event.slice(0, colon));
  const op = event.slice(colon + 1);
  if (plugin === undefined || rest.length > 0) return undefined;
  if (phase === undefined || op === "" || instance === undefined) {
    return undefined;
  }
  return { name: "run", plugin, phase, op, instance };
}

function readSwitch(
  name: "enable" | "disable",
  { operands: [plugin, ...rest], option }: PluginsWords,
): PluginsCommand | undefined {
  if (plugin === undefined || rest.length > 0) return undefined;
  return { name, plugin, instance: option("name") };
}
