/**
 * The plans of -e assign, -e enable and -e disable: settings of one instance.
 * Pure.
 *
 * @module
 */

import { allClaims } from "../registry/all_claims.ts";
import { FatalError } from "../diag/errors.ts";
import type { MainCfEdit } from "../main_cf/edit.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import {
  type EditContext,
  type Plan,
  refuseUnknownClaims,
  selectedInstance,
} from "./edit_context.ts";
import { nameEdits } from "./new_main_cf.ts";
import { refuseUntrusted } from "./trusted.ts";

/**
 * Plan to mark an instance as enabled or disabled.
 *
 * @throws {FatalError} When there is no such instance.
 */
export function planEnable(context: EditContext, enable: boolean): Plan {
  const instance = selectedInstance(context);
  const edit: MainCfEdit = {
    kind: "set",
    name: "multi_instance_enable",
    value: enable ? "yes" : "no",
  };
  return planEdits(instance, {
    edits: [edit],
    summary: `${enable ? "enabled" : "disabled"} instance ${titleOf(instance)}`,
  });
}

/**
 * Plan to give an instance another name or group.
 *
 * @throws {FatalError} When there is no such instance, or the name is taken.
 */
export function planAssign(context: EditContext): Plan {
  const instance = selectedInstance(context);
  const { newName: name, newGroup: group } = context.request;
  if (name) refuseTakenName(context, { instance, name });
  const said = [
    ...name === undefined ? [] : [`name ${name || "-"}`],
    ...group === undefined ? [] : [`group ${group || "-"}`],
  ];
  return planEdits(instance, {
    edits: nameEdits({ name, group }),
    summary: `assigned ${said.join(" and ")} to instance ${titleOf(instance)}`,
  });
}

function planEdits(
  subject: Instance,
  { edits, summary }: {
    readonly edits: readonly MainCfEdit[];
    readonly summary: string;
  },
): Plan {
  const { configDirectory } = subject;
  refuseUntrusted(configDirectory);
  const path = `${configDirectory}/main.cf`;
  return {
    steps: [{ kind: "edit-main-cf", path, edits }],
    warnings: [],
    summary,
    subject,
  };
}

function refuseTakenName(
  context: EditContext,
  { instance, name }: { readonly instance: Instance; readonly name: string },
): void {
  if (name === instance.name) return;
  refuseUnknownClaims(context, `whether its name is ${name}`);
  const claims = allClaims(context.installation, context.list);
  const taken = claims.find(({ value }) => value === name);
  if (taken === undefined) return;
  throw new FatalError(
    `the name ${name} belongs to the instance in ${taken.ownerDirectory}: ` +
      "choose another",
  );
}
