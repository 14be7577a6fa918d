/**
 * Running a command in the world that a test is in.
 *
 * @module
 */

/** What a command did. */
export interface Outcome {
  /** Its exit status; 128 and more for a signal. */
  readonly status: number;
  /** What it wrote to standard output. */
  readonly stdout: string;
  /** What it wrote to standard error. */
  readonly stderr: string;
}

/**
 * Runs a command to its end.
 *
 * @throws {Error} when it takes longer than `deadlineMs`, a minute unless
 * said; it is killed then.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { env = {}, deadlineMs = 60_000 }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly deadlineMs?: number;
  } = {},
): Promise<Outcome> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd: "/",
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: deadline,
  }).output();
  if (deadline.aborted) {
    throw new Error(`${command} ${args.join(" ")}: not done in time`);
  }
  const text = new TextDecoder();
  return {
    status: code,
    stdout: text.decode(stdout),
    stderr: text.decode(stderr),
  };
}
