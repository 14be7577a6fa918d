/**
 * The planner of an action. Its code is loaded when that action is asked for.
 *
 * @module
 */

import type { EditContext, Plan } from "./edit_context.ts";
import type { EditAction } from "./request.ts";

/**
 * Decides what to do.
 *
 * @param executable What -e init makes the wrapper; undefined for Postfix's own
 * postmulti.
 * @throws {FatalError} When the action may not go ahead.
 */
export type Planner = (
  context: EditContext,
  executable: string | undefined,
) => Plan;

const PLANNERS: Readonly<Record<EditAction, () => Promise<Planner>>> = {
  init: async () => (await import("./plan_init.ts")).planInit,
  uninit: async () => (await import("./plan_uninit.ts")).planUninit,
  create: async () => (await import("./plan_create.ts")).planCreate,
  import: async () => (await import("./plan_import.ts")).planImport,
  destroy: async () => (await import("./plan_destroy.ts")).planDestroy,
  deport: async () => (await import("./plan_deport.ts")).planDeport,
  enable: () => loadPlanEnable(true),
  disable: () => loadPlanEnable(false),
  assign: async () => (await import("./plan_assign.ts")).planAssign,
};

/** Load the planner of an action. */
export function loadPlanner(action: EditAction): Promise<Planner> {
  return PLANNERS[action]();
}

async function loadPlanEnable(enable: boolean): Promise<Planner> {
  const { planEnable } = await import("./plan_assign.ts");
  return (context) => planEnable(context, enable);
}
