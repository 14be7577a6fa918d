/**
 * The settings of 30-content-filter for one instance. Reads the file of settings;
 * the understanding of it is pure.
 *
 * @module
 */

import type { PluginEvent } from "../../api.ts";
import { Refusal } from "./refusal.ts";

/** The filter of an instance, as its administrator wants it. */
export interface Settings {
  /** The program, absolute, and its arguments; empty for a service. */
  readonly command: readonly string[];
  /** The name of a service; empty for a command. */
  readonly service: string;
  /** `HOST:PORT`, as it was written. */
  readonly listen: string;
  /** The host out of `listen`. */
  readonly hostname: string;
  /** The port out of `listen`. */
  readonly port: number;
  /** Whom the command is run as; empty for root. */
  readonly user: string;
  /** Where the output of a command goes; empty for the usual place. */
  readonly log: string;
  /** How long the filter may take to accept connections. */
  readonly startMs: number;
  /** How long it may take to end. */
  readonly stopMs: number;
}

const DEFAULTS = {
  command: "",
  service: "",
  listen: "",
  user: "",
  log: "",
  start_timeout: "30",
  stop_timeout: "10",
} as const;

type Name = keyof typeof DEFAULTS;

/**
 * Reads the settings of the event's instance.
 *
 * @returns Nothing when the instance has no filter.
 * @throws {Refusal} when they are wrong; the message begins with the file.
 */
export async function readSettings(
  { conf }: PluginEvent,
): Promise<Settings | undefined> {
  if (conf === null) return undefined;
  const settings = parseSettings(await Deno.readTextFile(conf));
  if (typeof settings === "string") throw new Refusal(`${conf} ${settings}`);
  return settings;
}

/**
 * Understands the text of a file of settings.
 *
 * @returns Nothing without a filter; a string says what is wrong.
 */
export function parseSettings(text: string): Settings | string | undefined {
  const values: Record<Name, string> = { ...DEFAULTS };
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const match = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line);
    const name = match?.[1] ?? "";
    if (!isName(name)) {
      return `line ${index + 1}: is not "name = value" with one of the names ` +
        `${Object.keys(DEFAULTS).join(", ")}: correct it`;
    }
    values[name] = match?.[2] ?? "";
  }
  return understand(values);
}

function isName(word: string): word is Name {
  return Object.hasOwn(DEFAULTS, word);
}

function understand(
  values: Readonly<Record<Name, string>>,
): Settings | string | undefined {
  const { service, listen, user, log } = values;
  const command = splitWords(values.command);
  if (command === undefined) return "command: has an unmatched quote";
  if (command.length === 0 && service === "") return undefined;
  if (command.length > 0 && service !== "") {
    return "has a command and a service: take one away";
  }
  if (command.length > 0 && command[0]?.startsWith("/") !== true) {
    return "command: has to begin with the absolute path of a program";
  }
  if (service !== "" && !/^\w[\w@.:-]*$/.test(service)) {
    return `service: ${service}: is not the name of a service`;
  }
  const [, hostname, port] = /^\[?([^/]+?)\]?:(\d+)$/.exec(listen) ?? [];
  if (hostname === undefined || Number(port) < 1 || Number(port) > 65535) {
    return "listen: has to be HOST:PORT, where the filter listens";
  }
  const startMs = parseSeconds(values.start_timeout);
  const stopMs = parseSeconds(values.stop_timeout);
  if (startMs === undefined || stopMs === undefined) {
    const name = startMs === undefined ? "start_timeout" : "stop_timeout";
    return `${name}: has to be a number of seconds, 120 at most`;
  }
  const where = { listen, hostname, port: Number(port) };
  return { command, service, ...where, user, log, startMs, stopMs };
}

function parseSeconds(value: string): number | undefined {
  return /^\d{1,3}$/.test(value) && Number(value) <= 120
    ? Number(value) * 1000
    : undefined;
}

/** Splits at white space outside quotes; undefined for an unmatched quote. */
function splitWords(text: string): readonly string[] | undefined {
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  if (/["']/.test(text.replace(/"[^"]*"|'[^']*'/g, ""))) return undefined;
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}
