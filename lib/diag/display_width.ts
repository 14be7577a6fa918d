/**
 * How many columns a text takes on a terminal, as wcwidth(3) has it. Pure.
 *
 * Does what unicodeWidth() of @std/cli does, which is 11 kB of tables that every
 * start would have to read. The runtime's own tables know emoji and marks; what it
 * does not know is which letters of East Asia are wide.
 *
 * @module
 */

/** First and last of the wide characters that are no emoji (UAX 11, W and F). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0x4dbf],
  [0x4e00, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cd5],
  [0x1aff0, 0x1b2fb],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

/** Marks on the character before, and characters that only control others. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;
/** Two of them are one flag; each is one column. */
const FLAG_LETTER = /^\p{Regional_Indicator}$/u;
const ASCII = /^[\x20-\x7e]*$/;

/** The width of a text without control characters, in columns. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return [...text].reduce((sum, character) => sum + widthOf(character), 0);
}

/** A text with blanks behind it, so that it takes so many columns. */
export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(width - displayWidth(text), 0));
}

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (ZERO.test(character)) return 0;
  if (FLAG_LETTER.test(character)) return 1;
  const isWide = WIDE.some(([first, last]) => code >= first && code <= last);
  return isWide || EMOJI.test(character) ? 2 : 1;
}
