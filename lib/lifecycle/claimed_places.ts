/**
 * Where the directories really are that instances claim. Each is looked at once in a
 * run: with many actions in one run, each of them is compared with all others.
 *
 * @module
 */

import { directoryKeys, realPlace } from "../sys/real_path.ts";
import { remembered } from "../sys/remembered.ts";

/** Where a claimed directory really is; see realPlace(). */
export const claimedPlace: (path: string) => string = remembered(realPlace);

/** What a claimed directory can be recognized by; see directoryKeys(). */
export const claimedKeys: (path: string) => readonly string[] = remembered(
  directoryKeys,
);
