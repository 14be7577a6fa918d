/**
 * Importing a module that may misbehave, in a process that is there for nothing
 * else.
 *
 * Whatever the module does, the process ends with a status that was chosen here,
 * or with one that cannot be taken for a success.
 *
 * @module
 */

/** Ends this process with a status. */
export type Exit = (status: number) => never;

/** All that there is on standard input, as text. */
export async function readInput(): Promise<string> {
  return await new Response(Deno.stdin.readable).text();
}

/** The text of a file; undefined when it cannot be read. */
export function textIfReadable(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Take the ways out of the process away from the modules in it.
 *
 * @param fail Is called, with what has happened, when one is tried, and when
 * there is nothing left to wait for. It must end the process.
 * @param failWith The same with an exception that was not caught.
 */
export function guardProcess(
  fail: (what: string) => never,
  failWith: (error: unknown) => never,
): void {
  Deno.exit = (status) => fail(`called Deno.exit(${status ?? ""})`);
  globalThis.close = () => fail("closed its process");
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    failWith(event.error);
  });
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    failWith(event.reason);
  });
  globalThis.addEventListener(
    "beforeunload",
    () => fail("waits for something that cannot happen any more"),
  );
}

/**
 * Import a module from the disk.
 *
 * @param path Absolute.
 * @returns Its default export.
 * @throws Whatever the module throws, or the runtime when it cannot be imported.
 */
export async function importDefault(path: string): Promise<unknown> {
  const url = new URL("file:///");
  url.pathname = path.split("/").map(encodeURIComponent).join("/");
  const module: { readonly default?: unknown } = await import(url.href);
  return module.default;
}
