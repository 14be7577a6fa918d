/**
 * Sending diagnostics to the mail log by postlog(1), which knows where that is.
 *
 * postlog reads main.cf, and Postfix programs wait before they believe a file
 * that was changed a moment ago. So postlog is given a short time and is then
 * left to finish by itself: the administrator does not wait for the log. Where
 * the news is that main.cf was changed, there is no use in waiting at all.
 *
 * A postlog logs lines of one severity. Where there are several, a shell runs one
 * after the other, so that the log has them in their order.
 *
 * Known weak spot: very many lines of several severities are too much for a command
 * line; their postlogs run at once, in no order.
 *
 * @module
 */

import type { LogRecord, Severity } from "../diag/diagnostics.ts";
import { spawn } from "./spawn.ts";

/** Where and as whom to log. */
export interface MailLog {
  /** Absolute path of postlog(1). */
  readonly postlog: string;
  /** The program's name in the log: `postfix/postmulti`. */
  readonly tag: string;
  /** Variables for postlog, on top of the inherited environment but ROUTE. */
  readonly environment: Readonly<Record<string, string>>;
  /** False when there is no use in waiting for it. */
  readonly isAwaited: boolean;
}

/**
 * By these children of Postfix programs find the mail log. Since Postfix 3.10, a
 * postlog that has them no longer writes to the file itself when Postfix is stopped;
 * without them it looks into main.cf, and finds the same log on all releases.
 */
const ROUTE = ["POSTLOG_SERVICE", "POSTLOG_HOSTNAME"];

/** How long to wait for the log before it is left alone, in milliseconds. */
const PATIENCE_MS = 200;

/** How many are run for the records of one run, each of which takes its time. */
const MOST_BATCHES = 20;

/** How long an operand may be, in bytes; Linux allows twice that. */
const MOST_BYTES = 65_536;

/** Takes a tag, then severity and text in turn; its own name is that of postlog. */
const IN_ORDER = "tag=$1; shift; while [ $# -gt 0 ]; do " +
  'printf "%s\\n" "$2" | "$0" -t "$tag" -p "$1"; shift 2; done';

/**
 * Log the records in their order.
 *
 * A mail log that cannot be written is not an error: whatever is logged has
 * been said on standard error as well, or shows in the configuration.
 */
export async function logRecords(
  records: readonly LogRecord[],
  log: MailLog,
): Promise<void> {
  const all = batches(records);
  try {
    const children = isOrderable(all)
      ? [postInOrder(all, log)]
      : await Promise.all(all.map((batch) => post(batch, log)));
    const isUrgent = records.some(({ severity }) => severity !== "info");
    if (isUrgent && log.isAwaited) await Promise.all(children.map(waitFor));
  } catch {
    return;
  }
}

interface Batch {
  readonly severity: Severity;
  readonly lines: string[];
}

/**
 * Neighbours of one severity share a postlog. When that would be too many, all
 * of one severity do, in the order in which severities first come: within a
 * second the log cannot distinguish earlier from later.
 */
function batches(records: readonly LogRecord[]): Batch[] {
  const found = neighbours(records);
  if (found.length <= MOST_BATCHES) return found;
  const severities = new Set(records.map(({ severity }) => severity));
  return [...severities].map((severity) => ({
    severity,
    lines: records.filter((record) => record.severity === severity)
      .map(({ text }) => text),
  }));
}

function neighbours(records: readonly LogRecord[]): Batch[] {
  const result: Batch[] = [];
  for (const { severity, text } of records) {
    const last = result.at(-1);
    if (last?.severity === severity) last.lines.push(text);
    else result.push({ severity, lines: [text] });
  }
  return result;
}

/** Whether a shell is needed, and can be given all of it. */
function isOrderable(all: readonly Batch[]): boolean {
  return all.length > 1 &&
    all.every(({ lines }) => utf8(lines.join("\n")).length < MOST_BYTES);
}

function postInOrder(
  all: readonly Batch[],
  { postlog, tag, environment }: MailLog,
): Deno.ChildProcess {
  const pairs = all.flatMap((
    { severity, lines },
  ) => [severity, lines.join("\n")]);
  return spawn("/bin/sh", {
    args: ["-c", IN_ORDER, postlog, tag, ...pairs],
    clearEnv: true,
    env: { ...inheritedWithout(ROUTE), ...environment },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  });
}

/** One line goes as an operand: setting up a pipe takes the runtime its time. */
async function post(
  { lines, severity }: Batch,
  { postlog, tag, environment }: MailLog,
): Promise<Deno.ChildProcess> {
  const isOne = lines.length === 1;
  const child = spawn(postlog, {
    args: ["-t", tag, "-p", severity, ...isOne ? ["--", ...lines] : []],
    clearEnv: true,
    env: { ...inheritedWithout(ROUTE), ...environment },
    stdin: isOne ? "null" : "piped",
    stdout: "null",
    stderr: "null",
  });
  if (isOne) return child;
  const input = child.stdin.getWriter();
  await input.write(utf8(`${lines.join("\n")}\n`));
  await input.close();
  return child;
}

function inheritedWithout(names: readonly string[]): Record<string, string> {
  const inherited = Object.entries(Deno.env.toObject());
  return Object.fromEntries(
    inherited.filter(([name]) => !names.includes(name)),
  );
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function waitFor(child: Deno.ChildProcess): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    child.status,
    new Promise((resolve) => timer = setTimeout(resolve, PATIENCE_MS)),
  ]);
  clearTimeout(timer);
}
