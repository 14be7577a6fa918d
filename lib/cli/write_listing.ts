/**
 * Writing the list of -l.
 *
 * @module
 */

import {
  formatJsonList,
  formatJsonListForTerminal,
  formatList,
  formatListForTerminal,
} from "../registry/format_list.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import type { Instance } from "../registry/instance.ts";
import { isOutputTerminal, writeOutput } from "../sys/streams.ts";

/** How to list. */
export interface ListOrder {
  /** In reverse of the start order. */
  readonly reverse: boolean;
  /** As JSON. */
  readonly json: boolean;
}

/**
 * Write a list of instances to standard output.
 *
 * @param instances In start order.
 * @throws What writeOutput() throws.
 */
export function writeListing(
  { reverse, json }: ListOrder,
  instances: readonly Instance[],
): void {
  const ordered = reverse ? instances.toReversed() : instances;
  const [plain, forTerminal] = json
    ? [formatJsonList, formatJsonListForTerminal]
    : [formatList, formatListForTerminal];
  const format = isOutputTerminal() ? forTerminal : plain;
  writeOutput(toBytes(format(ordered)));
}
