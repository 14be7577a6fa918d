/**
 * A run that lists instances when the list has to be made.
 *
 * @module
 */

import { chooseInstances } from "../iterate/selection.ts";
import { readInstallation } from "../postfix/installation.ts";
import { conduct, locatePostfix } from "./conduct.ts";
import { writeListing } from "./list_mode.ts";
import type { Listing } from "./parse_listing.ts";

/** List instances. @returns The exit status. */
export function makeListing(listing: Listing): Promise<number> {
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
    writeListing(listing, chosen.instances);
    return Promise.resolve(chosen.isComplete);
  }, { json: listing.json });
}

/** End a run that could not write what is remembered. @returns The exit status. */
export function failListing(listing: Listing, error: unknown): Promise<number> {
  return conduct((state) => {
    state.installation = readInstallation(locatePostfix(undefined));
    throw error;
  }, { json: listing.json });
}
