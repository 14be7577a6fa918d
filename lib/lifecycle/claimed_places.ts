/**
 * Where the directories really are that instances claim. Each is looked at once in a
 * run: with many actions in one run, each of them is compared with all others.
 *
 * @module
 */

import { directoryKeys, realPlace } from "../sys/real_path.ts";

const PLACES = new Map<string, string>();
const KEYS = new Map<string, readonly string[]>();

/** Where a claimed directory really is; see realPlace(). */
export function claimedPlace(path: string): string {
  const place = PLACES.get(path) ?? realPlace(path);
  PLACES.set(path, place);
  return place;
}

/** What a claimed directory can be recognized by; see directoryKeys(). */
export function claimedKeys(path: string): readonly string[] {
  const keys = KEYS.get(path) ?? directoryKeys(path);
  KEYS.set(path, keys);
  return keys;
}
