/**
 * The pages of the manual, put together from the texts in lib/manual and the
 * tables of options, modes and plugin commands. Pure.
 *
 * @module
 */

import type { Block, Page } from "../manual/block.ts";
import { parseMarkdown } from "../manual/parse_markdown.ts";
import type { ManualTexts } from "../manual/texts.ts";
import { toRoff } from "../manual/to_roff.ts";
import { toText } from "../manual/to_text.ts";
import { COMMIT_DATE } from "./commit_date.ts";
import { commandList, isSection, optionList, titleAt } from "./manual_lists.ts";
import { isMode } from "./mode_table.ts";
import type { ManualPage } from "./option_words.ts";
import { PLUGINS_COMMANDS } from "./plugins_command.ts";
import { UNITS_COMMANDS } from "./units_command.ts";
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
  "Unit commands": () => [commandList(UNITS_COMMANDS)],
};

/** Every page by what --manual calls it, and how it is made. */
const PAGES: Readonly<Record<string, (texts: ManualTexts) => Page>> = {
  postmulti: mainPage,
  plugins: pluginsPage,
  apply: ({ apply }) => page("postmulti-apply", 5, plainPage(apply)),
  doctor: ({ doctor }) => page("postmulti-doctor", 7, plainPage(doctor)),
};

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
  const make = PAGES[name];
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

function synopsisBlock(text: string): Block {
  return {
    kind: "literal",
    lines: text.trimEnd().split("\n"),
    isFlush: true,
  };
}
