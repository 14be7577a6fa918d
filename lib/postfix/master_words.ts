/**
 * The words of a logical line of master.cf; see master(5). Pure.
 *
 * @module
 */

import { trimWhiteSpace } from "../main_cf/white_space.ts";

/** Split a logical line at white space; `{ ... }` is one word, without its braces. */
export function wordsOf(text: string): string[] {
  // Most lines have no braces, and this is much quicker.
  if (!text.includes("{")) return text.match(/[^ \t\r\n]+/g) ?? [];
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (isBlank(text.charAt(at))) {
      at++;
      continue;
    }
    const end = text.charAt(at) === "{" ? endOfBraces(text, at) : undefined;
    const next = end ?? endOfWord(text, at);
    const word = text.slice(at, next);
    words.push(end === undefined ? word : trimWhiteSpace(word.slice(1, -1)));
    at = next;
  }
  return words;
}

/** Write a word so that {@linkcode wordsOf} finds it again: in braces if need be. */
export function inBraces(word: string): string {
  const isPlain = word !== "" && !/[ \t\r\n]/.test(word) &&
    !word.startsWith("{");
  return isPlain ? word : `{${word}}`;
}

/**
 * What is wrong with a word that is to become an argument.
 *
 * @returns What to say, or undefined when it can be written.
 */
export function argumentProblem(word: string): string | undefined {
  if (/[\n\0]/.test(word)) return "must be one line";
  return wordsOf(inBraces(word))[0] === word &&
      wordsOf(inBraces(word)).length === 1
    ? undefined
    : "cannot be written in master.cf: white space at its ends, or braces " +
      "without their partners";
}

/** What separates words for master(8); byte 0xa0 is part of a letter. */
function isBlank(character: string): boolean {
  return " \t\r\n".includes(character);
}

/** Where the braces that open at `start` end; undefined when they never do. */
function endOfBraces(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.charAt(at) === "{") depth++;
    if (text.charAt(at) === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

function endOfWord(text: string, start: number): number {
  const length = text.slice(start).search(/[ \t\r\n]/);
  return length < 0 ? text.length : start + length;
}
