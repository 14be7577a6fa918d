/**
 * The Debian package beside the package of Postfix, whichever comes or goes first.
 *
 * @module
 */

import { boot, circumstance, obstacle, SWITCHED_OFF } from "./fresh_root.ts";
import type { Packages } from "./packages.ts";
import { assertAllDone } from "./shell_text.ts";
import {
  BOTH_RUN,
  DOCUMENTED,
  OURS_IS_THERE,
  STOCK_IS_THERE,
  TWO_RUN,
} from "./whose_files.ts";
import { runInWorld } from "../world/run_in_world.ts";

/** Where the files are in there. */
const OURS = "/root/postmulti.deb";
const POSTFIX = "/var/cache/apt/archives/postfix_*.deb";

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
