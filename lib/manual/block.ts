/**
 * What a manual page is made of, whatever it is shown as.
 *
 * @module
 */

/** A run of text in one style. */
export interface Span {
  /** `literal` is typed as it is, `variable` stands for something, as in `-i NAME`. */
  readonly style: "plain" | "strong" | "literal" | "variable";
  /** Without line ends. */
  readonly text: string;
}

/** Running text. */
export type Line = readonly Span[];

/** One term and what it means. */
export interface Definition {
  /** What is explained. */
  readonly term: Line;
  /** The explanation. */
  readonly body: readonly Block[];
}

/** A piece of a page. */
export type Block =
  | {
    readonly kind: "heading";
    /** 2 for a section, 3 for a part of one. */
    readonly level: 2 | 3;
    readonly line: Line;
  }
  | { readonly kind: "paragraph"; readonly line: Line }
  | { readonly kind: "bullets"; readonly items: readonly Line[] }
  | { readonly kind: "definitions"; readonly items: readonly Definition[] }
  /** Lines that stay as they are. */
  | {
    readonly kind: "literal";
    readonly lines: readonly string[];
    /** Not indented further than the text around it. */
    readonly isFlush?: boolean;
  };

/** A manual page. */
export interface Page {
  /** Without its section: `postmulti`. */
  readonly name: string;
  /** Of the manual. */
  readonly section: 1 | 5 | 7;
  /** Of the program. */
  readonly version: string;
  /** The day of the version: `2026-11-21`; or a word. */
  readonly date: string;
  /** From NAME on. */
  readonly blocks: readonly Block[];
}
