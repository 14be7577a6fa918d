/**
 * One run of the compiled program, and what no run may ever do: crash, hang,
 * show its inside, or write something that a terminal would obey.
 *
 * @module
 */

import { STACK_TRACE } from "../world/stack_trace.ts";

/** What a run did. */
export interface Outcome {
  /** Its exit status. */
  readonly status: number;
  /** The signal that ended it; null when it ended by itself. */
  readonly signal: string | null;
  /** What it wrote to standard output. */
  readonly stdout: Uint8Array;
  /** What it wrote to standard error. */
  readonly stderr: string;
}

/** A run that takes longer is a hang. */
const HANG_MS = 60_000;

/** Runs the program, which stands in the place of the stock tool unless said. */
export async function runProgram(
  words: readonly string[],
  program = "/usr/sbin/postmulti",
): Promise<Outcome> {
  const child = new Deno.Command(program, {
    args: [...words],
    cwd: "/",
    clearEnv: true,
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), HANG_MS);
  const { code, signal, stdout, stderr } = await child.output();
  clearTimeout(timer);
  const text = new TextDecoder().decode(stderr);
  return { status: code, signal, stdout, stderr: text };
}

/**
 * What is wrong with a run, whatever it was about.
 *
 * @param isOwn Whether standard error holds nothing that a command has written.
 * @returns Undefined for nothing.
 */
export function runProblem(
  { status, signal, stderr }: Outcome,
  { isOwn }: { readonly isOwn: boolean },
): string | undefined {
  if (signal === "SIGKILL") return `hangs for more than ${HANG_MS} ms`;
  if (signal !== null) return `ended by ${signal}`;
  if (status !== 0 && status !== 1) return `exit status ${status}`;
  if (/^postmulti: panic: /m.test(stderr)) return "reports a bug of its own";
  if (STACK_TRACE.test(stderr)) return "shows a stack trace";
  // deno-lint-ignore no-control-regex -- control characters are the subject
  if (isOwn && /[\x00-\x09\x0b-\x1f\x7f-\x9f]/.test(stderr)) {
    return "writes control characters to standard error";
  }
  const isSilent = !/^postmulti: (fatal|warning): /m.test(stderr);
  return status === 1 && isSilent ? "fails without a word" : undefined;
}
