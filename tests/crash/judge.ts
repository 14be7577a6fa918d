/**
 * The verdicts: is the disk in order right after a crash or a failure, and is
 * all well after the next run. Problems come as lines; no line is a pass.
 *
 * @module
 */

import type { Outcome } from "../world/run_command.ts";
import { STACK_TRACE } from "../world/stack_trace.ts";
import { differences, LOCK, type Snapshot, takeSnapshot } from "./disk.ts";
import {
  type Expected,
  incompleteFiles,
  incompleteInstances,
  lostMail,
  unexpected,
} from "./mishaps.ts";
import { runProgram } from "./program.ts";
import { letTimePass, type Stage } from "./stage.ts";

/** How the program is started again. */
export type Restart = "recover" | "again";

/** A warning may come first: mail has come, or main.cf has other changes too. */
const RECOVERED =
  /^(postmulti: warning: .* (has got mail|has changed it) meanwhile: .*\n)?postmulti: warning: "postmulti .*" \(process \d+\) was interrupted: it has been (undone|finished: .+)\n$/;

/** What must hold at once, with nothing done about the crash yet. */
export async function judgeCrashed(stage: Stage): Promise<string[]> {
  const now = takeSnapshot();
  const { status, stdout, stderr } = await runProgram(["-l"]);
  const shown = `-l: status ${status}, ${stdout}${stderr}`;
  return [
    ...status === 0 && stderr === "" && stage.lists.includes(stdout)
      ? []
      : [shown],
    ...incompleteFiles(stage, now),
    ...incompleteInstances(stdout, now),
    ...lostMail(stage, now),
  ];
}

/**
 * What must hold after the next run.
 *
 * @param excused Text that names files which may be as they are.
 */
export async function judgeRecovered(
  stage: Stage,
  { restart, expected, excused = "" }: {
    readonly restart: Restart;
    readonly expected: Expected;
    readonly excused?: string;
  },
): Promise<string[]> {
  letTimePass(stage);
  const words = restart === "recover" ? ["--recover"] : stage.scenario.words;
  const outcome = await runProgram(words);
  const problems = restart === "recover"
    ? judgeRecoverOutput(outcome)
    : judgeOutput(outcome);
  const now = takeSnapshot();
  const goal = restart === "again" ? "after" : expected;
  const mistakes = unexpected(stage, now, { goal, excused });
  const { stderr } = outcome;
  return [
    ...problems,
    ...mistakes.map((line) => `after ${restart}: ${line} (said: ${stderr})`),
    ...lostMail(stage, now),
    ...await judgeSecondRecovery(now),
  ];
}

/**
 * Half a journal may be a damaged one: the next run keeps it, says so, and does
 * nothing else. Afterwards all is as if there had been none.
 */
export async function judgeTornJournal(): Promise<string[]> {
  const kept = "/etc/postfix/postmulti.journal.1";
  const torn = Deno.readTextFileSync(LOCK);
  const { status, stderr } = await runProgram(["--recover"]);
  const isRight = status === 1 && stderr.includes(`it is kept as ${kept}`) &&
    takeSnapshot().get(kept)?.content === torn;
  if (!isRight) return [`torn journal: status ${status}: ${stderr}`];
  Deno.removeSync(kept);
  return [];
}

/** A run that ended by itself says one thing, clearly, and no more. */
export function judgeOutput({ status, stderr }: Outcome): string[] {
  const lines = stderr.split("\n").slice(0, -1);
  const fatal = lines.filter((line) => line.startsWith("postmulti: fatal: "));
  const isClear = lines.every((line) =>
    /^postmulti: (fatal: |warning: )?[^ ].+/.test(line)
  );
  const isRight = isClear && (status === 0 || status === 1) &&
    fatal.length === status && !STACK_TRACE.test(stderr) &&
    !stderr.includes("this is a bug");
  return isRight ? [] : [`status ${status}: ${stderr || "nothing said"}`];
}

/**
 * What must hold after a run in which something failed: all done, or nothing,
 * but for files that the run named.
 */
export function judgeFailed(stage: Stage, outcome: Outcome): string[] {
  const now = takeSnapshot();
  const goal = outcome.status === 0 ? "after" : "either";
  // A journal that is kept is announced.
  const kept = outcome.stderr.includes("postmulti --recover") ? LOCK : "";
  const excused = `${outcome.stderr} ${kept}`;
  return [
    ...judgeOutput(outcome),
    ...unexpected(stage, now, { goal, excused })
      .map((line) => `status ${outcome.status}, ${line} (said: ${excused})`),
  ];
}

/**
 * What must hold once the fault has gone: recovery comes to one of the two
 * states.
 *
 * @param said What the run with the fault has said: it may have left files,
 * when it has named them.
 */
export async function judgeMended(
  stage: Stage,
  said: string,
): Promise<string[]> {
  if (isSettled(stage)) return [];
  letTimePass(stage);
  const lock = takeSnapshot().get(LOCK)?.content ?? "";
  return [
    ...await judgeCrashed(stage),
    ...await judgeRecovered(stage, {
      restart: "recover",
      expected: "either",
      // What a finished run has left stays; what is recovered is complete.
      excused: lock === "" ? said : "",
    }),
  ];
}

/** Whether the point of no return was passed. */
export function isCommitted({ scenario, before }: Stage): boolean {
  const path = scenario.commitFile;
  return takeSnapshot().get(path)?.content !== before.get(path)?.content;
}

/** Whether the disk is exactly as before the action, or as after it. */
function isSettled(stage: Stage): boolean {
  const goal = "either";
  return unexpected(stage, takeSnapshot(), { goal, excused: "" }).length === 0;
}

function judgeRecoverOutput({ status, stdout, stderr }: Outcome): string[] {
  const isRight = status === 0 && stdout === "" &&
    (stderr === "" || RECOVERED.test(stderr));
  return isRight ? [] : [`--recover: status ${status}: ${stdout}${stderr}`];
}

async function judgeSecondRecovery(then: Snapshot): Promise<string[]> {
  const { status, stdout, stderr } = await runProgram(["--recover"]);
  const said = stdout + stderr;
  return [
    ...status === 0 && said === "" ? [] : [`second --recover: ${said}`],
    ...differences(then, takeSnapshot(), { times: true })
      .map((line) => `second --recover changed ${line}`),
  ];
}
