/**
 * The mode -l, when the list has to be made.
 *
 * @module
 */

import { chooseInstances } from "../registry/choose_instances.ts";
import type { Selection } from "../registry/select.ts";
import type { Located } from "./run_state.ts";
import { type ListOrder, writeListing } from "./write_listing.ts";

/** What to list, and how. */
export interface ListRequest extends ListOrder {
  /** Which instances. */
  readonly selection: Selection;
}

/** List instances. @returns Whether that is all that was asked for. */
export function listMode(
  request: ListRequest,
  { state, read }: Pick<Located, "state" | "read">,
): boolean {
  const installation = read();
  state.phases.end("main.cf");
  const { instances, isComplete } = chooseInstances(
    installation,
    request.selection,
    state.diagnostics,
  );
  state.phases.end("instances");
  writeListing(request, instances);
  return isComplete;
}
