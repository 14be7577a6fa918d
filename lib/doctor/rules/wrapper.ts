/**
 * A multi_instance_wrapper that does not lead to this program.
 *
 * @module
 */

import type { Facts, WrapperFacts } from "../facts.ts";
import type { FindingSeverity, Observation } from "../finding.ts";

interface Verdict {
  readonly severity: FindingSeverity;
  readonly what: string;
  readonly why: string;
}

/** At most one finding; without secondary instances postfix(1) does not ask. */
export function wrapper({ primary, wrapper, list }: Facts): Observation[] {
  const verdict = judge(wrapper, list.length > 0);
  if (verdict === undefined) return [];
  const { file, line, initCommand } = wrapper;
  return [{
    ...verdict,
    configDirectory: primary,
    others: [],
    file,
    line,
    fix: initCommand,
  }];
}

function judge(
  { value, program, exists, isOurs }: WrapperFacts,
  isNeeded: boolean,
): Verdict | undefined {
  if (program === "") {
    return isNeeded
      ? {
        severity: "error",
        what: "multi_instance_wrapper is not set, but " +
          "multi_instance_directories is",
        why: "postfix(1) refuses to start, stop or reload anything",
      }
      : undefined;
  }
  if (!exists) {
    return {
      severity: isNeeded ? "error" : "warning",
      what: `multi_instance_wrapper = ${value}, but there is no such program`,
      why: isNeeded
        ? "postfix(1) cannot start, stop or reload anything"
        : "postfix(1) will fail as soon as there is a second instance",
    };
  }
  if (isOurs || !isNeeded) return undefined;
  return {
    severity: "warning",
    what: `multi_instance_wrapper = ${value}, which is another program`,
    why: '"postfix start" and the like bypass this program: no plugin runs, ' +
      "and a damaged instance stops the others",
  };
}
