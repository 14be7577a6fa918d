/**
 * Running a program for its output.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { reasonOf } from "./files.ts";
import { runSync } from "./spawn.ts";

/**
 * The standard output of a program, run in an environment with nothing but a
 * search path, so that what it answers does not depend on the caller's.
 *
 * @param path Absolute path of the executable.
 * @throws {FatalError} When it cannot be run or fails; shows its last line of
 * standard error.
 */
export function captureOutput(
  path: string,
  args: readonly string[],
): Uint8Array {
  const { success, code, stdout, stderr } = run(path, args);
  if (success) return stdout;
  const said = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
  throw new FatalError(
    `${path} ${args.join(" ")}: ` + (said ? said : `exit status ${code}`),
  );
}

function run(path: string, args: readonly string[]): Deno.CommandOutput {
  try {
    return runSync(path, {
      args: [...args],
      clearEnv: true,
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
      stdin: "null",
    });
  } catch (error) {
    throw new FatalError(`${path}: cannot be run: ${reasonOf(error)}`);
  }
}
