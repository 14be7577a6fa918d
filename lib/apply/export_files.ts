/**
 * What main.cf and master.cf say, as a document has it. Pure.
 *
 * A new instance is made from Postfix's prototypes. What is in these and not in
 * an instance is null, so that the document makes the same one elsewhere.
 *
 * @module
 */

import { toText } from "../main_cf/lossless_text.ts";
import { parseMainCf } from "../main_cf/parse.ts";
import { serviceTexts } from "../postfix/edit_master_cf.ts";
import {
  argumentProblem,
  type MasterEntry,
  parseEntry,
} from "../postfix/master_entry.ts";
import { parameterProblem } from "./read_instance_entry.ts";
import {
  argumentsProblem,
  optionProblem,
  serviceProblem,
  wordProblem,
} from "./read_service_entry.ts";

/** What -e create sets so that a new instance takes no mail yet. */
const SET_BY_CREATE = ["authorized_submit_users", "master_service_disable"];

/** The bytes of a file, and of its prototype; undefined for an instance that was not made. */
export interface ExportedFile {
  /** What the instance has. */
  readonly file: Uint8Array;
  /** What a new instance would have. */
  readonly prototype: Uint8Array | undefined;
}

/** The settings of a main.cf. */
export function exportSettings(
  { file, prototype }: ExportedFile,
): Record<string, string | null> {
  const { settings } = parseMainCf(file);
  const usual = prototype === undefined
    ? []
    : [...parseMainCf(prototype).settings.keys(), ...SET_BY_CREATE];
  const canBeSaid = (name: string): boolean =>
    parameterProblem(name) === undefined;
  return Object.fromEntries([
    ...[...settings.values()].filter(({ name }) => canBeSaid(name))
      .map(({ name, value }) => [toText(name), toText(value)] as const),
    ...usual.filter((name) => !settings.has(name) && canBeSaid(name))
      .map((name) => [toText(name), null] as const),
  ]);
}

/** The services of a master.cf. */
export function exportServices(
  { file, prototype }: ExportedFile,
): Record<string, unknown> {
  const texts = serviceTexts(file);
  const usual = prototype === undefined ? [] : serviceTexts(prototype).keys();
  const entries = [...texts].flatMap(([key, text]) => {
    const entry = parseEntry(text);
    if (entry === undefined || !canBeSaid(key, entry)) return [];
    const { fields, command, options, args } = entry;
    return [
      [toText(key), {
        ...textsOf(Object.entries(fields)),
        command: toText(command),
        ...options.size === 0 ? {} : { options: textsOf([...options]) },
        ...args.length === 0 ? {} : { args: args.map(toText) },
      }] as const,
    ];
  });
  const missing = [...usual].filter((key) => !texts.has(key));
  return Object.fromEntries([
    ...entries,
    ...missing.map((key) => [toText(key), null] as const),
  ]);
}

function textsOf(
  entries: readonly (readonly [string, string])[],
): Record<string, string> {
  return Object.fromEntries(
    entries.map(([name, value]) => [toText(name), toText(value)]),
  );
}

function canBeSaid(
  key: string,
  { fields, command, options, args }: MasterEntry,
): boolean {
  const problems = [
    serviceProblem(key),
    ...[...Object.values(fields), command].map(wordProblem),
    ...[...options].flatMap(([name, value]) => [
      optionProblem(name),
      argumentProblem(`x=${value}`),
    ]),
    ...args.map(argumentProblem),
    argumentsProblem(args),
  ];
  return problems.every((problem) => problem === undefined);
}
