/**
 * Worlds with the shipped plugin 30-content-filter in them: settings, filters, and
 * what can be seen of them.
 *
 * @module
 */

import { install, instances } from "./shipped.ts";
import {
  runInWorld,
  type StepResult,
  testSetting,
} from "../world/run_in_world.ts";

/** The id of the plugin. */
export const PLUGIN = "30-content-filter";
/** Where it notes what it has started. */
export const STATE = "/run/postmulti/content-filter";
/** Where every filter of these tests listens. */
export const LISTEN = "127.0.0.1:10025";

/** Postfix's own test server, for filters that need no mail to pass through. */
export const SINK = `/usr/sbin/smtp-sink -u postfix ${LISTEN} 10`;

/** Starts the instance that has the filter. */
export const START = "postmulti -i in -p start";
/** Stops it. */
export const STOP = "postmulti -i in -p stop";
/** Counts the filters that are SINK. */
export const SINKS = "ps -C smtp-sink -o pid= | wc -l";
/** Lists the instances that are running. */
export const RUNNING =
  ". $WORLD/lib; for i in postfix postfix-out postfix-in; do is_running $i && echo $i; done";

/** Setup text: settings for postfix-in or another instance. */
export function settings(
  command: string,
  { name = "postfix-in", more = "" } = {},
): string {
  return `conf ${PLUGIN} ${name} <<'CONF'\nlisten = ${LISTEN}\n` +
    `command = ${command}\n${more}\nCONF\n`;
}

/** Runs the steps in a world where the plugin is in force. */
export async function play(
  setup: string,
  steps: readonly string[],
): Promise<readonly StepResult[]> {
  const prepared = `${instances()}${install("content-filter")}${setup}`;
  return (await runInWorld("ours", { setup: prepared, steps })).steps;
}

/** The walk-through of MULTI_INSTANCE_README, with a mailbox at the end. */
export function mailSystem(): string {
  return `
  deno_filter="$deno ${
    testSetting("PROJECT")
  }/tests/plugins/marking_filter.ts 10025 10026"
  for pair in out:10026 in:10024; do
    c=/etc/postfix-\${pair%:*} port=\${pair#*:}
    sed -i '/^master_service_disable/d' $c/main.cf
    put $c/main.cf "myhostname = \${pair%:*}.example.com"
    put $c/main.cf 'smtpd_relay_restrictions ='
    put $c/main.cf 'smtpd_recipient_restrictions = permit_mynetworks, reject'
    put $c/main.cf 'mydestination ='
    sed -i "s/^#smtp *inet.*/127.0.0.1:$port inet n - n - - smtpd/" $c/master.cf
  done
  put /etc/postfix-in/main.cf 'default_transport = smtp:[127.0.0.1]:10025'
  put /etc/postfix-out/main.cf 'virtual_mailbox_domains = example.org'
  put /etc/postfix-out/main.cf 'virtual_mailbox_base = /var/lib/box'
  put /etc/postfix-out/main.cf 'virtual_mailbox_maps = static:user/'
  put /etc/postfix-out/main.cf 'virtual_uid_maps = static:65534'
  put /etc/postfix-out/main.cf 'virtual_gid_maps = static:65534'
  install -d -o nobody /var/lib/box
  conf ${PLUGIN} postfix-in <<CONF
listen = ${LISTEN}
command = /usr/bin/$deno_filter
CONF
`;
}
