/**
 * Asks the installed postconf(1) about generated main.cf and master.cf files.
 *
 * Every file gets a directory of its own under $WORLD, with a modification time
 * in the past: postconf waits for files changed a moment ago.
 *
 * @module
 */

import { fromBytes, toBytes } from "../lib/main_cf/byte_string.ts";

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

/** Real parameters with text values that postconf itself does not look at. */
export const TARGETS: readonly string[] = [
  "relayhost",
  "smtpd_banner",
  "relay_domains",
  "transport_maps",
  "content_filter",
  "header_checks",
  "body_checks",
  "home_mailbox",
];

/** What one postconf command did; texts are byte strings. */
export interface Answer {
  /** Exit status, not 0 after a signal. */
  readonly code: number;
  /** Standard output, line by line. */
  readonly lines: readonly string[];
  /** Standard error. */
  readonly errors: string;
  /** The file afterwards. */
  readonly file: string;
}

/** The files of an instance that postconf(1) reads. */
type FileName = "main.cf" | "master.cf";

/** Runs `postconf -c DIRECTORY ARGS` on a file; the other one is empty. */
export async function askPostconf(
  file: string,
  args: readonly string[],
  name: FileName = "main.cf",
): Promise<Answer> {
  const directory = await Deno.makeTempDir({ dir: world() });
  const path = `${directory}/${name}`;
  for (const each of ["main.cf", "master.cf"]) {
    const content = each === name ? toBytes(file) : new Uint8Array();
    await Deno.writeFile(`${directory}/${each}`, content);
    await Deno.utime(`${directory}/${each}`, LONG_AGO, LONG_AGO);
  }
  // A script, because Deno passes on arguments in UTF-8 only.
  const command = ["/usr/sbin/postconf", "-c", directory, ...args];
  const script = `exec ${command.map(quote).join(" ")}\n`;
  await Deno.writeFile(`${directory}/command`, toBytes(script));
  const { code, stdout, stderr } = await new Deno.Command(
    "/bin/sh",
    { args: [`${directory}/command`], stdin: "null" },
  ).output();
  const answer = {
    code,
    lines: fromBytes(stdout).split("\n").slice(0, -1),
    errors: fromBytes(stderr),
    file: fromBytes(await Deno.readFile(path)),
  };
  await Deno.remove(directory, { recursive: true });
  return answer;
}

/** The spaces of a value as postconf shows it: each run is one blank. */
export function asShown(value: string): string {
  return value.split(/[ \t\r\n]+/).filter((word) => word !== "").join(" ");
}

/** A file with a newline at its end, unless it is empty. */
export function endLastLine(file: string): string {
  return file === "" || file.endsWith("\n") ? file : `${file}\n`;
}

/** A byte string on a line of its own, for the message of a failed check. */
export function show(text: string): string {
  return `\n${JSON.stringify(text)}\n`;
}

function quote(argument: string): string {
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

function world(): string {
  const directory = Deno.env.get("WORLD");
  if (directory !== undefined) return directory;
  throw new Error("WORLD is not set: run this inside scripts/world.sh");
}
