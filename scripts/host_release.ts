/**
 * host_release.ts - which Debian release this host is
 */

/** The code name in os-release(5), or "unknown". */
export async function hostRelease(): Promise<string> {
  const text = await Deno.readTextFile("/etc/os-release");
  return text.match(/^VERSION_CODENAME="?([^"\n]*)/m)?.[1] ?? "unknown";
}
