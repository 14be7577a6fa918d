/**
 * What --apply works with.
 *
 * @module
 */

import type { EditContext } from "../lifecycle/edit_context.ts";
import type { EditRequest } from "../lifecycle/request.ts";
import type { EditRunContext } from "../lifecycle/edit_run_context.ts";
import type { LockWait } from "../lifecycle/primary_lock.ts";
import type { LockSession } from "../lifecycle/lock_session.ts";
import type { ShippedPlugin } from "../plugins/shipped.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import type { Installation } from "../postfix/installation.ts";
import type { InstanceList } from "../registry/load.ts";
import type { Foreground } from "../sys/child.ts";
import type { Signals } from "../sys/signals.ts";
import type { ApplyDocument } from "./document.ts";

/** What --apply works with. */
export interface ApplyContext extends EditRunContext {
  /** What there should be. */
  readonly document: ApplyDocument;
  /** The plugins that come with this program. */
  readonly shipped: readonly ShippedPlugin[];
  /** Runs postfix(1). */
  readonly foreground: Foreground;
  /** How to wait for other runs. */
  readonly lockWait: LockWait;
  /** Keeps the lock from one task to the next. */
  readonly session: LockSession;
  /** The signals, taken over for the whole run. */
  readonly signals: Signals;
}

/** What an action is planned from, where the instances have been read already. */
export function editContextFor(
  request: EditRequest,
  { installation, list }: {
    readonly installation: Installation;
    readonly list: InstanceList;
  },
  { diagnostics }: Pick<ApplyContext, "diagnostics">,
): EditContext {
  const verbose = diagnostics.verbosity > 0;
  const environment = loggingEnvironment(installation, { verbose });
  return { installation, list, request, diagnostics, environment };
}

/** A request with nothing in it but what is said. */
export function editRequest(
  request: Pick<EditRequest, "action"> & Partial<EditRequest>,
): EditRequest {
  return {
    selection: undefined,
    newName: undefined,
    newGroup: undefined,
    directories: {},
    dryRun: false,
    ...request,
  };
}
