/**
 * Places in the messages of this program, and of parameters. Pure.
 *
 * @module
 */

import type { Parameters } from "../postfix/parameters.ts";
import type { Setting } from "./facts.ts";
import type { Place } from "./finding.ts";

/** The place that a message `FILE, line N: ...` or `FILE: ...` begins with. */
export function parsePlace(message: string): Place | undefined {
  const [, file, line] = /^(\/.*?)(?:, line (\d+))?: /.exec(message) ?? [];
  if (file === undefined) return undefined;
  return { file, line: line === undefined ? undefined : Number(line) };
}

/**
 * A parameter and where it is set.
 *
 * @throws {FatalError} When its value cannot be expanded.
 */
export function settingOf(parameters: Parameters, name: string): Setting {
  const place = parsePlace(`${parameters.place(name)}: `);
  return {
    value: parameters.value(name),
    isSet: parameters.explicit(name) !== undefined,
    file: place?.file ?? parameters.path,
    line: place?.line,
  };
}
