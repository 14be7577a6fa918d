/**
 * The findings of the doctor as text and as JSON. Pure.
 *
 * @module
 */

import { jsonText } from "../diag/json_text.ts";
import { printable } from "../diag/diagnostics.ts";
import type { Finding } from "./finding.ts";

/** Where a label ends and its text begins, in columns. */
const LABEL_WIDTH = 5;

/**
 * For a terminal: by instance, one blank line between the findings.
 *
 * @param count How many instances were looked at.
 */
export function formatFindings(
  findings: readonly Finding[],
  count: number,
): string {
  if (findings.length === 0) {
    return `no problems found in ${count} ${
      count === 1 ? "instance" : "instances"
    }\n`;
  }
  return findings.map((finding, index) => {
    const isNew =
      finding.configDirectory !== findings[index - 1]?.configDirectory;
    return [...(isNew ? [headOf(finding), ""] : []), ...linesOf(finding)];
  }).map((lines) => lines.map((line) => `${printable(line)}\n`).join(""))
    .join("\n");
}

/** One JSON object on one line. Members are only ever added to schema 1. */
export function findingsJson(
  findings: readonly Finding[],
  unseen: readonly string[],
): string {
  const value = {
    schema: 1,
    findings: findings.map((finding) => ({
      id: finding.id,
      severity: finding.severity,
      instance: finding.instance,
      config_directory: finding.configDirectory,
      others: finding.others,
      file: finding.file,
      line: finding.line ?? null,
      what: finding.what,
      why: finding.why,
      fix: finding.fix,
    })),
    unseen,
  };
  return `${jsonText(value)}\n`;
}

function headOf({ instance, configDirectory }: Finding): string {
  return instance === configDirectory
    ? configDirectory
    : `${instance} (${configDirectory})`;
}

function linesOf(
  { id, severity, file, line, what, why, fix }: Finding,
): string[] {
  const place = line === undefined ? file : `${file}, line ${line}`;
  return [
    `  ${severity}: ${what} [${id}]`,
    ...[["at", place], ["why", why], ["fix", fix]].map(([label = "", text]) =>
      `    ${label.padEnd(LABEL_WIDTH)}${text}`
    ),
  ];
}
