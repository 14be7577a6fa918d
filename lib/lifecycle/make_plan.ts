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
import { openInstanceCache } from "../registry/instance_cache.ts";
import { readInstances } from "../registry/load.ts";
import { isSameFile } from "../sys/files.ts";
import type { EditContext, Plan } from "./edit_context.ts";
import { planAssign, planEnable } from "./plan_assign.ts";
import { planCreate } from "./plan_create.ts";
import { planDeport } from "./plan_deport.ts";
import { planDestroy } from "./plan_destroy.ts";
import { planImport } from "./plan_import.ts";
import { planInit } from "./plan_init.ts";
import { planUninit } from "./plan_uninit.ts";
import type { EditAction, EditRequest } from "./request.ts";

/** What plans are made with. */
export interface PlanMeans {
  /** Reads the primary instance; called once the lock is held. */
  readonly readInstallation: () => Installation;
  /** Where to tell what happened. */
  readonly diagnostics: Diagnostics;
  /** The absolute path of this executable. */
  readonly executable: string;
}

/** A plan, and what it was made from. */
export interface MadePlan {
  /** What there was when it was made. */
  readonly context: EditContext;
  /** What to do. */
  readonly plan: Plan;
}

type Planner = (context: EditContext, executable: string | undefined) => Plan;

const PLANNERS: Readonly<Record<EditAction, Planner>> = {
  init: planInit,
  uninit: planUninit,
  create: (context) => planCreate(context),
  import: (context) => planImport(context),
  destroy: (context) => planDestroy(context),
  deport: (context) => planDeport(context),
  enable: (context) => planEnable(context, true),
  disable: (context) => planEnable(context, false),
  assign: (context) => planAssign(context),
};

const NEEDS_NO_INIT: ReadonlySet<EditAction> = new Set(["init", "uninit"]);

/**
 * Plan an action on the instances as they are now.
 *
 * @throws {FatalError} When it may not go ahead.
 */
export function makePlan(request: EditRequest, means: PlanMeans): MadePlan {
  const context = gather(request, means);
  const { installation } = context;
  if (!NEEDS_NO_INIT.has(request.action)) refuseUnlessSetUp(installation);
  const program = executableForInit(installation, means.executable);
  return { context, plan: PLANNERS[request.action](context, program) };
}

function gather(request: EditRequest, means: PlanMeans): EditContext {
  const { diagnostics } = means;
  const installation = means.readInstallation();
  const environment = loggingEnvironment(installation, {
    verbose: diagnostics.verbosity > 0,
  });
  const cache = openInstanceCache(installation.compiledIn);
  const list = readInstances(installation, cache);
  cache?.save();
  return { installation, list, request, diagnostics, environment };
}

function refuseUnlessSetUp({ primary }: Installation): void {
  const isSetUp = primary.value("multi_instance_wrapper") !== "" &&
    /^yes$/i.test(primary.value("multi_instance_enable"));
  if (isSetUp) return;
  throw new FatalError(
    `${primary.path}: multi-instance support is not set up: ` +
      'run "postmulti -e init" first',
  );
}

function executableForInit(
  { command }: Installation,
  executable: string,
): string | undefined {
  return isSameFile(command("postmulti"), executable) ? undefined : executable;
}
