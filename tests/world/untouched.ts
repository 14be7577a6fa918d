/**
 * The assertion that nothing in a recorded tree has changed.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { type Tree, treeDifferences } from "./tree.ts";

/** Fails unless both trees hold the same files with the same content. */
export function assertUntouched(before: Tree, after: Tree): void {
  assertEquals(treeDifferences(before, after), []);
  assertEquals([...after.configs], [...before.configs]);
}
