/**
 * The plan of -e deport: an instance leaves the list, and its files stay.
 *
 * @module
 */

import { type Instance, titleOf } from "../registry/instance.ts";
import { isRegularFile } from "../sys/files.ts";
import {
  type EditContext,
  type Plan,
  primaryMainCf,
  selectedInstance,
} from "./edit_context.ts";
import { refuseUnlessStopped } from "./stopped.ts";
import type { ListChange } from "./list_change.ts";

/**
 * Plan to take an instance off the list. An entry whose main.cf is gone
 * already is only struck off.
 *
 * @throws {FatalError} When it is the primary, enabled or running.
 */
export function planDeport(context: EditContext): Plan {
  const gone = goneDirectory(context);
  if (gone !== undefined) {
    const subject = goneInstance(gone);
    return planUnlisting(context, { kind: "remove", directory: gone }, subject);
  }
  const instance: Instance = selectedInstance(context);
  refuseUnlessStopped(context, instance);
  const directory = instance.configDirectory;
  return planUnlisting(context, { kind: "deport", directory }, instance);
}

function planUnlisting(
  context: EditContext,
  change: ListChange,
  subject: Instance,
): Plan {
  return {
    steps: [{ kind: "edit-list", path: primaryMainCf(context), change }],
    warnings: [],
    summary: `deported instance ${titleOf(subject)}`,
    subject,
  };
}

/** All that is known of an instance whose main.cf is gone. */
function goneInstance(configDirectory: string): Instance {
  return {
    primary: false,
    name: "",
    group: "",
    enabled: false,
    configDirectory,
    queueDirectory: "",
    dataDirectory: "",
  };
}

/** The selected entry of the list, when there is no main.cf in it any more. */
function goneDirectory({ list, request }: EditContext): string | undefined {
  const { selection } = request;
  if (selection?.by !== "name") return undefined;
  return list.secondaries
    .flatMap(({ damage }) => damage?.configDirectory ?? [])
    .find((directory) =>
      directory === selection.name && !isRegularFile(`${directory}/main.cf`)
    );
}
