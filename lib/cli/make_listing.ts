/**
 * A run that lists instances when the list has to be made.
 *
 * @module
 */

import { locatePostfix, reading, runMode } from "./run_mode.ts";
import { listMode } from "./list_mode.ts";
import type { Listing } from "./parse_listing.ts";

/** List instances. @returns The exit status. */
export function makeListing(listing: Listing): Promise<number> {
  return runMode((state) => {
    state.diagnostics.verbosity = listing.verbosity;
    state.json = listing.json;
    const location = locatePostfix(undefined);
    state.phases.end("finding Postfix");
    const read = reading(location, state);
    return Promise.resolve(listMode(listing, { state, read }));
  });
}

/** End a run that could not write what is remembered. @returns The exit status. */
export function failListing(listing: Listing, error: unknown): Promise<number> {
  return runMode((state) => {
    state.json = listing.json;
    reading(locatePostfix(undefined), state)();
    throw error;
  });
}
