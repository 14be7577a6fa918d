/**
 * What `postmulti --units COMMAND ...` is asked for. Pure.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import { didYouMean, nearest } from "../diag/suggest.ts";
import { getopt, type OptionSpec } from "./getopt.ts";

/** A command of --units. */
export type UnitsCommand =
  | { readonly name: "show"; readonly json: boolean }
  | {
    readonly name: "install" | "remove";
    readonly json: boolean;
    /** Tell what would be done, and do nothing. */
    readonly dryRun: boolean;
    /** The root of the system that it is for, without a slash at the end; "" for this one. */
    readonly root: string;
  }
  /** What units and the generator call. */
  | {
    readonly name: "generate" | "start" | "stop" | "reload";
    readonly json: false;
    /** Where to write, or the configuration directory of an instance. */
    readonly directory: string;
  };

/** A command that changes files. */
export type UnitsChange = Extract<UnitsCommand, { readonly dryRun: boolean }>;

/** Whether a request is about another system, whose Postfix is not looked at. */
export function isForeign(
  request: { readonly mode: string; readonly command?: unknown },
): request is { readonly mode: "units"; readonly command: UnitsChange } {
  return request.mode === "units" &&
    ((request.command as Partial<UnitsChange> | undefined)?.root ?? "") !== "";
}

/** A command of --units for people. */
export type ShownCommand = "show" | "install" | "remove";

/** How each command for people is written, its name left out, and what it does. */
export const UNITS_COMMANDS: Readonly<
  Record<ShownCommand, { readonly usage: string; readonly help: string }>
> = {
  show: {
    usage: "[-j]",
    help: "show the units, and whether they are installed and active",
  },
  install: {
    usage: "[-j] [--dry-run] [--root=DIR]",
    help: "have systemd run each instance in a unit of its own",
  },
  remove: {
    usage: "[-j] [--dry-run] [--root=DIR]",
    help: "leave the instances to the distribution's units again",
  },
};

/** Whether a word is a command of --units for people. */
export function isUnitsCommand(
  word: string,
): word is keyof typeof UNITS_COMMANDS {
  return Object.hasOwn(UNITS_COMMANDS, word);
}

const OPTIONS = [
  { id: "json", short: "j", long: "json", help: "as JSON" },
  { id: "dryRun", long: "dry-run", help: "show what would be done" },
  { id: "root", long: "root", value: "DIR", help: "the root of a system" },
] as const satisfies readonly OptionSpec[];

const FOR_UNITS = ["generate", "start", "stop", "reload"] as const;

/**
 * Read a command of --units.
 *
 * @param name The command.
 * @param words What follows it.
 * @throws {UsageError} When there is no such command, or it takes other words.
 */
export function readUnitsCommand(
  name: string,
  words: readonly string[],
): UnitsCommand {
  const internal = FOR_UNITS.find((one) => one === name);
  const [directory, ...rest] = words;
  if (internal !== undefined) {
    // systemd gives a generator three directories.
    if (directory?.startsWith("/") && rest.length <= 2) {
      return { name: internal, json: false, directory };
    }
    throw new UsageError(
      `--units ${name} is for units: it takes an absolute path`,
    );
  }
  if (!isUnitsCommand(name)) {
    const known = Object.keys(UNITS_COMMANDS);
    throw new UsageError(
      `unknown command "${name}" with --units` +
        didYouMean(nearest(name, known)) +
        `: give one of ${known.join(", ")}`,
    );
  }
  const command = readKnown(name, words);
  if (command !== undefined) return command;
  throw new UsageError(
    `use it as "postmulti --units ${name} ${UNITS_COMMANDS[name].usage}"`,
  );
}

/** Undefined when the words are wrong. */
function readKnown(
  name: keyof typeof UNITS_COMMANDS,
  words: readonly string[],
): UnitsCommand | undefined {
  const parsed = getopt(words, OPTIONS);
  if (parsed.operands.length > 0) return undefined;
  const has = (id: string): boolean =>
    parsed.options.some(({ spec }) => spec.id === id);
  const json = has("json");
  if (name === "show") {
    return has("dryRun") || has("root") ? undefined : { name, json };
  }
  const root = parsed.options.findLast(({ spec }) => spec.id === "root")
    ?.value.replace(/\/+$/, "");
  if (root !== undefined && !root.startsWith("/") && root !== "") {
    throw new UsageError("--root needs an absolute path");
  }
  return { name, json, dryRun: has("dryRun"), root: root ?? "" };
}
