/**
 * How much memory a program needs at most.
 *
 * @module
 */

/** How often, to take the smallest: what the machine adds is noise. */
const RUNS = 5;

/**
 * The peak of a program's resident memory in MiB, as time(1) tells it.
 *
 * @throws {Error} When it fails, or time(1) is not installed.
 */
export function peakMiB([program = "", ...args]: readonly string[]): number {
  const peaks = Array.from({ length: RUNS }, () => {
    const { success, stderr } = new Deno.Command("/usr/bin/time", {
      args: ["-f", "%M", program, ...args],
      stdin: "null",
      stdout: "null",
    }).outputSync();
    const said = new TextDecoder().decode(stderr).trim();
    if (!success) throw new Error(`${program} failed: ${said}`);
    return Number(said) / 1024;
  });
  return Math.min(...peaks);
}
