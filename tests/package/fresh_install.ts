/**
 * The Debian package beside the package of Postfix, whichever comes or goes first.
 *
 * @module
 */

import {
  assertAllDone,
  boot,
  circumstance,
  obstacle,
  SWITCHED_OFF,
} from "./fresh_root.ts";
import type { Packages } from "./packages.ts";
import { runInWorld } from "../world/run_in_world.ts";

/** Where the files are in there. */
const OURS = "/root/postmulti.deb";
const POSTFIX = "/var/cache/apt/archives/postfix_*.deb";
const DOCUMENTS = "/usr/share/doc/postmulti";

/** Whose file is at /usr/sbin/postmulti; and the stock one is aside. */
const OURS_IS_THERE = [
  "postmulti --version | grep commit",
  "cmp /usr/sbin/postmulti.distrib /root/stock",
  "postmulti.distrib -l",
];

const STOCK_IS_THERE = [
  "cmp /usr/sbin/postmulti /root/stock",
  "[ ! -e /usr/sbin/postmulti.distrib ]",
  "[ ! -e /usr/share/man/man1/postmulti.distrib.1.gz ]",
  `[ ! -e ${DOCUMENTS} ]`,
];

/** What a reader finds; lintian has looked at the rest. */
const DOCUMENTED = [
  `gzip -dc ${DOCUMENTS}/README.md.gz | grep '^# postmulti$'`,
  `sh -n ${DOCUMENTS}/examples/plugins/20-chroot.sh`,
  "gzip -dc /usr/share/man/man1/postmulti.1.gz | grep -e -status",
  "gzip -dc /usr/share/man/man1/postmulti.distrib.1.gz | grep postmulti",
  "gzip -dc /usr/share/man/man7/postmulti-plugins.7.gz | grep pre:start",
  "bash -n /usr/share/bash-completion/completions/postmulti",
];

/** Instances that the stock tool has made. */
const TWO_RUN = [
  "postconf -e inet_interfaces=loopback-only",
  "postmulti -e init",
  "postmulti -e create -I postfix-out",
  "postmulti -e enable -i postfix-out",
  "postfix start",
];

const BOTH_RUN = ["postfix status", "postfix -c /etc/postfix-out status"];

/** Registers the test. */
export function testFreshInstallation({ debian }: Packages): void {
  Deno.test(`the Debian package and the one of Postfix ${circumstance}`, {
    ignore: obstacle !== undefined,
  }, async (t) => {
    const phases = [
      {
        name: "Postfix is installed again over it",
        commands: [
          ...TWO_RUN,
          `dpkg --install ${OURS}`,
          ...OURS_IS_THERE,
          ...BOTH_RUN,
          ...DOCUMENTED,
          `dpkg --install ${POSTFIX}`,
          ...OURS_IS_THERE,
          "postfix -c /etc/postfix-out status",
        ],
      },
      {
        name: "it starts the instances of the stock tool, and is removed",
        commands: [
          "postfix start",
          ...BOTH_RUN,
          "! dpkg --remove postfix",
          "dpkg --purge postmulti",
          ...STOCK_IS_THERE,
          ...BOTH_RUN,
          "postfix stop",
        ],
      },
      {
        name: "it is unpacked before Postfix, and both are removed",
        commands: [
          "dpkg --remove postfix",
          `dpkg --unpack ${OURS}`,
          `dpkg --install ${POSTFIX}`,
          "dpkg --configure postmulti",
          ...OURS_IS_THERE,
          "dpkg --remove postfix postmulti",
          "[ ! -e /usr/sbin/postmulti ]",
          "[ -z \"$(dpkg-divert --list '*postmulti*')\" ]",
        ],
      },
    ];
    const { steps } = await runInWorld("stock", {
      setup: `${SWITCHED_OFF}
cp ${debian} $root${OURS}
cp $root/usr/sbin/postmulti $root/root/stock`,
      steps: phases.map(({ commands }) => boot(commands)),
    });
    for (const [number, { name, commands }] of phases.entries()) {
      await t.step(name, () => assertAllDone(steps[number], commands));
    }
  });
}
