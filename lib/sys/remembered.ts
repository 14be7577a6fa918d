/**
 * Looking at something once in a run.
 *
 * @module
 */

/** The same function, which works out the answer for each name once. */
export function remembered<Answer>(
  look: (name: string) => Answer,
): (name: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (name) => {
    const entry = known.get(name) ?? { answer: look(name) };
    known.set(name, entry);
    return entry.answer;
  };
}
