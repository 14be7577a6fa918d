/**
 * Whether a program is installed that some tests need and others do not.
 *
 * @module
 */

/** Whether a command is on the search path. */
export function hasCommand(name: string): boolean {
  const { success } = new Deno.Command("sh", {
    args: ["-c", `command -v ${name}`],
    stdout: "null",
  }).outputSync();
  return success;
}
