/**
 * Compares what the stock postmulti and ours did in one scenario. Pure: results
 * in, a list of differences out. It leaves message texts alone, except that ours
 * must never show a stack trace and must say something when it fails.
 *
 * @module
 */

import type { StepResult, WorldResult } from "../world/run_in_world.ts";
import { type Tree, treeDifferences } from "../world/tree.ts";
import { STACK_TRACE } from "../world/stack_trace.ts";
import { splitAppended } from "./appended_names.ts";
import { withoutExtraJails, withoutJailMessages } from "./jails.ts";
import type { Scenario, Step } from "./scenario.ts";

const FATAL = /^postmulti: fatal: [^\n]+\n$/;

/** Where status and output of one step of ours are not what they must be. */
export function stepDifferences(
  step: Step,
  stock: StepResult,
  ours: StepResult,
): string[] {
  const status = step.ours?.status ?? stock.status;
  const stdout = step.ours?.stdout ?? withoutJailMessages(stock.stdout);
  const found: string[] = [];
  if (ours.status !== status) {
    found.push(`exit status: expected ${status}, found ${ours.status}`);
  }
  const written = withoutJailMessages(ours.stdout);
  if (written !== stdout) {
    found.push(`stdout: ${firstDifference(stdout, written)}`);
  }
  return found;
}

/** Where the messages of one step of ours are not what they must be. */
export function messageDifferences(
  scenario: Scenario,
  step: Step,
  ours: StepResult,
): string[] {
  const found: string[] = [];
  if (STACK_TRACE.test(ours.stderr)) {
    found.push("a stack trace reached the user");
  }
  const acts = /^postmulti -[el]/.test(step.run) && !/2>&-/.test(step.run);
  if (acts && ours.status !== 0 && ours.stderr === "") {
    found.push("it failed without a word on stderr");
  }
  if (step.says !== undefined && !step.says.test(ours.stderr)) {
    found.push(`stderr must match ${step.says}`);
  }
  if (
    scenario.fatal === true &&
    (ours.status !== 1 || ours.stdout !== "" || !FATAL.test(ours.stderr))
  ) {
    found.push(
      'must exit with 1 and write one line, "postmulti: fatal: ...", to stderr',
    );
  }
  return found;
}

/** Where the resulting files of ours are not those of stock. */
export function resultDifferences(
  stock: WorldResult,
  ours: WorldResult,
): string[] {
  const found = treeDifferences(
    withoutExtraJails(stock.after, ours.after),
    ours.after,
  );
  for (const [path, expected] of stock.after.configs) {
    const actual = ours.after.configs.get(path);
    if (actual === undefined) continue; // reported with the tree
    const original = originalOf(stock.before, path, expected);
    const one = splitAppended(expected, original);
    const other = splitAppended(actual, original);
    if (one.head !== other.head) {
      found.push(`${path}: ${firstDifference(one.head, other.head)}`);
    }
    const [want, have] = [one.appended, other.appended].map((lines) =>
      JSON.stringify(lines)
    );
    if (want !== have) {
      found.push(`${path}: appended: expected ${want}, found ${have}`);
    }
  }
  return found;
}

/**
 * What a file was before its settings were appended: the prototype when it was
 * made from that, else the file before the steps.
 */
function originalOf(before: Tree, path: string, result: string): string {
  const prototype = before.configs.get("/etc/postfix/main.cf.proto") ?? "";
  const isMade = result.slice(0, 200) === prototype.slice(0, 200);
  return isMade ? prototype : before.configs.get(path) ?? "";
}

function firstDifference(expected: string, actual: string): string {
  const [one, other] = [expected.split("\n"), actual.split("\n")];
  let line = 0;
  while (one[line] === other[line]) line++;
  const show = (lines: string[]): string =>
    line < lines.length ? JSON.stringify(lines[line]) : "the end";
  return `line ${line + 1}: expected ${show(one)}, found ${show(other)}`;
}
