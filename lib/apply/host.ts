/**
 * The host as it is: its instances, and what they are doing.
 *
 * Reads main.cf files and looks at locks, changes nothing.
 *
 * @module
 */

import { PENDING } from "../lifecycle/pending_marker.ts";
import type { Installation } from "../postfix/installation.ts";
import type { Environment } from "../postfix/logging_environment.ts";
import { isRunning } from "../postfix/running.ts";
import type { Instance } from "../registry/instance.ts";
import { type InstanceList, readInstances } from "../registry/load.ts";
import { lstatOrNothing } from "../sys/files.ts";

/** The host as it is. */
export interface Host {
  /** The Postfix. */
  readonly installation: Installation;
  /** Its instances. */
  readonly list: InstanceList;
  /** Whether the master daemon of an instance runs. */
  isRunning(instance: Instance): boolean;
  /** Whether an instance runs with a configuration that is older than its files. */
  isPending(instance: Instance): boolean;
}

/**
 * Read the host.
 *
 * @param environment What children of this program get.
 * @throws {FatalError} When the primary instance cannot be read.
 */
export function readHost(
  installation: Installation,
  environment: Environment,
): Host {
  return {
    installation,
    list: readInstances(installation),
    isRunning: ({ configDirectory, queueDirectory }) =>
      isRunning({
        configDirectory,
        queueDirectory,
        postfix: installation.command("postfix"),
        environment,
      }),
    isPending: ({ configDirectory }) =>
      lstatOrNothing(`${configDirectory}/${PENDING}`) !== undefined,
  };
}
