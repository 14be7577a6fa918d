/**
 * Looking at something once in a run.
 *
 * @module
 */

/** The same function, which works out the answer for each name once. */
export function remembered<JsonResult>(
  look: (name: string) => JsonResult,
): (name: string) => JsonResult {
  const known = new Map<string, { readonly answer: JsonResult }>();
  return (name) => {
    const entry = known.get(name) ?? { answer: look(name) };
    known.set(name, entry);
    return entry.answer;
  };
}
