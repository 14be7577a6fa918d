/**
 * releases.ts - the Debian releases that the project is tried on
 */

/** Their code names, the oldest Postfix first: 3.5, 3.7, 3.10, 3.11. */
export const RELEASES = ["bullseye", "bookworm", "trixie", "sid"] as const;

/** One of them. */
export type ReleaseName = typeof RELEASES[number];

/** Those on which the README's two commands must work. */
export const HOST_RELEASES: readonly string[] = ["bookworm", "trixie"];

/** The code name of this host's release, as os-release(5) has it, or "unknown". */
export async function hostRelease(): Promise<string> {
  const text = await Deno.readTextFile("/etc/os-release");
  return text.match(/^VERSION_CODENAME="?([^"\n]*)/m)?.[1] ?? "unknown";
}
