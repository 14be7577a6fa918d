/**
 * A run that lists instances, by itself: the smallest program that can do it is
 * the one that begins soonest.
 *
 * @module
 */

import { chooseInstances } from "../iterate/selection.ts";
import { readInstallation } from "../postfix/installation.ts";
import { conduct, locatePostfix } from "./conduct.ts";
import { listMode } from "./list_mode.ts";
import type { Listing } from "./parse_listing.ts";

/** List instances. @returns The exit status. */
export function runListing(listing: Listing): Promise<number> {
  return conduct((state) => {
    state.diagnostics.verbosity = listing.verbosity;
    const location = locatePostfix(undefined);
    state.phases.end("finding Postfix");
    const installation = readInstallation(location);
    state.installation = installation;
    state.phases.end("main.cf");
    const { selection } = listing;
    const { diagnostics } = state;
    const chosen = chooseInstances(installation, selection, diagnostics);
    state.phases.end("instances");
    return Promise.resolve(listMode(listing, chosen));
  }, { json: listing.json });
}
