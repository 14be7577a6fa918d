/**
 * The lists of options and commands in the manual, made from their tables and from
 * the notes in lib/manual/options.md. Pure.
 *
 * @module
 */

import type { Block, Definition } from "../manual/block.ts";
import { literal, parseInline } from "../manual/parse_inline.ts";
import { parseMarkdown } from "../manual/parse_markdown.ts";
import type { ManualTexts } from "../manual/texts.ts";
import { modesWith } from "./command_line_check.ts";
import type { OptionSpec } from "./getopt.ts";
import { isMode, MODE_TABLE } from "./mode_table.ts";
import { OPTION_TABLE, optionOf } from "./option_table.ts";
import { spelled, spellingsOf, usageOf } from "./spelling.ts";
import { sentence } from "./usage.ts";

/** The options that are meant, with what their notes say, or else their help. */
export function optionList(
  texts: ManualTexts,
  isMeant: (option: OptionSpec) => boolean,
): Block {
  const options: readonly OptionSpec[] = OPTION_TABLE;
  const notes = notesByOption(texts);
  const items = options.filter(isMeant).map((option): Definition => {
    const noted = spellingsOf(option).flatMap((one) => notes.get(one) ?? []);
    const body = noted.length > 0 ? noted : [helpBlock(option.help)];
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
  const spellings = modes.map(({ id }) => `\`${spelled(optionOf(id))}\``);
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

function helpBlock(help: string): Block {
  return { kind: "paragraph", line: parseInline(sentence(help)) };
}

/** The commands of a table, with their help. */
export function commandList(
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
      body: [helpBlock(help)],
    })),
  };
}

/** Whether a block begins a section. */
export function isSection(block: Block): boolean {
  return block.kind === "heading" && block.level === 2;
}

/** The title of the section that a block is in. */
export function titleAt(blocks: readonly Block[], at: number): string {
  const heading = blocks.slice(0, at + 1).findLast(isSection);
  return heading?.kind === "heading"
    ? heading.line.map(({ text }) => text).join("")
    : "";
}
