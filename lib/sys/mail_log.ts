/**
 * Sending diagnostics to the mail log by postlog(1), which knows where that is.
 *
 * postlog reads main.cf, and Postfix programs wait before they believe a file
 * that was changed a moment ago. So postlog is given a short time and is then
 * left to finish by itself: the administrator does not wait for the log. Where
 * the news is that main.cf was changed, there is no use in waiting at all.
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
}

/** How long to wait for one postlog before it is left alone, in milliseconds. */
const PATIENCE_MS = 200;

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
  for (const batch of batches(records)) {
    try {
      const child = await post(batch, log);
      if (batch.severity !== "info") await waitFor(child);
    } catch {
      return;
    }
  }
}

interface Batch {
  readonly severity: Severity;
  readonly lines: string[];
}

/** Neighbours of one severity share a postlog. */
function batches(records: readonly LogRecord[]): Batch[] {
  const result: Batch[] = [];
  for (const { severity, text } of records) {
    const last = result.at(-1);
    if (last?.severity === severity) last.lines.push(text);
    else result.push({ severity, lines: [text] });
  }
  return result;
}

async function post(
  { lines, severity }: Batch,
  { postlog, tag, environment }: MailLog,
): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(postlog, {
    args: ["-t", tag, "-p", severity],
    env: { ...environment },
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(`${lines.join("\n")}\n`));
  await input.close();
  return child;
}

async function waitFor(child: Deno.ChildProcess): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    child.status,
    new Promise((resolve) => timer = setTimeout(resolve, PATIENCE_MS)),
  ]);
  clearTimeout(timer);
}
