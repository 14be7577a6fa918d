/**
 * What has to be edited in a main.cf so that it says what a document says. Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { editMainCf, type MainCfEdit, unseenSetting } from "../main_cf/edit.ts";
import { parseMainCf } from "../main_cf/parse.ts";
import { trimWhiteSpace } from "../main_cf/white_space.ts";

/**
 * The edits that are needed; none when the file says it already.
 *
 * @param file The bytes of the main.cf.
 * @param wanted Settings by name; null for one that should not be there.
 * @param place Begins the message: the file.
 * @throws {FatalError} When the file cannot be made to say it.
 */
export function settingEdits(
  file: Uint8Array,
  wanted: ReadonlyMap<string, string | null>,
  place: string,
): readonly MainCfEdit[] {
  const { settings } = parseMainCf(file);
  const edits = [...wanted].flatMap(([name, text]): MainCfEdit[] => {
    const now = settings.get(name)?.value;
    if (text === null) {
      return now === undefined ? [] : [{ kind: "remove", name }];
    }
    const value = trimWhiteSpace(text);
    return value === now ? [] : [{ kind: "set", name, value }];
  });
  if (edits.length > 0) refuseUnlessReadBack(file, edits, place);
  return edits;
}

/** A later line that edits pass over would hide a setting. */
function refuseUnlessReadBack(
  file: Uint8Array,
  edits: readonly MainCfEdit[],
  place: string,
): void {
  const { settings } = parseMainCf(editMainCf(file, edits).file);
  const lost = edits.find((edit) =>
    settings.get(edit.name)?.value !==
      (edit.kind === "set" ? edit.value : undefined)
  );
  if (lost === undefined) return;
  throw new FatalError(unseenSetting(place, lost.name));
}
