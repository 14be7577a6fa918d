/**
 * Whether an instance may leave: a secondary one, disabled and not running.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { isRunning } from "../postfix/running.ts";
import { type Instance, titleOf } from "../registry/instance.ts";
import type { EditContext } from "./edit_context.ts";

/**
 * Refuse the primary instance and one that is enabled or running.
 *
 * @throws {FatalError} Saying which of these it is, and what to do.
 */
export function refuseUnlessStopped(
  { installation, environment, request }: EditContext,
  instance: Instance,
): void {
  const title = titleOf(instance);
  if (instance.primary) {
    throw new FatalError(
      `${title} is the primary instance, which all others depend on: ` +
        `-e ${request.action} is for secondary instances`,
    );
  }
  if (instance.enabled) {
    throw new FatalError(
      `instance ${title} is enabled: stop it with ` +
        `"postmulti -i ${title} -p stop", then run ` +
        `"postmulti -e disable -i ${title}"`,
    );
  }
  const running = isRunning({
    configDirectory: instance.configDirectory,
    queueDirectory: instance.queueDirectory,
    postfix: installation.command("postfix"),
    environment,
  });
  if (!running) return;
  throw new FatalError(
    `instance ${title} is running: stop it with ` +
      `"postfix -c ${instance.configDirectory} stop"`,
  );
}
