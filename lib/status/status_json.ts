/**
 * The status of instances as JSON. Pure.
 *
 * @module
 */

import { jsonText } from "../diag/json_text.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import type { InstanceStatus } from "./instance_status.ts";

/**
 * One object per line, as a byte string: the members of `-l -j` and those of
 * the status, null for what could not be seen. Members may be added in later
 * versions, never removed.
 */
export function formatJsonStatus(statuses: readonly InstanceStatus[]): string {
  return statuses.map((status) => fromText(jsonText(statusJson(status))) + "\n")
    .join("");
}

function statusJson(
  { instance, master, endpoints, messages, diskBytes }: InstanceStatus,
): Record<string, unknown> {
  const { name, group, enabled, configDirectory, queueDirectory } = instance;
  const { isRunning, pid, sinceMs } = master;
  return {
    name: name || "-",
    group: group || "-",
    enabled: enabled ? "y" : "n",
    config_directory: configDirectory,
    queue_directory: queueDirectory,
    running: isRunning ?? null,
    pid: pid ?? null,
    since: sinceMs === undefined ? null : new Date(sinceMs).toISOString(),
    endpoints: endpoints ?? null,
    messages: Object.fromEntries(
      Object.entries(messages).map(([queue, count]) => [queue, count ?? null]),
    ),
    disk_bytes: diskBytes ?? null,
  };
}
