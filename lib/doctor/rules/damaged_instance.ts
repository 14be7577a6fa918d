/**
 * Listed instances that cannot be used, and lines that master(8) will refuse.
 *
 * @module
 */

import { quoted } from "../advice.ts";
import type { Facts, InstanceFacts } from "../facts.ts";
import type { Observation, Place } from "../finding.ts";

const WHY = "commands for all instances leave it out, and it cannot be started";

/** One finding for each of them. */
export function damagedInstance({ damaged, instances }: Facts): Observation[] {
  const broken = damaged.filter(({ isGone }) => !isGone).map(
    ({ configDirectory, reason, file, line }): Observation => ({
      severity: "error",
      configDirectory,
      others: [],
      file,
      line,
      what: reason,
      why: WHY,
      fix: edit({ file, line }),
    }),
  );
  return [...broken, ...instances.flatMap(brokenLines)];
}

function brokenLines(
  { instance: { configDirectory }, masterProblems }: InstanceFacts,
): Observation[] {
  const file = `${configDirectory}/master.cf`;
  return masterProblems.map(({ line, text }) => ({
    severity: "error",
    configDirectory,
    others: [],
    file,
    line,
    what: text,
    why: "the master daemon stops when it reads this line",
    fix: edit({ file, line }),
  }));
}

function edit({ file, line }: Place): string {
  return `vi ${line === undefined ? "" : `+${line} `}${quoted(file)}`;
}
