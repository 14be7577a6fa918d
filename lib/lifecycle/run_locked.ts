/**
 * Planning and carrying out under two locks: that of the primary instance, which
 * guards the list of instances, and that of the instance that is changed, which
 * another run may be starting or stopping.
 *
 * What waits for an instance does not hold the primary's lock, because the other
 * run's hooks may call this program.
 *
 * @module
 */

import type { Instance } from "../registry/instance.ts";
import { BusyError } from "../sys/wait_for_lock.ts";
import { applyPlan } from "./apply_plan.ts";
import type { EditRunContext } from "./edit_run_context.ts";
import { lockSubject } from "./lock_subject.ts";
import type { MadePlan } from "./make_plan.ts";
import type { PrimaryLock } from "./primary_lock.ts";
import { settleLeftOver, underLock } from "./under_lock.ts";

/**
 * Carry out a plan that no hooks are for.
 *
 * @param what As the command line has it: `--apply`.
 * @param make Called once the lock is held; undefined when there is nothing to do.
 * @throws {FatalError} When it may not go ahead or fails; the disk is then as
 * it was, but for what warnings have named.
 */
export async function runUnhooked(
  what: string,
  runContext: EditRunContext,
  make: () => MadePlan | undefined,
): Promise<void> {
  await runLocked(what, runContext, async (lock) => {
    await settleLeftOver(lock, runContext);
    return make();
  });
}

/**
 * Plan, and carry out the plan under both locks.
 *
 * @param what As the command line has it: `-e enable`.
 * @param make Plans under the lock of the primary instance. It is called again when
 * another run worked on the instance; undefined when there is nothing to do.
 * @throws {FatalError} When it may not go ahead or fails, or the other run does not
 * finish in time.
 */
export async function runLocked(
  what: string,
  runContext: EditRunContext,
  make: (lock: PrimaryLock) => Promise<MadePlan | undefined>,
): Promise<void> {
  let subject = await tryLocked(what, runContext, { make, locked: undefined });
  while (subject !== undefined) {
    const waitedFor: Instance = subject;
    runContext.session?.end();
    const lock = await lockSubject(what, waitedFor, {
      context: runContext,
      wait: {
        runId: "",
        timeoutMs: runContext.lockTimeoutMs,
        interrupted: () => runContext.interrupted?.(),
      },
    });
    try {
      const locked = waitedFor.configDirectory;
      subject = await tryLocked(what, runContext, { make, locked });
    } finally {
      lock[Symbol.dispose]();
    }
  }
}

/** @returns The instance that another run works on; nothing was done then. */
async function tryLocked(
  what: string,
  runContext: EditRunContext,
  { make, locked }: {
    readonly make: (lock: PrimaryLock) => Promise<MadePlan | undefined>;
    /** The configuration directory of the instance that is locked already. */
    readonly locked: string | undefined;
  },
): Promise<Instance | undefined> {
  let busy: Instance | undefined;
  await underLock(what, runContext, async (lock) => {
    const made = await make(lock);
    if (made === undefined) return;
    const { context, plan } = made;
    const held = plan.subject.configDirectory === locked
      ? undefined
      : await lockAtOnce(what, plan.subject, runContext);
    if (held === "busy") {
      busy = plan.subject;
      return;
    }
    try {
      await applyPlan(plan, { context, runContext, lock });
    } finally {
      held?.[Symbol.dispose]();
    }
  });
  return busy;
}

async function lockAtOnce(
  what: string,
  subject: Instance,
  runContext: EditRunContext,
): Promise<Disposable | "busy"> {
  try {
    const wait = { runId: "", timeoutMs: 0 };
    return await lockSubject(what, subject, { context: runContext, wait });
  } catch (error) {
    if (error instanceof BusyError) return "busy";
    throw error;
  }
}
