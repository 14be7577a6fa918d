/**
 * What `postmulti --plugins COMMAND ...` is asked for. Pure.
 *
 * @module
 */

import type { Phase } from "../../plugins/api.ts";
import { UsageError } from "../diag/errors.ts";
import { didYouMean, nearest } from "../diag/suggest.ts";
import { PHASES } from "../plugins/event.ts";
import { PLUGINS_COMMANDS } from "./option_words.ts";
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

/** How one command is read, and how it is called rightly. */
interface Reader {
  /** Which options it takes. */
  readonly options: readonly PluginsOptionId[];
  /** Undefined when the operands are wrong. */
  readonly read: (words: PluginsWords) => PluginsCommand | undefined;
}

/** How each command is written, its name left out, and what it does. */
export const PLUGINS_HELP: Readonly<
  Record<
    PluginsCommand["name"],
    { readonly usage: string; readonly help: string }
  >
> = {
  list: {
    usage: "[-j]",
    help: "list the plugins, and what is wrong with them",
  },
  check: { usage: "", help: "list broken plugins; status 1 if there are any" },
  plan: {
    usage: "POSTMULTI-OPTION... [COMMAND...]",
    help: "show what a command line would run, hooks included",
  },
  run: {
    usage: "ID PHASE:OP -i NAME",
    help: "run one hook by itself, to try it out",
  },
  enable: { usage: "ID [-i NAME]", help: "switch a plugin on" },
  disable: { usage: "ID [-i NAME]", help: "switch a plugin off" },
  install: {
    usage: "NAME [--replace]",
    help: "install or update a plugin that comes with postmulti",
  },
};

const READERS: Readonly<
  Record<Exclude<PluginsCommand["name"], "plan">, Reader>
> = {
  list: {
    options: ["json"],
    read: ({ operands }) => operands.length > 0 ? undefined : { name: "list" },
  },
  check: {
    options: ["json"],
    read: ({ operands }) => operands.length > 0 ? undefined : { name: "check" },
  },
  run: { options: ["name", "json"], read: readRun },
  enable: {
    options: ["name", "json"],
    read: (words) => readSwitch("enable", words),
  },
  disable: {
    options: ["name", "json"],
    read: (words) => readSwitch("disable", words),
  },
  install: {
    options: ["json", "replace"],
    read: ({ operands: [plugin, ...rest], ids }) =>
      plugin === undefined || rest.length > 0
        ? undefined
        : { name: "install", plugin, replace: ids.includes("replace") },
  },
};

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
  if (name === "plan") {
    if (words.length > 0) return { name, words };
    throw new UsageError(
      "--plugins plan needs a command line: " +
        '"postmulti --plugins plan -p start"',
    );
  }
  const known = PLUGINS_COMMANDS.find((command) => command === name);
  if (known === undefined || known === "plan") {
    throw new UsageError(
      `unknown command "${name}" with --plugins` +
        didYouMean(nearest(name, PLUGINS_COMMANDS)) +
        `: give one of ${PLUGINS_COMMANDS.join(", ")}`,
    );
  }
  const { options, read } = READERS[known];
  const taken = splitPluginsWords(words);
  const hasOther = taken.ids.some((id) => !options.includes(id));
  const command = hasOther ? undefined : read(taken);
  if (command !== undefined) return command;
  const usage = `${known} ${PLUGINS_HELP[known].usage}`.trimEnd();
  throw new UsageError(`use it as "postmulti --plugins ${usage}"`);
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
