/**
 * From a request to the plan of its action: reads the instances, changes nothing
 * but what is remembered of them.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import type { Installation } from "../postfix/installation.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import { usingInstanceCache } from "../registry/cache/instance_cache.ts";
import type { SessionCache } from "../registry/cache/session_cache.ts";
import { readInstances } from "../registry/load.ts";
import { isSameFile } from "../sys/files.ts";
import type { EditContext, Plan } from "./edit_context.ts";
import type { Planner } from "./load_planner.ts";
import type { EditAction, EditRequest } from "./request.ts";

/** What plans are made with. */
export interface PlanContext {
  /** Reads the primary instance; called once the lock is held. */
  readonly readInstallation: () => Installation;
  /** Where to report what happened. */
  readonly diagnostics: Diagnostics;
  /** The absolute path of this executable. */
  readonly executable: string;
  /** What is known of the instances while a lock is kept, see lock_session.ts. */
  readonly session?: { readonly cache: SessionCache | undefined };
  /** Changes a plan before it is carried out or shown. */
  readonly refine?: (plan: Plan, context: EditContext) => Plan;
}

/** Plans the action that was asked for. */
export interface PlannerContext {
  /** See load_planner.ts. */
  readonly planner: Planner;
}

/** A plan, and what it was made from. */
export interface MadePlan {
  /** What there was when it was made. */
  readonly context: EditContext;
  /** What to do. */
  readonly plan: Plan;
}

const NEEDS_NO_INIT: ReadonlySet<EditAction> = new Set(["init", "uninit"]);

/**
 * Plan an action on the instances as they are now.
 *
 * @throws {FatalError} When it may not go ahead.
 */
export function makePlan(
  request: EditRequest,
  runContext: PlanContext & PlannerContext,
): MadePlan {
  const context = gatherContext(request, runContext);
  const { installation } = context;
  if (!NEEDS_NO_INIT.has(request.action)) refuseUnlessSetUp(installation);
  const program = executableForInit(installation, runContext.executable);
  const plan = runContext.planner(context, program);
  return { context, plan: runContext.refine?.(plan, context) ?? plan };
}

/**
 * What an action is planned from: the instances as they are now.
 *
 * @throws {FatalError} When the primary instance cannot be read.
 */
export function gatherContext(
  request: EditRequest,
  runContext: Pick<PlanContext, "readInstallation" | "diagnostics" | "session">,
): EditContext {
  const { diagnostics, session } = runContext;
  const installation = runContext.readInstallation();
  const environment = loggingEnvironment(installation, {
    verbose: diagnostics.verbosity > 0,
  });
  const list = session?.cache?.list(installation) ?? usingInstanceCache(
    installation.compiledIn,
    (cache) => readInstances(installation, cache),
  );
  return { installation, list, request, diagnostics, environment };
}

/** Whether -e init has been run. */
export function isSetUp({ primary }: Installation): boolean {
  return primary.value("multi_instance_wrapper") !== "" &&
    /^yes$/i.test(primary.value("multi_instance_enable"));
}

function refuseUnlessSetUp(installation: Installation): void {
  if (isSetUp(installation)) return;
  const { primary } = installation;
  throw new FatalError(
    `${primary.path}: multi-instance support is not set up: ` +
      'run "postmulti -e init" first',
  );
}

/** What -e init makes the wrapper; undefined for Postfix's own postmulti. */
export function executableForInit(
  { command }: Installation,
  executable: string,
): string | undefined {
  return isSameFile(command("postmulti"), executable) ? undefined : executable;
}
