/**
 * word_list.ts - words that the project does not use, and better ones
 */

/** A word that is not used. */
export interface Unwanted {
  /** Finds it, anywhere in a line. */
  readonly pattern: RegExp;
  /** What to write instead. */
  readonly better: string;
}

/** Words of which the meaning is vague, or which are not idiomatic. */
export const UNWANTED: readonly Unwanted[] = [
  { pattern: /\bwhoever\b/i, better: "the process that, the user who" },
  { pattern: /\bsomebody\b/i, better: "a user, another process" },
  {
    // It is also the name of an account, and part of the name of a finding.
    pattern: /(?<!`|-[ou] |echo |["'])\bnobody\b(?![-`"'])/i,
    better: "no user, no process",
  },
  { pattern: /\b(is|are) to be\b/i, better: "must be, will be" },
  { pattern: /\bmend(s|ed|ing)?\b/i, better: "fix" },
  { pattern: /\bas ever\b/i, better: "as always, as before" },
  { pattern: /\b(tells|told)\b/, better: "says, reports, shows" },
  {
    // As in "kept, for no run needs it"; "for a plugin" alone is good English.
    pattern:
      /, for (it|they|there is|there are|this is|that is|no \w+ (is|are|may))\b/,
    better: "because",
  },
  { pattern: /\bwhat is there\b/i, better: "what exists, the present state" },
  { pattern: /\bnot everybody\b/i, better: "other users cannot" },
  { pattern: /\bin vain\b/i, better: "without success, on timeout" },
  { pattern: /\bin earnest\b/i, better: "in a real run" },
];
