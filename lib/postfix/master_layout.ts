/**
 * Writing entries of master.cf, in the layout of postconf(1). Pure.
 *
 * The fields stand in columns. Each `-o name=value` has a line of its own; all
 * other arguments follow each other and begin a new line where the line would
 * get too long.
 *
 * @module
 */

import {
  type DaemonOption,
  type EntryWords,
  entryWords,
  MASTER_FIELDS,
  type MasterEntry,
  type MasterField,
} from "./master_entry.ts";
import { inBraces } from "./master_words.ts";

/** What to change in an entry, as `postconf -F` and `postconf -P` do. */
export interface EntryChange {
  /** New values of fields. */
  readonly fields: readonly {
    readonly name: MasterField;
    readonly value: string;
  }[];
  /** What `-o` must override; `value` is missing for what it must not. */
  readonly options: readonly {
    readonly name: string;
    readonly value?: string | undefined;
  }[];
  /** What takes the place of all other arguments. */
  readonly args?: readonly string[] | undefined;
}

/** The columns that postconf(1) puts the fields into. */
const COLUMNS = [0, 11, 17, 25, 33, 41, 49, 57];

/** A line is shorter than this, if its words allow it. */
const LINE_LENGTH = 80;

const INDENT = "    ";

/** An entry as lines of master.cf, each with its newline. */
export function formatEntry(entry: MasterEntry): string {
  const { name, type, fields, command, options, args } = entry;
  return layOut({
    head: [name, type, ...MASTER_FIELDS.map((field) => fields[field]), command],
    options: [...options].map(([name, value]) => override(name, value)),
    rest: args,
  });
}

/**
 * The lines of an entry after a change. Words that do not change keep their order.
 *
 * @param text The logical line of the entry.
 * @returns Undefined when the text has too few words for a service.
 */
export function changeEntry(
  text: string,
  { fields, options, args }: EntryChange,
): string | undefined {
  const words = entryWords(text);
  if (words === undefined) return undefined;
  const head = words.head.map((word, index) => {
    const name = MASTER_FIELDS[index - 2];
    return fields.find((field) => field.name === name)?.value ?? word;
  });
  const changed = options.reduce(
    (list: readonly DaemonOption[], { name, value }) =>
      setOption(list, name, value),
    words.options,
  );
  return layOut({
    head,
    options: args === undefined
      ? changed
      : changed.filter(({ kind }) => kind === "override"),
    rest: args ?? words.rest,
  });
}

function setOption(
  options: readonly DaemonOption[],
  name: string,
  value: string | undefined,
): readonly DaemonOption[] {
  const isIt = (option: DaemonOption): boolean =>
    option.kind === "override" && option.name === name;
  if (value === undefined) return options.filter((option) => !isIt(option));
  const wanted = override(name, value);
  return options.some(isIt)
    ? options.map((option) => isIt(option) ? wanted : option)
    : [...options, wanted];
}

function override(name: string, value: string): DaemonOption {
  return { kind: "override", name, value };
}

function layOut({ head, options, rest }: EntryWords): string {
  const lines = [
    head.reduce(
      (line, word, index) =>
        (line === "" ? "" : `${line} `).padEnd(COLUMNS[index] ?? 0) + word,
      "",
    ),
  ];
  let isClosed = false;
  const add = (words: readonly string[], isAlone: boolean): void => {
    const text = words.map(inBraces).join(" ");
    const line = lines.at(-1) ?? "";
    // postconf(1) does not count the braces of the word that it adds.
    const isFull = line.length + 1 + words.join(" ").length >= LINE_LENGTH;
    if (isClosed || isAlone || isFull) lines.push(INDENT + text);
    else lines[lines.length - 1] = `${line} ${text}`;
    isClosed = isAlone;
  };
  for (const option of options) {
    if (option.kind === "override") {
      add(["-o", `${option.name}=${option.value}`], true);
    } else {
      add(option.words, option.words.length > 1);
    }
  }
  for (const word of rest) add([word], false);
  return lines.map((line) => `${line}\n`).join("");
}
