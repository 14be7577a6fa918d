/**
 * The declaration line of a plugin: what it wants to be called for. Pure.
 *
 * @module
 */

import type { EventName } from "./event.ts";

/** Whom a plugin is for. */
export type AppliesTo =
  | { readonly kind: "all" }
  | { readonly kind: "primary" }
  | { readonly kind: "secondary" }
  | { readonly kind: "instance"; readonly name: string }
  | { readonly kind: "group"; readonly group: string };

/** A declaration, understood. */
export interface Declaration {
  /** The events it wants; at least one. */
  readonly events: readonly EventName[];
  /** After how many seconds a call is ended; 1 to 600. */
  readonly timeoutS: number;
  /** Whom it is for. */
  readonly appliesTo: AppliesTo;
  /**
   * Whether its pre hooks can have the operation done by a process that this one has
   * not started. They are called before the instance is locked.
   */
  readonly delegates: boolean;
}
