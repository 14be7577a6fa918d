/**
 * What an instance is by now, where that can have changed since the list was read.
 *
 * @module
 */

import { type Installation, readParameters } from "../postfix/installation.ts";
import type { Environment } from "../postfix/logging_environment.ts";
import { isRunning } from "../postfix/running.ts";
import type { Instance } from "../registry/instance.ts";

/** What can have changed since the list of instances was read. */
export interface InstanceNow {
  /** Whether it may be started. @throws {FatalError} When its main.cf is gone. */
  isEnabled(): boolean;
  /** Whether its master runs. */
  isRunning(): boolean;
}

/** Look at an instance again, when asked. */
export function lookAgain(
  { configDirectory, queueDirectory }: Instance,
  { installation, environment }: {
    readonly installation: Installation;
    readonly environment: Environment;
  },
): InstanceNow {
  return {
    isEnabled: () =>
      readParameters(configDirectory, installation.compiledIn)
        .value("multi_instance_enable").toLowerCase() === "yes",
    isRunning: () =>
      isRunning({
        configDirectory,
        queueDirectory,
        postfix: installation.command("postfix"),
        environment,
      }),
  };
}
