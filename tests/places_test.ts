/**
 * Which directories a new instance may have: none of the system's, none inside or
 * around another instance's, none that hold something else. Nothing is changed
 * when one is refused. Runs the compiled program in throwaway worlds.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";
import { treeDifferences } from "./world/tree.ts";

const SETUP = `initialized
secondary postfix-a mta no
mkdir -p /var/lib/mixed /var/spool/mixed /var/spool/prepared/dev /etc/theirs
mkdir -p /var/lib/empty /var/lib/used /var/spool/postfix-a/sub
echo data > /var/lib/mixed/database
echo data > /var/spool/mixed/letters
echo data > /etc/theirs/notes; chown nobody /etc/theirs
touch /var/lib/used/master.lock /var/lib/used/prng_exch
ln -s /var/lib /var/spool/link-to-lib
ln -s /var/spool/postfix-a /var/spool/link-to-a
`;

/** What is asked for, and what is wrong with it. */
const REFUSED: readonly (readonly [settings: string, said: RegExp])[] = [
  ["data_directory=/var/lib", /system directory/],
  ["config_directory=/etc", /system directory/],
  ["queue_directory=/var/spool", /system directory/],
  ["queue_directory=/var", /system directory/],
  ["data_directory=/usr/lib", /system directory/],
  ["data_directory=/tmp", /system directory/],
  ["config_directory=/proc/postfix", /system directory/],
  ["data_directory=/var/spool/link-to-lib", /system directory/],
  [
    "queue_directory=/var/spool/postfix-a/sub",
    /inside \/var\/spool\/postfix-a, the queue_directory of instance postfix-a/,
  ],
  [
    "queue_directory=/var/spool/postfix/active/q",
    /inside \/var\/spool\/postfix, the queue_directory of instance/,
  ],
  [
    "data_directory=/var/spool/link-to-a/data",
    /inside \/var\/spool\/postfix-a, the queue_directory of instance postfix-a/,
  ],
  [
    "config_directory=/etc/postfix/more",
    /inside \/etc\/postfix, the config_directory of instance/,
  ],
  [
    "data_directory=/var/spool/postfix-n/active",
    /inside \/var\/spool\/postfix-n\/active, where Postfix keeps mail/,
  ],
  ["data_directory=/var/lib/mixed", /holds database, which is not Postfix's/],
  ["queue_directory=/var/spool/mixed", /holds letters, which is not Postfix's/],
  ["config_directory=/etc/theirs", /holds notes, which is not Postfix's/],
];

/** What is no reason to refuse. */
const ACCEPTED: readonly string[] = [
  "data_directory=/var/lib/empty",
  "data_directory=/var/lib/used",
  "queue_directory=/var/spool/prepared",
  "queue_directory=/var/lib/own/queue data_directory=/var/lib/own/data",
  "config_directory=/etc/own queue_directory=/etc/own/queue data_directory=/etc/own/data",
];

Deno.test("-e create refuses directories that are not for one instance alone", async () => {
  const { steps, before, after } = await runInWorld("ours", {
    setup: SETUP,
    steps: REFUSED.map(([settings]) =>
      `postmulti -e create -I postfix-n ${settings}`
    ),
  });
  steps.forEach(({ status, stderr }, at) => {
    const [settings, said] = REFUSED[at] ?? ["", /never/];
    assertEquals(status, 1, settings);
    assertMatch(stderr, said);
  });
  assertEquals(treeDifferences(before, after), []);
});

for (const settings of ACCEPTED) {
  Deno.test(`-e create accepts ${settings}`, async () => {
    const { steps } = await runInWorld("ours", {
      setup: SETUP,
      steps: [
        `postmulti -e create -I postfix-n ${settings}`,
        "postmulti -e enable -i postfix-n && postmulti -i postfix-n -x postfix check",
        "postmulti -e disable -i postfix-n; postmulti -e destroy -i postfix-n",
      ],
    });
    assertEquals(
      steps.map(({ status, stderr }) => [status, stderr.match(/fatal.*/)?.[0]]),
      [[0, undefined], [0, undefined], [0, undefined]],
    );
  });
}

Deno.test("-e import refuses a directory of the system in a main.cf", async () => {
  const { steps, before, after } = await runInWorld("ours", {
    setup: `${SETUP}files postfix-old
sed -i 's|^data_directory.*|data_directory = /var/lib|' /etc/postfix-old/main.cf`,
    steps: ["postmulti -e import config_directory=/etc/postfix-old"],
  });
  assertEquals(steps[0]?.status, 1);
  assertMatch(steps[0]?.stderr ?? "", /data_directory = \/var\/lib: .*system/);
  assertEquals(treeDifferences(before, after), []);
});

Deno.test("--apply refuses what -e create refuses, before it does anything", async () => {
  const { steps, before, after } = await runInWorld("ours", {
    setup: SETUP,
    steps: [
      `echo '{"schema": 1, "instances": [{"name": "postfix-m"},
  {"name": "postfix-n", "queue_directory": "/var/spool/postfix-m/q"}]}' > $WORLD/d.json
chmod 600 $WORLD/d.json; postmulti --apply $WORLD/d.json`,
    ],
  });
  assertEquals(steps[0]?.status, 1);
  assertMatch(
    steps[0]?.stderr ?? "",
    /around \/var\/spool\/postfix-m\/q, the queue_directory of instance postfix-n/,
  );
  assertEquals(treeDifferences(before, after), []);
});
