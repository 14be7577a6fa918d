/**
 * What a stack trace looks like, so that tests can say that no user ever sees one.
 *
 * @module
 */

/** Matches text with a line of a stack trace, or the report of a stray exception. */
export const STACK_TRACE =
  /^\s+at \S|\bUncaught\b|^\w*Error:|deno-compile|file:\/\/\//m;
