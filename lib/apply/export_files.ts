/**
 * What main.cf and master.cf say, as a document has it. Pure.
 *
 * An instance begins as a copy of Postfix's prototypes. What is in these and not
 * in the instance is null, so that the document makes the same one elsewhere.
 *
 * @module
 */

import { fromBytes } from "../main_cf/byte_string.ts";
import { excerpt } from "../main_cf/excerpt.ts";
import { toText } from "../main_cf/lossless_text.ts";
import { parseMainCf } from "../main_cf/parse.ts";
import { parseMasterCf } from "../postfix/master_cf.ts";
import { keyOf, type MasterEntry } from "../postfix/master_entry.ts";
import { argumentProblem } from "../postfix/master_words.ts";
import { parameterProblem } from "./read_instance_entry.ts";
import {
  argumentsProblem,
  optionProblem,
  serviceProblem,
  wordProblem,
} from "./read_service_entry.ts";

/** What -e create sets so that a new instance takes no mail yet. */
const SET_BY_CREATE = ["authorized_submit_users", "master_service_disable"];

/** The bytes of a file, and of its prototype. */
export interface ExportedFile {
  /** What the instance has. */
  readonly file: Uint8Array;
  /** What it has begun as; undefined when there is none. */
  readonly prototype: Uint8Array | undefined;
}

/**
 * The settings of a main.cf.
 *
 * @param isCreated Whether the instance is one that -e create makes.
 */
export function exportSettings(
  { file, prototype = new Uint8Array() }: ExportedFile,
  { isCreated }: { readonly isCreated: boolean },
): Record<string, string | null> {
  const { settings } = parseMainCf(file);
  const usual = [
    ...parseMainCf(prototype).settings.keys(),
    ...isCreated ? SET_BY_CREATE : [],
  ];
  const canBeSaid = (name: string): boolean =>
    parameterProblem(name) === undefined;
  return Object.fromEntries([
    ...[...settings.values()].filter(({ name }) => canBeSaid(name))
      .map(({ name, value }) => [toText(name), toText(value)] as const),
    ...usual.filter((name) => !settings.has(name) && canBeSaid(name))
      .map((name) => [toText(name), null] as const),
  ]);
}

/** What a document says of the services of a master.cf. */
export interface ExportedServices {
  /** By `name/type`. */
  readonly services: Readonly<Record<string, unknown>>;
  /** What it cannot say: one line each, to follow the name of the file. */
  readonly omitted: readonly string[];
}

/** The services of a master.cf. */
export function exportServices(
  { file, prototype = new Uint8Array() }: ExportedFile,
): ExportedServices {
  const { services, hidden, problems } = parseMasterCf(fromBytes(file));
  const lines = new Map(services.map((one) => [keyOf(one), one.line]));
  const missing = parseMasterCf(fromBytes(prototype)).services.map(keyOf)
    .filter((key) => !lines.has(key));
  const said: (readonly [string, unknown])[] = [];
  const omitted = [...problems];
  for (const service of services) {
    const key = keyOf(service);
    if (canBeSaid(service)) said.push([toText(key), exportService(service)]);
    else {
      const text = `a document cannot describe ${excerpt(key)}`;
      omitted.push({ line: service.line, text });
    }
  }
  for (const service of hidden) {
    const key = keyOf(service);
    const text = `Postfix uses the entry for ${excerpt(key)} in line ` +
      `${lines.get(key)} instead`;
    omitted.push({ line: service.line, text });
  }
  omitted.sort((one, other) => one.line - other.line);
  return {
    services: Object.fromEntries([
      ...said,
      ...missing.map((key) => [toText(key), null] as const),
    ]),
    omitted: omitted.map(({ line, text }) =>
      `line ${line} is left out: ${text}`
    ),
  };
}

function exportService(
  { fields, command, options, args }: MasterEntry,
): unknown {
  return {
    ...textsOf(Object.entries(fields)),
    command: toText(command),
    ...options.size === 0 ? {} : { options: textsOf([...options]) },
    ...args.length === 0 ? {} : { args: args.map(toText) },
  };
}

function textsOf(
  entries: readonly (readonly [string, string])[],
): Record<string, string> {
  return Object.fromEntries(
    entries.map(([name, value]) => [toText(name), toText(value)]),
  );
}

function canBeSaid(entry: MasterEntry): boolean {
  const { fields, command, options, args } = entry;
  const problems = [
    serviceProblem(keyOf(entry)),
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
