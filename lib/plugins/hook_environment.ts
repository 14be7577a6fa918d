/**
 * The environment of a hook, built and not inherited. Pure.
 *
 * @module
 */

import type { PluginEvent } from "../../plugins/api.ts";
import type { Environment } from "../postfix/logging_environment.ts";

/** Where the programs of a system are, after Postfix's own. */
const STANDARD_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

/** One word of import_environment: `TZ`, `LANG=C`, `{ NAME = text with blanks }`. */
const WORD = /\{([^}]*)\}|[^\s,{}]+/g;

/**
 * What import_environment lets through, see postconf(5): the variables it names,
 * as far as they are set, and those that it sets itself.
 *
 * @param lookUp A variable of our own environment; undefined when unset.
 */
export function importedEnvironment(
  setting: string,
  lookUp: (name: string) => string | undefined,
): Environment {
  const environment: Record<string, string> = {};
  for (const [word, inBraces] of setting.matchAll(WORD)) {
    const [name = "", ...rest] = (inBraces ?? word).split("=");
    const value = rest.length > 0 ? rest.join("=").trim() : lookUp(name.trim());
    if (name.trim() !== "" && value !== undefined) {
      environment[name.trim()] = value;
    }
  }
  return environment;
}

/**
 * The whole environment of a hook.
 *
 * @param event What it is called for.
 * @param imported What comes from our own environment.
 * @param instanceVariables What a command run by -x gets.
 */
export function hookEnvironment(
  event: PluginEvent,
  { imported, instanceVariables }: {
    readonly imported: Environment;
    readonly instanceVariables: Environment;
  },
): Environment {
  return {
    ...imported,
    PATH: `${event.command_directory}:${STANDARD_PATH}`,
    ...instanceVariables,
    ...event.class === "edit"
      ? { MAIL_CONFIG: event.primary_config_directory }
      : {},
    POSTMULTI_API: `${event.schema}`,
    POSTMULTI_PHASE: event.phase,
    POSTMULTI_OP: event.op,
    POSTMULTI_REQUESTED: event.requested,
    POSTMULTI_OUTCOME: event.outcome ?? "",
    POSTMULTI_STATUS: event.exit_status === null ? "" : `${event.exit_status}`,
    POSTMULTI_RUN_ID: event.run_id,
    POSTMULTI_PLUGIN: event.plugin,
    POSTMULTI_CONF: event.conf ?? "",
    POSTMULTI_TEST: event.test ? "1" : "",
    POSTMULTI_DEPTH: "1",
  };
}
