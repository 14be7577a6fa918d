/**
 * The mode -l.
 *
 * @module
 */

import { formatJsonList, formatList } from "../iterate/list.ts";
import type { Chosen } from "../iterate/selection.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { writeOutput } from "../sys/streams.ts";

/** How to list. */
export interface ListOrder {
  /** In reverse of the start order. */
  readonly reverse: boolean;
  /** As JSON. */
  readonly json: boolean;
}

/** List instances. @returns Whether that is all that was asked for. */
export function listMode(
  { reverse, json }: ListOrder,
  { instances, isComplete }: Chosen,
): boolean {
  const ordered = reverse ? instances.toReversed() : instances;
  writeOutput(toBytes((json ? formatJsonList : formatList)(ordered)));
  return isComplete;
}
