/**
 * run_tool.ts - run a command that a build needs
 *
 * Waits for its end. What it says is shown only when it fails.
 */

/** A build that failed for a reason worth one line. */
export class BuildError extends Error {
  override name = "BuildError";
}

/**
 * Runs one command in the directory `cwd`, with `env` added to the environment.
 *
 * @returns Its standard output.
 * @throws {BuildError} When it is missing, fails, or takes longer than `timeoutMs`.
 */
export async function runTool(
  command: readonly [string, ...string[]],
  options: {
    readonly cwd: string;
    readonly env?: Record<string, string>;
    readonly timeoutMs?: number;
  },
): Promise<string> {
  const [program, ...args] = command;
  const { timeoutMs, ...place } = options;
  const text = new TextDecoder();
  try {
    const { success, stdout, stderr } = await new Deno.Command(program, {
      ...place,
      args,
      stdin: "null",
      ...timeoutMs === undefined
        ? {}
        : { signal: AbortSignal.timeout(timeoutMs) },
    }).output();
    if (success) return text.decode(stdout);
    const said = (text.decode(stdout) + text.decode(stderr)).trim();
    throw new BuildError(`${program} ${args[0] ?? ""} failed: ${said}`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BuildError(`there is no ${program}: install it`);
  }
}

/** Runs a script's work; a build error is one line under its name, status 1. */
export async function reportErrors(
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(`${name}: ${error.message}`);
    Deno.exit(1);
  }
}
