/**
 * A run of the compiled program that is stopped at one of its system calls, by
 * strace(1), until it is told to go on.
 *
 * @module
 */

import { type Call, parseTrace } from "../crash/trace.ts";
import type { Outcome } from "../world/run_command.ts";

const PROGRAM = "/usr/sbin/postmulti";

/** The calls at which a run can be stopped, where they change or start something. */
const NAMES = [
  ...["flock", "openat", "unlink", "unlinkat", "rename", "mkdir", "rmdir"],
  ...["clone", "clone3", "fork", "vfork", "fchmod", "chown", "lchown", "kill"],
];

/** How often a waiting process tries the lock until it counts as waiting. */
const TRIES = 3;

/** How long a run may take to come to a halt, in milliseconds. */
const LIMIT_MS = 120_000;

/** How far a run has come. */
export type Progress = "stopped" | "waiting" | "ended";

/** A run under way. */
export interface Player {
  /** The command line, and where it is stopped. */
  readonly title: string;
  /** How it ended. */
  readonly outcome: Promise<Outcome>;
  /**
   * Waits until it is stopped, waits for a lock, or has ended.
   *
   * @throws {Error} when it does none of these for two minutes.
   */
  progress(): Promise<Progress>;
  /** Has it go on after a stop. */
  resume(): void;
  /** Ends it, if it has not ended yet. */
  kill(): void;
}

let count = 0;

/** Starts a run; without `stop` it is not stopped. */
export function play(words: readonly string[], stop?: Call): Player {
  const path = `${Deno.env.get("WORLD")}/play.${count++}`;
  const child = new Deno.Command("strace", {
    args: [
      ...["-y", "-o", path, "-e", `trace=${NAMES}`, "-e", "signal=SIGSTOP"],
      ...stop === undefined
        ? []
        : ["-e", `inject=${stop.name}:signal=STOP:when=${stop.nth}`],
      PROGRAM,
      // A busy machine is no reason for a stop to go ahead.
      "--lock-timeout=600",
      ...words,
    ],
    cwd: "/",
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let hasEnded = false;
  let stops = 0;
  const outcome = child.output().then(({ code, stdout, stderr }) => {
    hasEnded = true;
    const [out = "", err = ""] = [stdout, stderr].map((bytes) =>
      new TextDecoder().decode(bytes)
    );
    return { status: code, stdout: out, stderr: err };
  });
  const signal = (name: Deno.Signal): void => {
    const list = `/proc/${child.pid}/task/${child.pid}/children`;
    for (const pid of Deno.readTextFileSync(list).trim().split(" ")) {
      if (pid !== "") Deno.kill(Number(pid), name);
    }
  };
  return {
    title: [...words, ...stop === undefined ? [] : [describe(stop)]].join(" "),
    outcome,
    async progress(): Promise<Progress> {
      const limit = Date.now() + LIMIT_MS;
      while (Date.now() < limit) {
        if (hasEnded) return "ended";
        const trace = await readIfThere(path);
        if (trace.split("stopped by SIGSTOP").length - 1 > stops) {
          return "stopped";
        }
        if (isWaiting(trace)) return "waiting";
        await new Promise((done) => setTimeout(done, 20));
      }
      throw new Error(`${words.join(" ")}: neither ends nor waits`);
    },
    resume(): void {
      stops++;
      signal("SIGCONT");
    },
    kill(): void {
      if (!hasEnded) signal("SIGKILL");
    },
  };
}

/**
 * The calls of an undisturbed run at which another one can be stopped: those that
 * change a file of the instances or a lock, and those that start a process.
 */
export async function stopsOf(
  words: readonly string[],
): Promise<readonly Call[]> {
  const path = `${Deno.env.get("WORLD")}/play.${count}`;
  const { outcome } = play(words);
  const { status, stderr } = await outcome;
  if (status !== 0) throw new Error(`${words.join(" ")}: ${stderr}`);
  return parseTrace(await Deno.readTextFile(path)).filter((call) => {
    const { name, args, paths } = call;
    if (/clone|fork/.test(name)) return !args.includes("CLONE_THREAD");
    const isOurs = paths.some((one) =>
      /^\/(etc\/postfix|run\/postmulti|var\/spool\/postfix|var\/lib\/postfix)/
        .test(one)
    );
    if (!isOurs) return false;
    return name !== "openat" || /O_CREAT|O_TRUNC|\.lock"/.test(args);
  });
}

function describe({ name, nth, paths }: Call): string {
  return `[stopped at ${name} #${nth} ${paths.join(" ")}]`;
}

/** Whether its last calls all tried a lock that another process holds. */
function isWaiting(trace: string): boolean {
  const lines = trace.trimEnd().split("\n").slice(-TRIES);
  return lines.length === TRIES &&
    lines.every((line) => /^flock\(.*EAGAIN/.test(line));
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
