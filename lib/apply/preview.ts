/**
 * What tasks will do to files, seen beforehand.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import type { ListContext } from "../lifecycle/list_change.ts";
import { nameEdits } from "../lifecycle/new_main_cf.ts";
import { PENDING } from "../lifecycle/pending_marker.ts";
import type { Step } from "../lifecycle/step.ts";
import type { MainCfEdit } from "../main_cf/edit.ts";
import type { DiskOverlay, FileChange } from "./disk_overlay.ts";
import type { Prepared } from "./prepare_target.ts";
import { orderAsBytes } from "./start_order.ts";
import type { Task } from "./task.ts";

/** What a task is looked through with. */
export interface PreviewContext {
  /** The disk as the tasks before leave it. */
  readonly disk: DiskOverlay;
  /** Where the list of instances is read from. */
  readonly sources: ListContext;
  /** The steps of -e init. */
  readonly initSteps: readonly Step[];
  /** The start order that is wanted. */
  readonly order: readonly string[];
}

/** The files that a task will change, in the order of its steps. */
export function changesOf(
  task: Task,
  prepared: Prepared | undefined,
  context: PreviewContext,
): readonly FileChange[] {
  return stepsOf(task, prepared, context)
    .flatMap((step) => context.disk.take(step, context.sources))
    .filter(({ path }) => !path.endsWith(`/${PENDING}`));
}

/** The steps of a task, as far as they change files. */
function stepsOf(
  { action, target }: Task,
  prepared: Prepared | undefined,
  { sources, initSteps, order }: PreviewContext,
): readonly Step[] {
  const { wanted, configDirectory } = target;
  const edit = (edits: readonly MainCfEdit[]): Step[] => [
    { kind: "edit-main-cf", path: `${configDirectory}/main.cf`, edits },
  ];
  const list = `${sources.configDirectory}/main.cf`;
  switch (action) {
    case "init":
      return initSteps;
    case "create":
    case "import":
      return prepared?.creation?.steps ?? [];
    case "configure":
      return prepared?.steps ?? [];
    case "assign":
      return edit(nameEdits(wanted));
    case "enable":
    case "disable": {
      const value = action === "enable" ? "yes" : "no";
      return edit([{ kind: "set", name: "multi_instance_enable", value }]);
    }
    case "reorder": {
      const directories = orderAsBytes(order);
      const change = { kind: "reorder", directories } as const;
      return [{ kind: "edit-list", path: list, change }];
    }
    case "destroy":
      return [
        {
          kind: "edit-list",
          path: list,
          change: { kind: "remove", directory: configDirectory },
        },
        ...["main.cf", "master.cf"].map((name): Step => ({
          kind: "withdraw-file",
          path: `${configDirectory}/${name}`,
        })),
      ];
    case "start":
    case "stop":
    case "reload":
      return [];
  }
}
