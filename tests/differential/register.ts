/**
 * Turns scenario tables into named tests. Runs every scenario in two worlds, one
 * with the stock postmulti and one with ours, a few scenarios at a time; the
 * first test to run starts them all.
 *
 * `ONLY=text` in the environment keeps the scenarios whose name contains it.
 *
 * @module
 */

import { AssertionError } from "@std/assert";
import { mapLimited } from "../world/map_limited.ts";
import {
  runInWorld,
  type StepResult,
  testSetting,
  type WorldResult,
} from "../world/run_in_world.ts";
import {
  messageDifferences,
  resultDifferences,
  stepDifferences,
} from "./compare.ts";
import { asStep, type Scenario, type Step } from "./scenario.ts";

/** How many scenarios run at once; they mostly wait for Postfix's own pauses. */
const AT_ONCE = 4;

/** True to prove the harness itself: stock is compared with stock. */
const STOCK_ONLY = testSetting("POSTMULTI") === "/usr/sbin/postmulti";

/** The two runs of one scenario. */
interface Pair {
  readonly stock: WorldResult;
  readonly ours: WorldResult;
}

/** Registers one test per scenario, in the order given. */
export function registerScenarios(...tables: readonly Scenario[][]): void {
  const only = Deno.env.get("ONLY") ?? "";
  const scenarios = tables.flat().filter((one) => one.name.includes(only));
  checkTable(scenarios);
  let running: Promise<Pair>[] | undefined;
  for (const [number, scenario] of scenarios.entries()) {
    Deno.test({
      name: `postmulti ${scenario.name}`,
      // The runs belong to all tests of the file, not to the one that starts them.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () => {
        running ??= mapLimited(scenarios, AT_ONCE, runPair);
        const pair = await running[number];
        if (pair !== undefined) checkPair(scenario, pair);
      },
    });
  }
}

async function runPair(scenario: Scenario): Promise<Pair> {
  const run = {
    setup: scenario.setup ?? "",
    steps: scenario.steps.map((step) => asStep(step).run),
  };
  const [stock, ours] = await Promise.all([
    runInWorld("stock", run),
    runInWorld("ours", run),
  ]);
  return { stock, ours };
}

function checkPair(scenario: Scenario, { stock, ours }: Pair): void {
  const differences = scenario.steps.flatMap((step, number) => {
    const [one, other] = [stock.steps[number], ours.steps[number]];
    if (one === undefined || other === undefined) throw new Error("lost step");
    return checkStep(scenario, asStep(step), [one, other]);
  });
  if (scenario.oursTree === undefined) {
    differences.push(...resultDifferences(stock, ours));
  }
  if (differences.length > 0) {
    throw new AssertionError(`\n${differences.join("\n")}`);
  }
  if (STOCK_ONLY) return;
  scenario.oursTree?.({
    before: ours.before,
    after: ours.after,
    stock: stock.after,
  });
}

function checkStep(
  scenario: Scenario,
  step: Step,
  [stock, ours]: readonly [StepResult, StepResult],
): string[] {
  const found = STOCK_ONLY ? stepDifferences({ run: step.run }, stock, ours) : [
    ...stepDifferences(step, stock, ours),
    ...messageDifferences(scenario, step, ours),
  ];
  if (found.length === 0) return [];
  return [
    `$ ${step.run}`,
    ...found.map((text) => `  ${text}`),
    `  stderr of stock: ${JSON.stringify(stock.stderr)}`,
    `  stderr of ours: ${JSON.stringify(ours.stderr)}`,
  ];
}

function checkTable(scenarios: readonly Scenario[]): void {
  const names = new Set<string>();
  for (const { name, why, steps, oursTree } of scenarios) {
    if (names.has(name)) throw new Error(`two scenarios are named ${name}`);
    names.add(name);
    const differs = oursTree !== undefined ||
      steps.some((step) => asStep(step).ours !== undefined);
    if (differs !== (why !== undefined)) {
      throw new Error(`${name}: "why" goes with "ours" and "oursTree"`);
    }
  }
}
