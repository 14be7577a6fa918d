/**
 * The instance that the parameters in a main.cf describe. Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { toText } from "../main_cf/lossless_text.ts";
import type { Parameters } from "../postfix/parameters.ts";
import type { Instance } from "./instance.ts";

/**
 * A secondary instance. Its values are taken as postconf(1) shows them: a run
 * of white space counts as one blank, and none at the ends.
 *
 * @throws {FatalError} When a value it needs cannot be used.
 */
export function secondaryInstance(
  configDirectory: string,
  parameters: Parameters,
): Instance {
  const instance = instanceFrom(configDirectory, {
    parameters,
    show: (value) => value.replace(/[ \t\r]+/g, " ").replace(/^ | $/g, ""),
  });
  return { ...instance, enabled: isEnabled(parameters) };
}

/**
 * The primary instance. Its values are taken as they are. With no secondary
 * instance it counts as enabled, whatever its setting says.
 *
 * @throws {FatalError} When a value it needs cannot be used.
 */
export function primaryInstance(
  configDirectory: string,
  parameters: Parameters,
  { isAlone }: { readonly isAlone: boolean },
): Instance {
  const instance = instanceFrom(configDirectory, {
    parameters,
    show: (value) => value,
  });
  const enabled = isAlone || isEnabled(parameters);
  return { ...instance, primary: true, enabled };
}

/** A name or group that can be read; undefined when it cannot. */
export function wordIfReadable(
  parameters: Parameters | undefined,
  name: string,
): string | undefined {
  try {
    return parameters && toText(parameters.bytes(name));
  } catch (error) {
    if (error instanceof FatalError) return undefined;
    throw error;
  }
}

interface Source {
  readonly parameters: Parameters;
  /** How a value is shown. */
  readonly show: (value: string) => string;
}

function instanceFrom(configDirectory: string, source: Source): Instance {
  const { parameters, show } = source;
  const word = (name: string): string => toText(show(parameters.bytes(name)));
  return {
    primary: false,
    name: word("multi_instance_name"),
    group: word("multi_instance_group"),
    enabled: false,
    configDirectory,
    queueDirectory: directory("queue_directory", source),
    dataDirectory: directory("data_directory", source),
  };
}

function directory(name: string, { parameters, show }: Source): string {
  const value = show(parameters.value(name));
  if (value.startsWith("/")) return value;
  throw new FatalError(
    `${parameters.place(name)}: ${name} = ${value}: this must be an ` +
      "absolute path",
  );
}

function isEnabled(parameters: Parameters): boolean {
  const name = "multi_instance_enable";
  const value = parameters.value(name);
  if (/^yes$/i.test(value)) return true;
  if (/^no$/i.test(value)) return false;
  throw new FatalError(
    `${parameters.place(name)}: ${name} = ${value}: this must be yes or no`,
  );
}
