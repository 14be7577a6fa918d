/**
 * Waiting: for time to pass, for a promise, for a port.
 *
 * @module
 */

/** How long one connection may take; the filter is on this machine or near. */
const CONNECT_MS = 2000;

/** Resolves after some time. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What comes of a promise, or `otherwise` when that takes longer than `ms`. */
export async function within<T>(
  ms: number,
  promise: Promise<T>,
  otherwise: T,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether something accepts a connection; it is closed at once. */
export async function accepts(
  { hostname, port }: { readonly hostname: string; readonly port: number },
): Promise<boolean> {
  const attempt = Deno.connect({ hostname, port }).then((connection) => {
    connection.close();
    return true;
  }, (error) => {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return false;
  });
  return await within(CONNECT_MS, attempt, false);
}
