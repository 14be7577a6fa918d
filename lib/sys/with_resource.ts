/**
 * Using a resource and closing it.
 *
 * The `using` declaration would say the same, but the minifier of the build
 * forgets to close what is used only once, so it is not used in this program.
 *
 * @module
 */

/** The result of `use`, with the resource closed whether that went well or not. */
export function withResource<R extends Disposable, T>(
  resource: R,
  use: (resource: R) => T,
): T {
  try {
    return use(resource);
  } finally {
    resource[Symbol.dispose]();
  }
}
