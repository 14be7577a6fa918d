/**
 * The pages of the manual, put together from the texts in lib/manual and the
 * tables of options, modes and plugin commands. Pure.
 *
 * @module
 */

import type { Block, Definition, Page } from "../manual/block.ts";
import { literal, parseInline } from "../manual/parse_inline.ts";
import { parseMarkdown } from "../manual/parse_markdown.ts";
import type { ManualTexts } from "../manual/texts.ts";
import { toRoff } from "../manual/to_roff.ts";
import { toText } from "../manual/to_text.ts";
import { modesWith } from "./command_line_check.ts";
import { COMMIT_DATE } from "./commit_date.ts";
import type { OptionSpec } from "./getopt.ts";
import { MODE_TABLE, MODES } from "./mode_table.ts";
import { OPTION_TABLE } from "./option_table.ts";
import type { ManualPage } from "./option_words.ts";
import { PLUGINS_COMMANDS } from "./plugins_command.ts";
import { spelled, spellingsOf, usageOf } from "./spelling.ts";
import { UNITS_HELP } from "./units_command.ts";
import { synopsis } from "./usage.ts";
import { VERSION } from "./version.ts";

/** How wide a line of the synopsis is on a page, in columns. */
const SYNOPSIS_WIDTH = 71;

/** How postmulti-plugins(7) begins. */
const PLUGINS_START = `## Name

postmulti-plugins - hooks before and after what postmulti does

## Synopsis
`;

/** The sections that tables fill, by their titles. */
const FILLED: Readonly<
  Record<string, (texts: ManualTexts) => readonly Block[]>
> = {
  Synopsis: () => [synopsisBlock(synopsis(SYNOPSIS_WIDTH))],
  Modes: (texts) => [optionList(texts, ({ id }) => isMode(id))],
  Options: (texts) => [optionList(texts, ({ id }) => !isMode(id))],
  "Plugin commands": () => [commandList(PLUGINS_COMMANDS)],
  "Unit commands": () => [commandList(UNITS_HELP)],
};

/** Every page by what --manual calls it, and how it is made. */
const PAGES = {
  postmulti: mainPage,
  plugins: pluginsPage,
  apply: ({ apply }) => page("postmulti-apply", 5, plainPage(apply)),
  doctor: ({ doctor }) => page("postmulti-doctor", 7, plainPage(doctor)),
} as const satisfies Record<string, (texts: ManualTexts) => Page>;

/** All pages, in the order in which they refer to each other. */
export function manualPages(texts: ManualTexts): readonly Page[] {
  return Object.values(PAGES).map((make) => make(texts));
}

/**
 * A page of the manual as it is printed.
 *
 * @param name `plugins` for the text, `postmulti-plugins.7` for the source.
 */
export function manualText(name: ManualPage, texts: ManualTexts): string {
  const make = Object.entries(PAGES).find(([known]) => known === name)?.[1];
  if (make !== undefined) return toText(make(texts));
  const source = manualPages(texts).find((page) => fileOf(page) === name);
  if (source === undefined) throw new Error(`no manual page ${name}`);
  return toRoff(source);
}

/** What the source of a page is called: `postmulti-plugins.7`. */
export function fileOf({ name, section }: Page): string {
  return `${name}.${section}`;
}

/** postmulti(1). */
export function mainPage(texts: ManualTexts): Page {
  const blocks = parseMarkdown(texts.postmulti).flatMap((block, at, all) => {
    const next = all[at + 1];
    const isEnd = next === undefined || isSection(next);
    return isEnd
      ? [block, ...FILLED[titleAt(all, at)]?.(texts) ?? []]
      : [block];
  });
  return page("postmulti", 1, blocks);
}

/** postmulti-plugins(7). */
export function pluginsPage(texts: ManualTexts): Page {
  const commands = Object.entries(PLUGINS_COMMANDS).map(([name, { usage }]) =>
    `postmulti --plugins ${name} ${usage}`.trimEnd()
  );
  return page("postmulti-plugins", 7, [
    ...parseMarkdown(PLUGINS_START),
    synopsisBlock(commands.join("\n")),
    ...parseMarkdown(`## Description\n\n${texts.plugins}`),
    ...parseMarkdown(texts.pluginsEnd),
  ]);
}

/** The blocks of a page that no table fills. */
function plainPage(text: string): readonly Block[] {
  return parseMarkdown(text).map((block, at, all) =>
    block.kind === "literal" && titleAt(all, at) === "Synopsis"
      ? { ...block, isFlush: true }
      : block
  );
}

function page(
  name: string,
  section: Page["section"],
  blocks: readonly Block[],
): Page {
  return { name, section, version: VERSION, date: COMMIT_DATE, blocks };
}

function isSection(block: Block): boolean {
  return block.kind === "heading" && block.level === 2;
}

/** The title of the section that a block is in. */
function titleAt(blocks: readonly Block[], at: number): string {
  const heading = blocks.slice(0, at + 1).findLast(isSection);
  return heading?.kind === "heading"
    ? heading.line.map(({ text }) => text).join("")
    : "";
}

function isMode(id: string): boolean {
  return MODES.some((mode) => mode === id);
}

function optionList(
  texts: ManualTexts,
  isMeant: (option: OptionSpec) => boolean,
): Block {
  const options: readonly OptionSpec[] = OPTION_TABLE;
  const notes = notesByOption(texts);
  const items = options.filter(isMeant).map((option): Definition => {
    const noted = spellingsOf(option).flatMap((one) => notes.get(one) ?? []);
    const body = noted.length > 0 ? noted : [sentence(option.help)];
    return {
      term: literal(usageOf(option)),
      body: [...body, ...companions(option)],
    };
  });
  return { kind: "definitions", items };
}

/** What goes with an option that does not go with everything. */
function companions(option: OptionSpec): readonly Block[] {
  const modes = modesWith(option);
  if (isMode(option.id) || modes.length === 0) return [];
  if (modes.length === MODE_TABLE.length) return [];
  const options: readonly OptionSpec[] = OPTION_TABLE;
  const spellings = modes.flatMap((mode) =>
    options.filter(({ id }) => id === mode.id).map((one) =>
      `\`${spelled(one)}\``
    )
  );
  return [{
    kind: "paragraph",
    line: parseInline(`Goes with ${spellings.join(", ")}.`),
  }];
}

/** The notes on options, by a spelling of the option. */
export function notesByOption(
  texts: ManualTexts,
): ReadonlyMap<string, readonly Block[]> {
  const notes = new Map<string, Block[]>();
  let current: Block[] = [];
  for (const block of parseMarkdown(texts.options)) {
    if (!isSection(block)) current.push(block);
    else notes.set(titleAt([block], 0), current = []);
  }
  return notes;
}

function sentence(help: string): Block {
  const text = `${help.charAt(0).toUpperCase()}${help.slice(1)}.`;
  return { kind: "paragraph", line: parseInline(text) };
}

function synopsisBlock(text: string): Block {
  return {
    kind: "literal",
    lines: text.trimEnd().split("\n"),
    isFlush: true,
  };
}

function commandList(
  help: Readonly<
    Record<string, { readonly usage: string; readonly help: string }>
  >,
): Block {
  return {
    kind: "definitions",
    items: Object.entries(help).map((
      [name, { usage, help }],
    ): Definition => ({
      term: literal(`${name} ${usage}`.trimEnd()),
      body: [sentence(help)],
    })),
  };
}
