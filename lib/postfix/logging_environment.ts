/**
 * The variables by which children of this program log where the primary
 * instance logs. Pure.
 *
 * @module
 */

import type { Installation } from "./installation.ts";

/** Variables by name. */
export type Environment = Readonly<Record<string, string>>;

/**
 * What Postfix's own logging client passes to its children, so that they log where
 * the primary instance logs: MAIL_LOGTAG, and with maillog_file set also
 * POSTLOG_SERVICE and POSTLOG_HOSTNAME; with -v MAIL_VERBOSE as well.
 *
 * @throws {FatalError} When a parameter of the primary cannot be expanded.
 */
export function loggingEnvironment(
  { primary }: Installation,
  { verbose }: { readonly verbose: boolean },
): Environment {
  const environment: Record<string, string> = {
    MAIL_LOGTAG: primary.value("syslog_name"),
  };
  if (primary.value("maillog_file") !== "") {
    const queue = primary.value("queue_directory");
    const service = primary.value("postlog_service_name");
    environment.POSTLOG_SERVICE = `${queue}/public/${service}`;
    environment.POSTLOG_HOSTNAME = primary.value("myhostname");
  }
  if (verbose) environment.MAIL_VERBOSE = "";
  return environment;
}
