/**
 * The verdicts: is the disk in order right after a crash or a failure, and is
 * all well after the next run. Problems come as lines; no line is a pass.
 *
 * @module
 */

import { STACK_TRACE } from "../world/stack_trace.ts";
import { differences, LOCK, type Snapshot, takeSnapshot } from "./disk.ts";
import { type Outcome, runProgram } from "./program.ts";
import { letTimePass, type Stage } from "./stage.ts";

/** How the program is started again. */
export type Restart = "recover" | "again";

/** Which of the two states must be there at the end. */
export type Expected = "before" | "after" | "either";

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

/** Whether the point of no return was passed. */
export function isCommitted({ scenario, before }: Stage): boolean {
  const path = scenario.commitFile;
  return takeSnapshot().get(path)?.content !== before.get(path)?.content;
}

/** Whether the disk is exactly as before the action, or as after it. */
export function isSettled(stage: Stage): boolean {
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

function unexpected(
  { before, after }: Stage,
  now: Snapshot,
  { goal, excused }: { readonly goal: Expected; readonly excused: string },
): string[] {
  const unexcused = (expected: Snapshot, times: boolean): string[] =>
    differences(expected, now, { times })
      .filter((line) => !isNamed(line.slice(0, line.indexOf(": ")), excused));
  const toBefore = goal === "after" ? undefined : unexcused(before, true);
  const toAfter = goal === "before" ? undefined : unexcused(after, false);
  const both = [toBefore, toAfter].filter((lines) => lines !== undefined);
  return both.some((lines) => lines.length === 0)
    ? []
    : both.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

/** A directory that is said not to be empty stands for what is in it. */
function isNamed(path: string, text: string): boolean {
  const above = path.split("/").map((_, at, names) =>
    names.slice(0, at).join("/")
  );
  return text.includes(`${path}:`) || text.includes(`${path} `) ||
    above.some((one) => text.includes(`${one}: Directory not empty`));
}

/** No configuration file is ever half written. */
function incompleteFiles({ before, after }: Stage, now: Snapshot): string[] {
  return [...now].flatMap(([path, { content }]) =>
    !/\/(main|master)\.cf$/.test(path) ||
      content === before.get(path)?.content ||
      content === after.get(path)?.content
      ? []
      : [`${path}: is neither the old file nor the new one`]
  );
}

/** No listed instance lacks a part. */
function incompleteInstances(list: string, now: Snapshot): string[] {
  const directories = list.match(/\/\S+$/gm) ?? [];
  return directories.slice(1).flatMap((directory) => {
    const main = now.get(`${directory}/main.cf`)?.content ?? "";
    const wanted = [
      `${directory}/main.cf`,
      `${directory}/master.cf`,
      /^queue_directory = (.*)$/m.exec(main)?.[1] ?? "its queue_directory",
      /^data_directory = (.*)$/m.exec(main)?.[1] ?? "its data_directory",
    ];
    return wanted.filter((path) => !now.has(path))
      .map((path) => `${directory} is listed, and ${path} is not there`);
  });
}

function lostMail({ before }: Stage, now: Snapshot): string[] {
  const there = new Set([...now.values()].map(({ content }) => content));
  return [...before].flatMap(([path, { content }]) =>
    content.startsWith("mail ") && !there.has(content)
      ? [`${path}: the mail is lost`]
      : []
  );
}
