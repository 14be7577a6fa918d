/**
 * What every life-cycle action works with, and the checks they share.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Instance } from "../registry/instance.ts";
import type { InstanceList } from "../registry/load.ts";
import { noMatch, selectables } from "../registry/no_match.ts";
import { isDamageSelected, isSelected } from "../registry/select.ts";
import type { EditRequest } from "./request.ts";
import type { Step } from "./step.ts";

/** What a planner decides from. */
export interface EditContext {
  /** The Postfix that the instances belong to. */
  readonly installation: Installation;
  /** All instances, as they are now. */
  readonly list: InstanceList;
  /** What was asked for. */
  readonly request: EditRequest;
  /** Where to report what happened. */
  readonly diagnostics: Diagnostics;
  /** Variables that children of this program get. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What a planner decided. */
export interface Plan {
  /** What to do, in this order. */
  readonly steps: readonly Step[];
  /** What the administrator should know once it is done. */
  readonly warnings: readonly string[];
  /** What will have been done, for the mail log: `created instance postfix-in in /etc/postfix-in`. */
  readonly summary: string;
  /** Whom it is about: as it is before, or as it will be when it is new. */
  readonly subject: Instance;
}

/** The primary instance's main.cf. */
export function primaryMainCf({ installation }: EditContext): string {
  return `${installation.configDirectory}/main.cf`;
}

/**
 * The one secondary or primary instance that -i names.
 *
 * @throws {FatalError} When there is none, or it is damaged.
 */
export function selectedInstance({ list, request }: EditContext): Instance {
  const { selection } = request;
  if (selection?.by !== "name") throw new FatalError("no instance selected");
  const instance = [
    list.primary,
    ...list.secondaries.flatMap(({ instance }) => instance ?? []),
  ].find((candidate) => isSelected(candidate, selection));
  if (instance !== undefined) return instance;
  const damage = list.secondaries.flatMap(({ damage }) => damage ?? [])
    .find((candidate) => isDamageSelected(candidate, selection) === true);
  throw new FatalError(damage?.reason ?? noMatch(selectables(list), selection));
}

/**
 * Refuse an action that needs the claims of a damaged instance.
 *
 * @param purpose What cannot be made sure of: `that its queue is not shared`.
 * @throws {FatalError} Naming the first damaged instance.
 */
export function refuseUnknownClaims(
  { list }: EditContext,
  purpose: string,
): void {
  const damage = list.secondaries.find(({ damage }) => damage)?.damage;
  if (damage === undefined) return;
  throw new FatalError(
    `instance ${damage.configDirectory} is damaged, so it is unknown ` +
      `${purpose}: fix it first: ${damage.reason}`,
  );
}
