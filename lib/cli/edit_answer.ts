/**
 * What -e, --uninit and --recover have done, as JSON. Pure.
 *
 * @module
 */

import type { Change } from "../lifecycle/changes.ts";
import type { EditReport } from "../lifecycle/edit_report.ts";
import type { Interrupted } from "../lifecycle/recover.ts";
import type { EditRequest } from "../lifecycle/request.ts";
import { titleOf } from "../registry/instance.ts";
import type { JsonResult } from "./json_result.ts";

/** The answer to an action that was done, or would be. */
export function editAnswer(
  { action, dryRun }: EditRequest,
  { subject, changes, isDelegated, warnings }: EditReport,
): JsonResult {
  return {
    action,
    instance: titleOf(subject),
    config_directory: subject.configDirectory,
    dry_run: dryRun,
    changed: changes.length > 0,
    delegated: isDelegated,
    changes: changes.map(changeJson),
    warnings,
  };
}

/** The answer to --recover. */
export function recoverAnswer(
  interrupted: Interrupted | undefined,
): JsonResult {
  return {
    action: "recover",
    changed: interrupted !== undefined,
    interrupted: interrupted ?? null,
  };
}

function changeJson({ kind, ...rest }: Change): JsonResult {
  return { change: kind, ...rest };
}
