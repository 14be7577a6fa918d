/**
 * The mode --doctor: what an experienced administrator would notice.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import type { Installation } from "../postfix/installation.ts";
import { noMatch } from "../registry/no_match.ts";
import {
  isDamageSelected,
  isSelected,
  type Selection,
} from "../registry/select.ts";
import { writeOutput } from "../sys/streams.ts";
import { diagnose } from "./diagnose.ts";
import { STATUS_FOUND, STATUS_UNSEEN } from "./exit_status.ts";
import type { Facts } from "./facts.ts";
import { gatherFacts } from "./gather.ts";
import { findingsJson, formatFindings } from "./show_findings.ts";

/** What the doctor is asked, and works with. */
export interface DoctorContext {
  /** Whose findings to show; the rules look at all instances anyway. */
  readonly selection: Selection;
  /** Show them as JSON. */
  readonly json: boolean;
  /** Where to report what could not be looked at. */
  readonly diagnostics: Diagnostics;
  /** The absolute path of this program. */
  readonly executable: string;
}

/**
 * Look at all instances, and show what was found.
 *
 * @returns The exit status: 0 for nothing, 1 for findings, 2 when something could
 * not be looked at.
 * @throws {FatalError} When the primary instance cannot be read, or the selected
 * one is not there.
 */
export function runDoctor(
  installation: Installation,
  { selection, json, diagnostics, executable }: DoctorContext,
): number {
  const { facts, unseen } = gatherFacts(installation, { executable });
  const chosen = chosenDirectories(facts, selection);
  const findings = diagnose(facts).filter(({ configDirectory, others }) =>
    selection.by === "all" ||
    [configDirectory, ...others].some((directory) => chosen.has(directory))
  );
  const text = json
    ? findingsJson(findings, unseen)
    : formatFindings(findings, chosen.size);
  if (json || findings.length > 0 || unseen.length === 0) {
    writeOutput(toBytes(fromText(text)));
  }
  for (const message of unseen) diagnostics.notice(`not examined: ${message}`);
  if (unseen.length > 0) return STATUS_UNSEEN;
  return findings.length > 0 ? STATUS_FOUND : 0;
}

function chosenDirectories(
  { instances, damaged }: Facts,
  selection: Selection,
): ReadonlySet<string> {
  const directories = [
    ...instances.map(({ instance }) => instance)
      .filter((instance) => isSelected(instance, selection)),
    ...damaged.filter((one) => isDamageSelected(one, selection) === true),
  ].map(({ configDirectory }) => configDirectory);
  if (directories.length > 0) return new Set(directories);
  throw new FatalError(
    noMatch(
      [...instances.map(({ instance }) => instance), ...damaged],
      selection,
    ),
  );
}
