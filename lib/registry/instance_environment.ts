/**
 * The variables by which a command learns about its instance. Pure.
 *
 * @module
 */

import type { Installation } from "../postfix/installation.ts";
import type { Environment } from "../postfix/logging_environment.ts";
import type { Instance } from "./instance.ts";

/** What a command run by -x, or a plugin, learns about its instance; see postmulti(1), "Command mode". */
export function instanceEnvironment(
  { primary }: Installation,
  instance: Instance,
): Environment {
  return {
    MAIL_CONFIG: instance.configDirectory,
    command_directory: primary.value("command_directory"),
    daemon_directory: primary.value("daemon_directory"),
    config_directory: instance.configDirectory,
    queue_directory: instance.queueDirectory,
    data_directory: instance.dataDirectory,
    multi_instance_name: instance.name,
    multi_instance_group: instance.group,
    multi_instance_enable: instance.enabled ? "yes" : "no",
  };
}
