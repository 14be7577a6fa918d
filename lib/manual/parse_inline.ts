/**
 * The marks inside a paragraph of Markdown: code, strong, links. Pure.
 *
 * In code, words in capitals stand for something else (`-i NAME`), unless they
 * have an underscore, which makes them names of variables.
 *
 * @module
 */

import type { Line, Span } from "./block.ts";

const MARK = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)]*\)/g;

const VARIABLE = /(?<![\w/.])[A-Z]{2,}(?!\w)/g;

/** Read running text. */
export function parseInline(text: string): Line {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    const [mark, code, strong, link] = match;
    spans.push(...plain(text.slice(end, match.index)));
    if (code !== undefined) spans.push(...literal(code));
    if (strong !== undefined) spans.push({ style: "strong", text: strong });
    if (link !== undefined) spans.push(...parseInline(link));
    end = match.index + mark.length;
  }
  return [...spans, ...plain(text.slice(end))];
}

/** What is typed as it is, with its variable parts marked. */
export function literal(code: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  const push = (style: Span["style"], text: string): void => {
    if (text !== "") spans.push({ style, text });
  };
  for (const match of code.matchAll(VARIABLE)) {
    push("literal", code.slice(end, match.index));
    push("variable", match[0]);
    end = match.index + match[0].length;
  }
  push("literal", code.slice(end));
  return spans;
}

function plain(text: string): Span[] {
  return text === "" ? [] : [{ style: "plain", text }];
}
