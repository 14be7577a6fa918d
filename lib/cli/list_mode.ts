/**
 * The mode -l.
 *
 * @module
 */

import {
  formatJsonList,
  formatList,
  formatListForTerminal,
} from "../iterate/list.ts";
import type { Chosen } from "../iterate/selection.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { isOutputTerminal, writeOutput } from "../sys/streams.ts";

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
  const plain = isOutputTerminal() ? formatListForTerminal : formatList;
  writeOutput(toBytes((json ? formatJsonList : plain)(ordered)));
  return isComplete;
}
