/**
 * Looking at what instances are doing. Reads files and directories; starts no
 * process, so that it takes no longer with many instances than with one.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import type { PortNames } from "../map/endpoint.ts";
import { readPortNames } from "../map/read_map.ts";
import type { Installation } from "../postfix/installation.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import { isDirectory } from "../sys/files.ts";
import { isRoot } from "../sys/process.ts";
import type { InstanceStatus } from "./instance_status.ts";
import { readListening } from "./listening.ts";
import { readMasterState } from "./master_state.ts";
import { readQueueState } from "./queue_state.ts";

/** What was found. */
export interface StatusReport {
  /** One for each instance, in their order. */
  readonly statuses: readonly InstanceStatus[];
  /** False when something could not be seen; it has been reported. */
  readonly isComplete: boolean;
}

/**
 * Look at instances. What cannot be seen is reported and left undefined;
 * without root, that is one warning about all.
 */
export function readStatus(
  instances: readonly Instance[],
  { installation, diagnostics }: {
    readonly installation: Installation;
    readonly diagnostics: Diagnostics;
  },
): StatusReport {
  let ports: PortNames | undefined;
  const portNames = (): PortNames => ports ??= readPortNames();
  const maySee = isRoot();
  let isComplete = true;
  let isHidden = false;
  const statuses = instances.map((instance): InstanceStatus => {
    const warn = (text: string): void => {
      isComplete = false;
      diagnostics.warning(`instance ${titleOf(instance)}: ${text}`);
    };
    const hide = (): void => void (isHidden = true);
    const master = readMasterState(instance);
    if (master.isRunning === undefined) {
      (maySee ? warn : hide)(
        `${instance.queueDirectory}/pid/master.pid cannot be looked at: ` +
          "whether the instance runs is not known",
      );
    }
    return {
      instance,
      master,
      endpoints: unlessFailing(
        () => readListening(instance, { installation, portNames }),
        warn,
      ),
      ...readQueueState(
        instance.queueDirectory,
        maySee || !isDirectory(instance.queueDirectory) ? warn : hide,
      ),
    };
  });
  if (isHidden) {
    diagnostics.warning(
      'only root can see all that runs, and the queues: "-" stands for what ' +
        "could not be seen: run this as root",
    );
  }
  return { statuses, isComplete: isComplete && !isHidden };
}

function unlessFailing<T>(
  look: () => T,
  onTrouble: (text: string) => void,
): T | undefined {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    onTrouble(error.message);
    return undefined;
  }
}
