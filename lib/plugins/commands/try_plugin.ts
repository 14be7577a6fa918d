/**
 * `postmulti --plugins run`: call one hook alone, to try it. Nothing is done to
 * the instance but what the hook does, which learns that it is a test.
 *
 * @module
 */

import type { OperationClass, Phase } from "../../../plugins/api.ts";
import { FatalError } from "../../diag/errors.ts";
import type { Installation } from "../../postfix/installation.ts";
import { type Instance, titleOf } from "../../registry/instance.ts";
import type { Operation } from "../event.ts";
import { isIdMeant } from "../file_name.ts";
import {
  allOps,
  classOfCommand,
  EXEC,
  isEditAction,
  knownOps,
} from "../known_ops.ts";
import { pluginsOf } from "../load_plugins.ts";
import type { Ending } from "../hook_target.ts";
import { type Plugin, PLUGIN_DIRECTORY } from "../plugin.ts";
import { type HookContext, type HookResult, runHook } from "../run_hook.ts";

/** Which hook to try. */
export interface Trial {
  /** The id of the plugin, its file name, or its id without the digits. */
  readonly plugin: string;
  /** When it is to believe it was called. */
  readonly phase: Phase;
  /** What it is to believe is done. */
  readonly op: string;
  /** Whom it is to believe that is done for. */
  readonly instance: Instance;
}

/** How the operation that there is not is said to have ended. */
const ENDINGS: Readonly<Record<Phase, Ending | undefined>> = {
  pre: undefined,
  instead: undefined,
  post: { outcome: "ok", exitStatus: 0, signal: null, vetoedBy: null },
  fail: { outcome: "failed", exitStatus: 1, signal: null, vetoedBy: null },
};

/**
 * Call one hook.
 *
 * @throws {FatalError} When there is no such plugin or event, or the plugin is
 * broken.
 */
export async function tryPlugin(
  trial: Trial,
  context: HookContext,
): Promise<HookResult> {
  const { phase, instance } = trial;
  const operation = operationOf(trial, context.installation);
  const plugin = findPlugin(trial, context.installation);
  const wants = plugin.declaration.events
    .some((event) => event.phase === phase && isFor(event.op, operation));
  if (!wants) {
    context.diagnostics.notice(
      `${plugin.path}: it does not ask for ${phase}:${operation.op}, and ` +
        "would not be called for that",
    );
  }
  return await runHook({
    plugin,
    phase,
    target: {
      instance,
      operation,
      newName: null,
      newGroup: null,
      index: 1,
      total: 1,
    },
    ending: ENDINGS[phase],
    preStatus: null,
    timeoutS: plugin.declaration.timeoutS,
    isTest: true,
  }, context);
}

function isFor(op: string, operation: Operation): boolean {
  return op === operation.op ||
    (operation.class !== null &&
      ["@change", `@${operation.class}`].includes(op));
}

function operationOf({ op }: Trial, { primary }: Installation): Operation {
  if (!knownOps(primary).has(op)) {
    throw new FatalError(
      `there is no operation "${op}": give one of ` +
        allOps(primary).join(", "),
    );
  }
  return { op, requested: op, class: classOf(op, primary), argv: [op] };
}

function classOf(
  op: string,
  primary: Installation["primary"],
): OperationClass | null {
  if (op === EXEC) return null;
  return isEditAction(op) ? "edit" : classOfCommand(op, primary);
}

function findPlugin(
  { plugin: word, instance }: Trial,
  installation: Installation,
): Plugin {
  const set = pluginsOf(installation).of(instance);
  const plugin = set?.plugins.find(({ id }) => isIdMeant(id, word));
  if (plugin !== undefined) return plugin;
  const broken = set?.broken.find(({ id }) =>
    isIdMeant(id, word) || id === PLUGIN_DIRECTORY
  );
  if (broken !== undefined) {
    const { path, reason, remedy } = broken;
    throw new FatalError(`${path}: ${reason}, so it is not run: ${remedy}`);
  }
  throw new FatalError(
    `there is no plugin "${word}" for instance ${titleOf(instance)}: ` +
      'run "postmulti --plugins list" to see what there is',
  );
}
