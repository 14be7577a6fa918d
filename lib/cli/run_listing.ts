/**
 * A run that lists instances, by itself: the smallest program that can do it is
 * the one that begins soonest. A list that is remembered is all there is to it;
 * everything else is loaded when there is none, or something is wrong.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { defaultsFile } from "../postfix/defaults_file.ts";
import { findPostconf } from "../postfix/find_postconf.ts";
import type { Instance } from "../registry/instance.ts";
import { cachedList } from "../registry/cache/cached_list.ts";
import { isSelected } from "../registry/select.ts";
import { environment, executablePath } from "../sys/process.ts";
import type { Listing } from "./parse_listing.ts";
import { writeListing } from "./write_listing.ts";

/** List instances. @returns The exit status. */
export async function runListing(listing: Listing): Promise<number> {
  try {
    // Who wants to see how it is done gets it done.
    const list = listing.verbosity === 0 ? remembered() : undefined;
    if (list !== undefined) {
      const { selection } = listing;
      writeListing(listing, list.filter((one) => isSelected(one, selection)));
      return 0;
    }
  } catch (error) {
    const { failListing } = await import("./make_listing.ts");
    return await failListing(listing, error);
  }
  const { makeListing } = await import("./make_listing.ts");
  return await makeListing(listing);
}

function remembered(): readonly Instance[] | undefined {
  try {
    const postconf = findPostconf({
      option: undefined,
      executable: executablePath(),
      environment,
    });
    const mailConfig = environment("MAIL_CONFIG");
    return cachedList(defaultsFile(postconf), mailConfig);
  } catch (error) {
    // The code that makes the list meets the same error, and reports it.
    if (error instanceof FatalError) return undefined;
    throw error;
  }
}
