/**
 * Carrying out one task.
 *
 * What to do is worked out once more, under the lock, from the disk as it is
 * then. A task is done wholly or not at all.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { MadePlan } from "../lifecycle/make_plan.ts";
import { PENDING } from "../lifecycle/pending_marker.ts";
import type { EditAction, EditRequest } from "../lifecycle/request.ts";
import { runEdit } from "../lifecycle/run_edit.ts";
import { runUnhooked } from "../lifecycle/run_locked.ts";
import type { Step } from "../lifecycle/step.ts";
import { refuseUntrusted } from "../lifecycle/trusted.ts";
import {
  primaryInstance,
  secondaryInstance,
} from "../registry/read_instance.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import { readInstances } from "../registry/load.ts";
import { readParameters } from "../postfix/installation.ts";
import { listOf } from "../postfix/parameters.ts";
import { removeFile } from "../sys/remove.ts";
import { openDiskOverlay } from "./disk_overlay.ts";
import { inheritedPlugins } from "./inherited.ts";
import { pluginFilesContext, stepsFor } from "./instance_steps.ts";
import {
  type ApplyContext,
  editContextFor,
  editRequest,
} from "./apply_context.ts";
import { configureNew, newRequest } from "./new_plan.ts";
import { runPostfix } from "./run_postfix.ts";
import { entryAfter, orderAsBytes } from "./start_order.ts";
import { isStarted, type Task } from "./task.ts";

/** What a task is carried out with. */
export interface TaskContext extends ApplyContext {
  /** The start order that is wanted. */
  readonly order: readonly string[];
}

/**
 * Carry out a task.
 *
 * @throws {FatalError} When it cannot be; it has not been begun then, or has
 * been undone.
 */
export async function perform(task: Task, context: TaskContext): Promise<void> {
  const { action, target } = task;
  switch (action) {
    case "init":
    case "enable":
    case "disable":
    case "assign":
    case "destroy":
      return await edit(requestFor(action, task), context);
    case "create":
    case "import":
      return await make(task, context);
    case "configure":
      return await runUnhooked(
        "--apply",
        context,
        () => configure(task, context),
      );
    case "reorder":
      return await runUnhooked("--apply", context, () => reorder(context));
    case "start":
    case "stop":
    case "reload": {
      context.session.end();
      const installation = context.readInstallation();
      const instance = instanceIn(target.configDirectory, context);
      await runPostfix(action, instance, { installation, context });
      // A stop may be the first half of a restart.
      if (action !== "stop" || target.wanted.state === "stopped") {
        removeFile(`${target.configDirectory}/${PENDING}`);
      }
    }
  }
}

function requestFor(
  action: EditAction,
  { target: { wanted, configDirectory } }: Task,
): EditRequest {
  if (action === "init") return editRequest({ action });
  const isAssign = action === "assign";
  return editRequest({
    action,
    selection: { by: "name", name: configDirectory },
    newName: isAssign ? wanted.name : undefined,
    newGroup: isAssign ? wanted.group : undefined,
  });
}

async function edit(
  request: EditRequest,
  context: ApplyContext,
): Promise<void> {
  if (await runEdit(request, context)) return;
  throw new FatalError(`interrupted before -e ${request.action}`);
}

async function make({ target }: Task, context: TaskContext): Promise<void> {
  const { wanted, configDirectory } = target;
  const installation = context.readInstallation();
  const listed = listOf(
    installation.primary.value("multi_instance_directories"),
  );
  const before = entryAfter(configDirectory, context.order, new Set(listed));
  const inherited = inheritedPlugins(context.configDirectory, context.document);
  await edit(newRequest(wanted, configDirectory, before), {
    ...context,
    refine: (plan) => {
      const { shipped } = context;
      const disk = openDiskOverlay();
      return configureNew(
        wanted,
        plan,
        pluginFilesContext(wanted, disk, { shipped, inherited }),
      );
    },
  });
}

function configure(
  { target }: Task,
  context: TaskContext,
): MadePlan | undefined {
  const { wanted, configDirectory } = target;
  const installation = context.readInstallation();
  const subject = instanceIn(configDirectory, context);
  refuseUntrusted(configDirectory);
  const { shipped } = context;
  const inherited = inheritedPlugins(context.configDirectory, context.document);
  const disk = openDiskOverlay();
  const steps = stepsFor(target, subject, { disk, shipped, inherited });
  if (steps.length === 0) return undefined;
  const pending: Step[] = isStarted(wanted.state)
    ? [{
      kind: "write-file",
      path: `${configDirectory}/${PENDING}`,
      content: new TextEncoder().encode(
        "The instance must be reloaded or restarted to know its configuration.\n",
      ),
      mode: 0o644,
    }]
    : [];
  return {
    context: editContextFor(editRequest({ action: "assign" }), {
      installation,
      list: { primary: subject, secondaries: [] },
    }, context),
    plan: {
      steps: [...pending, ...steps],
      warnings: [],
      summary: `configured instance ${titleOf(subject)}`,
      subject,
    },
  };
}

function reorder(context: TaskContext): MadePlan {
  const installation = context.readInstallation();
  const list = readInstances(installation);
  const request = editRequest({ action: "assign" });
  return {
    context: editContextFor(request, { installation, list }, context),
    plan: {
      steps: [{
        kind: "edit-list",
        path: `${context.configDirectory}/main.cf`,
        change: { kind: "reorder", directories: orderAsBytes(context.order) },
      }],
      warnings: [],
      summary: `start order: ${context.order.join(" ")}`,
      subject: list.primary,
    },
  };
}

/** An instance as it is now, without a look at the others. */
function instanceIn(configDirectory: string, context: ApplyContext): Instance {
  const parameters = readParameters(configDirectory, context.compiledIn);
  return configDirectory === context.configDirectory
    ? primaryInstance(configDirectory, parameters, { isAlone: false })
    : secondaryInstance(configDirectory, parameters);
}
