/**
 * The instance that is destroyed. Shell text only.
 *
 * @module
 */

/** Makes the instance postfix-out; `$q` is its queue directory. */
export const MADE = "initialized; postmulti -e create -I postfix-out 2>&1; " +
  "touch -d '1 hour ago' /etc/postfix*/main.cf; q=/var/spool/postfix-out";
