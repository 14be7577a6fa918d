/**
 * Sending diagnostics to the mail log by postlog(1), which knows where that is.
 *
 * postlog reads main.cf, and Postfix programs wait before they believe a file
 * that was changed a moment ago. So postlog is given a short time and is then
 * left to finish by itself: the administrator does not wait for the log. Where
 * the news is that main.cf was changed, there is no use in waiting at all. Only
 * where lines of another severity follow, which are another postlog's, the one
 * before them gets more time, so that the log has them in their order.
 *
 * @module
 */

import type { LogRecord, Severity } from "../diag/diagnostics.ts";

/** Where and as whom to log. */
export interface MailLog {
  /** Absolute path of postlog(1). */
  readonly postlog: string;
  /** The program's name in the log: `postfix/postmulti`. */
  readonly tag: string;
  /** Variables for postlog, on top of the inherited environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** False when there is no use in waiting for the last of it. */
  readonly isAwaited: boolean;
}

/** How long to wait for the last postlog before it is left alone, in milliseconds. */
const PATIENCE_MS = 200;

/** How long to wait for those that another is to follow, together, in milliseconds. */
const ORDER_PATIENCE_MS = 1000;

/** How many are run for the records of one run, each of which takes its time. */
const MOST_BATCHES = 20;

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
  const orderlyUntil = performance.now() + ORDER_PATIENCE_MS;
  for (const batch of all) {
    try {
      const child = await post(batch, log);
      if (batch !== all.at(-1)) {
        await waitFor(child, Math.max(orderlyUntil - performance.now(), 0));
      } else if (log.isAwaited && batch.severity !== "info") {
        await waitFor(child, PATIENCE_MS);
      }
    } catch {
      return;
    }
  }
}

interface Batch {
  readonly severity: Severity;
  readonly lines: string[];
}

/**
 * Neighbours of one severity share a postlog. When that would be too many, all
 * of one severity do, in the order in which severities first come: within a
 * second the log does not tell earlier from later.
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

/** One line goes as an operand: setting up a pipe takes the runtime its time. */
async function post(
  { lines, severity }: Batch,
  { postlog, tag, environment }: MailLog,
): Promise<Deno.ChildProcess> {
  const isOne = lines.length === 1;
  const child = new Deno.Command(postlog, {
    args: ["-t", tag, "-p", severity, ...isOne ? ["--", ...lines] : []],
    env: { ...environment },
    stdin: isOne ? "null" : "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  if (isOne) return child;
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(`${lines.join("\n")}\n`));
  await input.close();
  return child;
}

async function waitFor(
  child: Deno.ChildProcess,
  patienceMs: number,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    child.status,
    new Promise((resolve) => timer = setTimeout(resolve, patienceMs)),
  ]);
  clearTimeout(timer);
}
