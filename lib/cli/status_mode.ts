/**
 * The mode --status.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { noInstanceMessage } from "../registry/no_instance_message.ts";
import type { Chosen } from "../registry/choose_instances.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import type { Installation } from "../postfix/installation.ts";
import { readStatus } from "../status/read_status.ts";
import { formatJsonStatus } from "../status/status_json.ts";
import { formatStatus } from "../status/status_table.ts";
import { isRoot } from "../sys/process.ts";
import { writeOutput } from "../sys/streams.ts";
import type { Request } from "./request.ts";

/** Show what instances are doing. @returns Whether all of it could be seen. */
export function statusMode(
  { json }: Extract<Request, { mode: "status" }>,
  chosen: Chosen,
  context: {
    readonly installation: Installation;
    readonly diagnostics: Diagnostics;
  },
): boolean {
  const message = noInstanceMessage(chosen);
  if (message !== undefined) context.diagnostics.notice(message);
  const { statuses, isComplete } = readStatus(chosen.instances, context);
  const unknown = isRoot() ? "?" : "-";
  const text = json
    ? formatJsonStatus(statuses)
    : formatStatus(statuses, { nowMs: Date.now(), unknown });
  writeOutput(toBytes(text));
  return chosen.isComplete && isComplete;
}
