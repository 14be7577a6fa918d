/**
 * Process groups: signals for all members, and making sure that none is left.
 *
 * Known weak spot: a member that has left the group (a daemon that opened a
 * session of its own) is out of reach, which is what a daemon does that for.
 *
 * @module
 */

/** How often to look whether a group is still there, in milliseconds. */
const POLL_MS = 50;

/**
 * Send a signal to every member of a group.
 *
 * @returns Whether there was a member to send it to.
 */
export function signalGroup(
  groupId: number,
  signal: Deno.Signal | number,
): boolean {
  try {
    Deno.kill(-groupId, signal as Deno.Signal);
    return true;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound) &&
      !(error instanceof TypeError);
  }
}

/**
 * End a group: TERM, and when the grace is over, KILL for the processes that are left.
 *
 * Its leader may be gone before the others are, so the group itself is asked.
 */
export async function endGroup(
  groupId: number,
  { graceMs }: { readonly graceMs: number },
): Promise<void> {
  const deadline = performance.now() + graceMs;
  let isThere = signalGroup(groupId, "SIGTERM");
  // A stopped process gets no TERM before it goes on.
  signalGroup(groupId, "SIGCONT");
  while (isThere && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    isThere = signalGroup(groupId, 0);
  }
  if (isThere) signalGroup(groupId, "SIGKILL");
}
