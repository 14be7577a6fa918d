/**
 * What the planners of life-cycle actions are given, made by hand, for tests
 * beside the sources.
 *
 * @module
 */

import { createDiagnostics } from "../../lib/diag/diagnostics.ts";
import type { EditContext } from "../../lib/lifecycle/edit_context.ts";
import type { EditRequest } from "../../lib/lifecycle/request.ts";
import { madeInstallation } from "./made_installation.ts";
import { madeList, madePrimary } from "./made_instance.ts";

/** A request for an action with nothing else given, with changes. */
export function madeRequest(
  action: EditRequest["action"],
  change: Partial<EditRequest> = {},
): EditRequest {
  return {
    action,
    selection: undefined,
    newName: undefined,
    newGroup: undefined,
    directories: {},
    dryRun: false,
    ...change,
  };
}

/** A context of a primary instance alone in the usual places, with changes. */
export function madeContext(
  request: EditRequest,
  change: Partial<EditContext> = {},
): EditContext {
  return {
    installation: madeInstallation(),
    list: madeList(madePrimary()),
    request,
    diagnostics: createDiagnostics(() => {}),
    environment: {},
    ...change,
  };
}
