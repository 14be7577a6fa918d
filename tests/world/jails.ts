/**
 * How the Postfix that tests run with prepares the jails of its instances.
 *
 * @module
 */

/** Where the scripts of Debian's Postfix are. */
const START_SCRIPT = "/usr/lib/postfix/sbin/post-install";

/** Whether postfix(1) does so at each start; else units, init scripts and plugins do. */
export const postfixPreparesJails: boolean = (await Deno.readTextFile(
  START_SCRIPT,
)).includes("/configure-instance.sh");
