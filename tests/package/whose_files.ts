/**
 * Command lines that succeed when the files at the places of the stock tool are ours,
 * or the stock ones. A copy of the stock tool is at /root/stock.
 *
 * @module
 */

/** Where a Debian system has our documents. */
const DOCUMENTS = "/usr/share/doc/postmulti";

/** Our program is at /usr/sbin/postmulti; and the stock one is aside. */
export const OURS_IS_THERE: readonly string[] = [
  "postmulti --version | grep commit",
  "cmp /usr/sbin/postmulti.distrib /root/stock",
  "postmulti.distrib -l",
];

/** The stock tool is in its place, and nothing is aside. */
export const STOCK_IS_THERE: readonly string[] = [
  "cmp /usr/sbin/postmulti /root/stock",
  "[ ! -e /usr/sbin/postmulti.distrib ]",
  "[ ! -e /usr/share/man/man1/postmulti.distrib.1.gz ]",
  `[ ! -e ${DOCUMENTS} ]`,
];

/** What a reader finds; lintian looks at the rest. */
export const DOCUMENTED: readonly string[] = [
  `gzip -dc ${DOCUMENTS}/README.md.gz | grep '^# postmulti$'`,
  `sh -n ${DOCUMENTS}/examples/plugins/20-chroot.sh`,
  "gzip -dc /usr/share/man/man1/postmulti.1.gz | grep -e -status",
  "gzip -dc /usr/share/man/man1/postmulti.distrib.1.gz | grep postmulti",
  "gzip -dc /usr/share/man/man7/postmulti-plugins.7.gz | grep pre:start",
  "bash -n /usr/share/bash-completion/completions/postmulti",
];

/** Instances that the stock tool has made, running. */
export const TWO_RUN: readonly string[] = [
  "postconf -e inet_interfaces=loopback-only",
  "postmulti -e init",
  "postmulti -e create -I postfix-out",
  "postmulti -e enable -i postfix-out",
  "postfix start",
];

/** Both of them run. */
export const BOTH_RUN: readonly string[] = [
  "postfix status",
  "postfix -c /etc/postfix-out status",
];
