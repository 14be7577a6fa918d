/**
 * Which options go together; see postmulti(1), SYNOPSIS. Pure.
 *
 * @module
 */

import { UsageError } from "../diag/errors.ts";
import { formatNamed, MAP_FORMATS } from "../map/formats.ts";
import type { ParsedOptions } from "./parsed_options.ts";
import { ITERATION_RULES, type Rule } from "./iteration_rules.ts";
import { MODES, modeSpellings } from "./mode_table.ts";
import type { OptionId } from "./option_table.ts";

const SELECTORS: readonly OptionId[] = ["all", "group", "name", "reverse"];

/** The modes that change instances. */
const CHANGING: readonly OptionId[] = ["edit", "uninit"];

const RULES: readonly Rule[] = [
  {
    isBroken: (given) => MODES.filter((mode) => given.has(mode)).length !== 1,
    text: () =>
      `give exactly one of ${modeSpellings()}: try "postmulti --help"`,
  },
  {
    isBroken: (given) => new Set(given.values("edit")).size > 1,
    text: "give only one action with -e",
  },
  {
    isBroken: (given) =>
      Number(given.has("all")) + given.count("group") + given.count("name") > 1,
    text: "give at most one of -a, -g GROUP and -i NAME",
  },
  {
    isBroken: (given) => given.count("newName") > 1,
    text: "give at most one -I NAME",
  },
  {
    isBroken: (given) => given.count("newGroup") > 1,
    text: "give at most one -G GROUP",
  },
  {
    isBroken: (given) =>
      !given.has("edit") && (given.has("newName") || given.has("newGroup")),
    text: "-I and -G go with -e create, -e import and -e assign only",
  },
  {
    isBroken: (given) => given.has("list") && given.operands.length > 0,
    text: "-l takes no command: use -x to run one",
  },
  {
    isBroken: (given) =>
      (given.has("wrapper") || given.has("command")) &&
      given.operands.length === 0,
    text: "-p and -x need a command to run",
  },
  {
    isBroken: (given) =>
      given.has("reverse") &&
      hasOne(given, ["wrapper", "edit", "map", "status", "doctor"]),
    text: "-R goes with -l and -x only",
  },
  ...(["map", "status", "doctor"] as const).map((mode) => ({
    isBroken: (given: ParsedOptions) =>
      given.has(mode) && given.operands.length > 0,
    text: `--${mode} takes no operand: choose instances with -i or -g`,
  })),
  {
    isBroken: (given) =>
      given.values("map").some((word) => formatNamed(word) === undefined),
    text: () => `--map can be one of ${MAP_FORMATS.join(", ")}: --map=dot`,
  },
  {
    isBroken: (given) =>
      given.has("json") &&
      given.values("map").some((format) => !["text", "json"].includes(format)),
    text: "--json and another format of --map exclude each other",
  },
  ...ITERATION_RULES,
  {
    isBroken: (given) => given.has("yes") && !hasOne(given, CHANGING),
    text: "--yes goes with -e and --uninit only",
  },
  {
    isBroken: (given) =>
      given.has("dryRun") && !hasOne(given, [...CHANGING, "apply"]),
    text: "--dry-run goes with -e, --apply and --uninit only",
  },
  {
    isBroken: (given) =>
      given.has("lockTimeout") &&
      !hasOne(given, [...CHANGING, "apply", "recover", "wrapper"]),
    text:
      "--lock-timeout goes with -e, -p, --apply, --recover and --uninit only",
  },
  {
    isBroken: (given) =>
      given.values("lockTimeout").some((word) => !/^[0-9]{1,6}$/.test(word)),
    text: "--lock-timeout needs a number of seconds",
  },
  ...(["recover", "uninit"] as const).map((mode) => ({
    isBroken: (given: ParsedOptions) =>
      given.has(mode) &&
      (given.operands.length > 0 || hasOne(given, SELECTORS)),
    text: `--${mode} takes no instance and no operand`,
  })),
  {
    isBroken: (given) =>
      hasOne(given, ["apply", "export"]) &&
      (given.operands.length > 0 || hasOne(given, SELECTORS)),
    text:
      "--apply and --export take no instance and no operand: the document " +
      "says which instances it is about",
  },
  {
    isBroken: (given) => given.count("apply") > 1,
    text: "give only one document with --apply",
  },
  {
    isBroken: (given) => given.has("plugins") && hasOne(given, SELECTORS),
    text: "--plugins takes options after its command: " +
      '"--plugins enable ID -i NAME"',
  },
  {
    isBroken: (given) => given.has("units") && hasOne(given, SELECTORS),
    text: "--units takes no instance: it is about all of them",
  },
  {
    isBroken: (given) =>
      given.has("noPlugins") &&
      !hasOne(given, [...CHANGING, "apply", "wrapper", "command"]),
    text: "--no-plugins goes with -p, -x, -e, --apply and --uninit only",
  },
];

/**
 * Check the rules between options.
 *
 * @throws {UsageError} For the first rule that is broken.
 */
export function checkRules(given: ParsedOptions): void {
  const broken = RULES.find(({ isBroken }) => isBroken(given));
  if (broken === undefined) return;
  const { text } = broken;
  throw new UsageError(typeof text === "string" ? text : text());
}

function hasOne(given: ParsedOptions, ids: readonly OptionId[]): boolean {
  return ids.some((id) => given.has(id));
}
