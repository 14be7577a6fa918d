/**
 * Installing by copying: the one file, on a minimal system with Postfix.
 *
 * @module
 */

import { assertMatch } from "@std/assert";
import {
  boot,
  circumstance,
  obstacle,
  SWITCHED_OFF,
} from "./package/fresh_root.ts";
import { assertAllDone } from "./package/shell_text.ts";
import { BOTH_RUN } from "./package/whose_files.ts";
import { runInWorld, testSetting } from "./world/run_in_world.ts";

/** The primary instance is a null client, as the manual has it before. */
const NULL_CLIENT = [
  "postconf -e master_service_disable=inet",
  "postfix start",
];

/** From the manual, in its order. */
const WALK_THROUGH = [
  "postmulti -e init",
  "postmulti -I postfix-out -G mta -e create",
  'postmulti -i postfix-out -x postconf -e "master_service_disable =" ' +
  '"authorized_submit_users = root"',
  "postmulti -i postfix-out -e enable",
  "postmulti -i postfix-out -p start",
];

/** A connection to port 25 of the instance, without any further program. */
const GREETING = "perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0); " +
  'connect(S, pack_sockaddr_in(25, inet_aton("127.0.0.1"))) or die $!; ' +
  "print scalar <S>'";

/** One after the other; at the end of each, everything is killed. */
const BOOTS = [
  {
    name: "the walk-through, stop and start",
    commands: [
      "command -v postmulti",
      ...NULL_CLIENT,
      ...WALK_THROUGH,
      ...BOTH_RUN,
      GREETING,
      "postmulti -l",
      "postfix stop",
      "! postfix -c /etc/postfix-out status",
      "postfix start",
      ...BOTH_RUN,
    ],
  },
  {
    name: "start after the power has failed",
    commands: [
      "! postfix status",
      "postfix start",
      ...BOTH_RUN,
      GREETING,
      "postfix stop",
    ],
  },
  {
    name: "start after a shutdown",
    commands: [
      "! postfix status",
      "postfix start",
      ...BOTH_RUN,
      "postfix stop",
    ],
  },
];

Deno.test(
  `the one file is copied, and makes and runs an instance ${circumstance}`,
  {
    ignore: obstacle !== undefined,
  },
  async (t) => {
    const { steps } = await runInWorld("stock", {
      setup: `${SWITCHED_OFF}
install -m 755 ${testSetting("POSTMULTI")} $root/usr/local/sbin/postmulti`,
      steps: BOOTS.map(({ commands }) => boot(commands)),
    });
    for (const [number, { name, commands }] of BOOTS.entries()) {
      await t.step(name, () => assertAllDone(steps[number], commands));
    }
    const said = steps[0]?.stdout ?? "";
    assertMatch(said, /^\/usr\/local\/sbin\/postmulti$/m);
    assertMatch(said, /^220 .* ESMTP Postfix/m);
    assertMatch(said, /^postfix-out +mta +y +\/etc\/postfix-out$/m);
  },
);
