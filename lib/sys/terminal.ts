/**
 * Asking the user at the terminal that standard input is.
 *
 * @module
 */

/** An answer is no longer than this many bytes. */
const ANSWER_SIZE = 1024;

/** Whether standard input is a terminal. */
export function isInputTerminal(): boolean {
  return Deno.stdin.isTerminal();
}

/**
 * One line from standard input, without white space around it; "" when it is at
 * its end or cannot be read. Waits for it.
 */
export function readAnswer(): string {
  const bytes = new Uint8Array(ANSWER_SIZE);
  try {
    const count = Deno.stdin.readSync(bytes) ?? 0;
    return new TextDecoder().decode(bytes.subarray(0, count)).trim();
  } catch {
    // Of a terminal that is gone, say. No answer does not count as consent.
    return "";
  }
}
