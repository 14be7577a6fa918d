/**
 * What the administrator can fix, in distinction from everything else that is
 * thrown.
 *
 * @module
 */

/** Its message says what is wrong and what to do; it becomes the veto. */
export class Refusal extends Error {}

/** What comes of a promise, or undefined when it is about a file that is not there. */
export async function orMissing<T>(
  promise: Promise<T>,
): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
