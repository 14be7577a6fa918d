/**
 * Looking at something once in a run.
 *
 * @module
 */

/** The same function, which works out the answer for each name once. */
export function remembered<Value>(
  look: (name: string) => Value,
): (name: string) => Value {
  const known = new Map<string, { readonly answer: Value }>();
  return (name) => {
    const entry = known.get(name) ?? { answer: look(name) };
    known.set(name, entry);
    return entry.answer;
  };
}
