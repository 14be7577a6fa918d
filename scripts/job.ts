/**
 * job.ts - one command of a test run: run it, with a deadline, and keep its
 * output
 *
 * Standard output and standard error go to one file, in the order they were
 * written, so that a grandchild that outlives its parent cannot hold the run
 * up. A command past its deadline is killed; `killJobs` kills all that are
 * running.
 */

/** A command to run. */
export interface Job {
  readonly command: readonly string[];
  /** Where the output is kept. */
  readonly outputPath: string;
  readonly directory: string;
  /** Added to the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** How a command ended. */
export interface JobResult {
  readonly success: boolean;
  /** Both streams; at its end a line that says so when the deadline passed. */
  readonly output: string;
  readonly elapsedMs: number;
}

/** For output that is read in a file. */
const QUIET = { NO_COLOR: "1", RUST_BACKTRACE: "0" };

const running = new Set<Deno.ChildProcess>();

/** Runs one command to its end or its deadline. */
export async function runJob(job: Job): Promise<JobResult> {
  const startedMs = performance.now();
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", 'exec "$@" > "$JOB_OUTPUT" 2>&1', "sh", ...job.command],
    cwd: job.directory,
    env: { ...job.environment, ...QUIET, JOB_OUTPUT: job.outputPath },
    stdin: "null",
  }).spawn();
  running.add(child);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill("SIGKILL");
  }, job.timeoutMs);
  const status = await child.status;
  clearTimeout(timer);
  running.delete(child);
  const text = await Deno.readTextFile(job.outputPath);
  const late = `\nkilled: not done after ${job.timeoutMs / 1000} s\n`;
  return {
    success: status.success,
    output: timedOut ? text + late : text,
    elapsedMs: performance.now() - startedMs,
  };
}

/** Kills every running command; a world dies with its first process. */
export function killJobs(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Runs `work` on every item, at most `limit` at a time, in their order. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
