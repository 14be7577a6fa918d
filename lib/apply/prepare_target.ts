/**
 * What there is to do for one entry of a document.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { Plan } from "../lifecycle/edit_context.ts";
import { describeMail } from "../lifecycle/mail_count.ts";
import { planCreate } from "../lifecycle/plan_create.ts";
import { planImport } from "../lifecycle/plan_import.ts";
import type { Step } from "../lifecycle/step.ts";
import { refuseUntrusted } from "../lifecycle/trusted.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import type { InstanceList } from "../registry/load.ts";
import type { DiskOverlay } from "./disk_overlay.ts";
import type { Host } from "./host.ts";
import { pluginFilesContext, stepsFor } from "./instance_steps.ts";
import { type ApplyContext, editContextFor } from "./apply_context.ts";
import {
  configureNew,
  newRequest,
  refuseOtherDirectories,
} from "./new_plan.ts";
import { entryAfter } from "./start_order.ts";
import type { Target } from "./target.ts";
import { isStarted, type Situation } from "./task.ts";

/** What is known of a target, and what there is to do to its files. */
export interface Prepared extends Situation {
  /** The plan that makes it; undefined when it is there. */
  readonly creation: Plan | undefined;
  /** What changes the files of an instance that is there. */
  readonly steps: readonly Step[];
}

/** What all targets are looked at with. */
export interface TargetContext {
  /** The host as it is. */
  readonly host: Host;
  /** What stays listed. */
  readonly list: InstanceList;
  /** The same, as entries of the list. */
  readonly listed: ReadonlySet<string>;
  /** The start order that is wanted. */
  readonly order: readonly string[];
  /** Nothing has been done to it. */
  readonly disk: DiskOverlay;
  /** What --apply works with. */
  readonly applyContext: ApplyContext;
  /** The ids of the plugins that secondary instances have from the primary. */
  readonly inherited: ReadonlySet<string>;
}

/**
 * Look at one target.
 *
 * @throws {FatalError} When it cannot be as it should be.
 */
export function prepareOne(
  target: Target,
  context: TargetContext,
): Prepared {
  const { wanted, instance } = target;
  if (wanted.state === "absent") return prepareLeaving(target, context);
  const prepared = instance === undefined
    ? prepareNew(target, context)
    : prepareListed(target, instance, context);
  const { subject, isRunning } = prepared;
  const isEnabled = wanted.enabled ?? subject?.enabled ?? false;
  if (isStarted(wanted.state) && !isRunning && !isEnabled) {
    throw new FatalError(
      `${wanted.place}: an instance that is not enabled is not started: say ` +
        '"enabled": true',
    );
  }
  return prepared;
}

function prepareLeaving(target: Target, { host }: TargetContext): Prepared {
  const { wanted, instance } = target;
  const nothing = {
    creation: undefined,
    steps: [],
    isComplete: false,
    isOther: false,
    isPending: false,
  };
  if (instance === undefined) {
    return { ...nothing, target, subject: undefined, isRunning: false };
  }
  const damage = host.list.secondaries.find(({ damage }) => damage)?.damage;
  if (damage !== undefined) throw new FatalError(damage.reason);
  const mail = describeMail(instance.queueDirectory);
  if (mail !== undefined) {
    throw new FatalError(
      `${wanted.place}: instance ${titleOf(instance)} holds mail and is not ` +
        `removed: ${mail}: deliver or delete it first; nothing was done`,
    );
  }
  const isRunning = host.isRunning(instance);
  return { ...nothing, target, subject: instance, isRunning };
}

function prepareNew(target: Target, context: TargetContext): Prepared {
  const { wanted, configDirectory } = target;
  const { host, list, listed, order, disk, applyContext } = context;
  const before = entryAfter(configDirectory, order, listed);
  const request = newRequest(wanted, configDirectory, before);
  const editContext = editContextFor(request, { ...host, list }, applyContext);
  const plan = (request.action === "import" ? planImport : planCreate)(
    editContext,
  );
  const plugins = pluginFilesContext(wanted, disk, {
    ...applyContext,
    ...context,
  });
  const creation = configureNew(wanted, plan, plugins);
  const { subject } = plan;
  const isComplete = request.action === "import";
  const isRunning = isComplete && host.isRunning(subject);
  return {
    target,
    subject,
    creation,
    steps: [],
    isComplete,
    isOther: false,
    isRunning,
    isPending: false,
  };
}

function prepareListed(
  target: Target,
  instance: Instance,
  context: TargetContext,
): Prepared {
  const { wanted, configDirectory } = target;
  const { host, disk, applyContext } = context;
  refuseOtherDirectories(wanted, instance);
  const steps = stepsFor(target, instance, {
    ...applyContext,
    ...context,
    disk,
  });
  if (steps.length > 0) refuseUntrusted(configDirectory);
  return {
    target,
    subject: instance,
    creation: undefined,
    steps,
    isComplete: false,
    isOther: steps.length > 0,
    isRunning: host.isRunning(instance),
    isPending: host.isPending(instance),
  };
}
