/**
 * Running one life-cycle action, `postmulti -e ACTION`, from start to end.
 *
 * Takes the lock of the primary instance, reads the list of instances, plans,
 * and carries the plan out; the lock is held until the last step is done.
 * Nothing is touched before it is clear that the action may go ahead.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import type { CompiledIn } from "../postfix/compiled_in.ts";
import type { Installation } from "../postfix/installation.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import { readInstances } from "../registry/load.ts";
import { isSameFile } from "../sys/files.ts";
import { isRoot } from "../sys/process.ts";
import type { EditContext, Plan } from "./edit_context.ts";
import { execute } from "./execute.ts";
import type { Journal } from "./journal.ts";
import { planAssign, planEnable } from "./plan_assign.ts";
import { planCreate } from "./plan_create.ts";
import { planDeport } from "./plan_deport.ts";
import { planDestroy } from "./plan_destroy.ts";
import { planImport } from "./plan_import.ts";
import { planInit } from "./plan_init.ts";
import { holdPrimary, type PrimaryLock } from "./primary_lock.ts";
import { recover } from "./recover.ts";
import type { EditAction, EditRequest } from "./request.ts";
import { describeStep } from "./step.ts";
import { sweepTemporaries } from "./sweep.ts";
import { refuseUntrusted } from "./trusted.ts";

/** What an action needs beside the request. */
export interface EditMeans {
  /** The primary instance's configuration directory. */
  readonly configDirectory: string;
  /** The defaults compiled into Postfix. */
  readonly compiledIn: CompiledIn;
  /** How long to wait for another action, in milliseconds. */
  readonly lockTimeoutMs: number;
  /** This process and its command line. */
  readonly author: Pick<Journal, "pid" | "command">;
  /** Reads the primary instance; called once the lock is held. */
  readonly readInstallation: () => Installation;
  /** Where to tell what happened. */
  readonly diagnostics: Diagnostics;
  /** The absolute path of this executable. */
  readonly executable: string;
  /** Takes the text of a plan that is only shown. */
  readonly show: (text: string) => void;
}

type Planner = (context: EditContext, executable: string | undefined) => Plan;

const PLANNERS: Readonly<Record<EditAction, Planner>> = {
  init: planInit,
  create: (context) => planCreate(context),
  import: (context) => planImport(context),
  destroy: (context) => planDestroy(context),
  deport: (context) => planDeport(context),
  enable: (context) => planEnable(context, true),
  disable: (context) => planEnable(context, false),
  assign: (context) => planAssign(context),
};

/**
 * Run an action. What a dead process has left unfinished is settled first. With
 * dryRun the plan is shown instead, and nothing is touched, not even a lock.
 *
 * @throws {FatalError} When it may not go ahead or fails; the disk is then as
 * it was, but for what warnings have named.
 */
export async function runEdit(
  request: EditRequest,
  means: EditMeans,
): Promise<void> {
  if (request.dryRun) {
    return show(makePlan(gather(request, means), means), means);
  }
  await locked(`-e ${request.action}`, means, async (lock) => {
    await settleLeftOver(lock, means);
    const context = gather(request, means);
    const plan = makePlan(context, means);
    await carryOut(plan, { context, means, lock });
  });
}

/**
 * Settle what a dead process has left unfinished, and do nothing else.
 *
 * @throws {FatalError} When that cannot be done.
 */
export async function runRecover(means: EditMeans): Promise<void> {
  await locked("--recover", means, async (lock) => {
    await settleLeftOver(lock, means);
    sweepTemporaries(means);
    // The mail log is told about it, and is reached through the primary.
    means.readInstallation();
  });
}

async function locked(
  what: string,
  { configDirectory, lockTimeoutMs }: EditMeans,
  work: (lock: PrimaryLock) => Promise<void>,
): Promise<void> {
  if (!isRoot()) {
    throw new FatalError(`${what} changes the mail system: run it as root`);
  }
  refuseUntrusted(configDirectory);
  const lock = await holdPrimary(configDirectory, { timeoutMs: lockTimeoutMs });
  try {
    await work(lock);
  } finally {
    lock[Symbol.dispose]();
  }
}

async function settleLeftOver(
  lock: PrimaryLock,
  { configDirectory, compiledIn, diagnostics }: EditMeans,
): Promise<void> {
  if (!lock.isLeftOver) return;
  const sources = { configDirectory, compiledIn };
  await recover(lock.left, { diagnostics, sources, lock });
  sweepTemporaries(sources);
}

function gather(request: EditRequest, means: EditMeans): EditContext {
  const { diagnostics } = means;
  const installation = means.readInstallation();
  const environment = loggingEnvironment(installation, {
    verbose: diagnostics.verbosity > 0,
  });
  const list = readInstances(installation);
  return { installation, list, request, diagnostics, environment };
}

function makePlan(context: EditContext, { executable }: EditMeans): Plan {
  const { installation, request } = context;
  if (request.action !== "init") refuseUnlessSetUp(installation);
  const program = executableForInit(installation, executable);
  return PLANNERS[request.action](context, program);
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

function show(
  { steps, warnings }: Plan,
  { show, diagnostics }: EditMeans,
): void {
  show(steps.map((step) => `${describeStep(step)}\n`).join(""));
  for (const warning of warnings) diagnostics.notice(warning);
}

async function carryOut(
  plan: Plan,
  { context, means, lock }: {
    readonly context: EditContext;
    readonly means: EditMeans;
    readonly lock: PrimaryLock;
  },
): Promise<void> {
  const { diagnostics } = context;
  const { configDirectory, compiledIn } = means;
  for (const step of plan.steps) diagnostics.debug(1, describeStep(step));
  await execute(plan, {
    diagnostics,
    sources: { configDirectory, compiledIn },
    lock,
    author: means.author,
  });
  for (const warning of plan.warnings) diagnostics.warning(warning);
  diagnostics.change(plan.summary);
}
