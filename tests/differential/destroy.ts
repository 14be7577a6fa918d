/**
 * Differential scenarios about -e destroy. Stock leaves some of what Postfix made
 * behind and never looks at the queue; where ours does better, the scenario says
 * so. Data only.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import type { Tree } from "../world/tree.ts";
import { assertUntouched } from "../world/untouched.ts";
import type { Scenario } from "./scenario.ts";

/** Queue directories as `postfix set-permissions` makes them. */
const QUEUE = "postfix -c /etc/postfix-out check";

const LEFTOVERS = "stock leaves pid, private and public directories and " +
  "master.lock of an instance that has run; ours removes what Postfix made";

/** Destroying. */
export const DESTROY: Scenario[] = [
  {
    name: "-e destroy removes a fresh instance completely",
    setup: `three; ${QUEUE}`,
    steps: ["postmulti -e destroy -i out", "postmulti -l"],
  },
  {
    name: "-e destroy empties the list",
    setup: `initialized; secondary postfix-out; ${QUEUE}`,
    steps: ["postmulti -e destroy -i out", "postmulti -l"],
  },
  {
    name: "-e destroy leaves the alternate list too",
    setup: `three; ${QUEUE}; ` +
      "put $main 'alternate_config_directories = /x /etc/postfix-out /y'",
    steps: ["postmulti -e destroy -i out"],
  },
  {
    name: "-e destroy keeps what Postfix did not make",
    setup: `three; ${QUEUE}; echo x > /etc/postfix-out/access; ` +
      "echo x > /var/lib/postfix-out/mine; mkdir /var/spool/postfix-out/etc; " +
      "echo x > /var/spool/postfix-out/etc/resolv.conf",
    steps: [{
      run: "postmulti -e destroy -i out",
      says:
        /(?=[^]*warning: .*\/etc\/postfix-out)(?=[^]*warning: .*\/var\/lib\/postfix-out)(?=[^]*warning: .*\/var\/spool\/postfix-out)/,
    }],
  },
  {
    name: "-e destroy removes an instance that has run",
    setup: `three; put /etc/postfix-out/main.cf "myorigin=x"; ` +
      "postfix -c /etc/postfix-out start && " +
      "postfix -c /etc/postfix-out stop",
    why: LEFTOVERS,
    steps: ["postmulti -e destroy -i out"],
    oursTree: ({ after }) => assertGone(after, "postfix-out"),
  },
  {
    name: "-e destroy refuses enabled, unknown and primary instances",
    setup: "three",
    fatal: true,
    steps: [
      { run: "postmulti -e destroy -i in", says: /postfix-in/ },
      { run: "postmulti -e destroy -i none", says: /none/ },
      "postmulti -e destroy -i -",
      "postmulti -e destroy -i /etc/postfix",
      "postmulti -e destroy",
      "postmulti -e destroy -a",
      "postmulti -e destroy -g mta",
    ],
  },
  {
    name: "-e destroy, deport refuse an instance that runs",
    setup: "three; postfix -c /etc/postfix-out start",
    steps: [
      { run: "postmulti -e destroy -i out", says: /running/ },
      { run: "postmulti -e deport -i out", says: /running/ },
      "postfix -c /etc/postfix-out stop",
    ],
  },
  {
    name: "-e deport unlists an instance whose main.cf is gone",
    setup: "three; rm /etc/postfix-out/main.cf",
    why: "fault isolation: stock does nothing while a main.cf is missing",
    steps: [{
      run: "postmulti -e deport -i /etc/postfix-out",
      ours: { status: 0 },
    }],
    oursTree: ({ after }) =>
      assertMatch(
        after.configs.get("/etc/postfix/main.cf") ?? "",
        /^multi_instance_directories = \/etc\/postfix-in \/etc\/postfix-msa$/m,
      ),
  },
];

/** Mail in the queue. */
export const MAIL: Scenario[] = [
  "maildrop",
  "incoming",
  "active",
  "deferred/A",
  "hold",
  "corrupt",
  "saved",
].map((directory) => ({
  name: `-e destroy refuses an instance with mail in ${directory}`,
  why: "stock does not look into the queue and loses the instance of the mail",
  setup: `three; ${QUEUE}; mkdir -p /var/spool/postfix-out/${directory}; ` +
    `echo mail > /var/spool/postfix-out/${directory}/ABC123`,
  steps: [{
    run: "postmulti -e destroy -i out",
    says: new RegExp(
      `(?=.* 1 in )(?=.*/var/spool/postfix-out)(?=.*\\b${
        directory.split("/")[0]
      })`,
    ),
    ours: { status: 1, stdout: "" },
  }],
  oursTree: ({ before, after }) => assertUntouched(before, after),
}));

/** The whole life of two instances, as in the manual. */
export const LIFE: Scenario[] = [
  {
    name: "serves the whole life of two instances",
    why: LEFTOVERS,
    steps: [
      "postmulti -e init",
      "postmulti -I postfix-out -G mta -e create",
      "postmulti -I postfix-in -G mta -e create -i out",
      "postmulti -l",
      "postmulti -i postfix-out -e enable",
      "postmulti -i in -e enable",
      "postmulti -p start",
      "postmulti -x postconf -h multi_instance_enable",
      "postmulti -p status",
      "postmulti -e destroy -i in",
      "postmulti -p stop",
      "postmulti -e disable -i in",
      "postmulti -e disable -i out",
      "postmulti -e destroy -i in",
      "postmulti -e destroy -i out",
      "postmulti -l",
    ],
    oursTree: ({ after }) => {
      assertGone(after, "postfix-in");
      assertGone(after, "postfix-out");
    },
  },
];

/** Fails when anything is left of an instance with default directories. */
function assertGone(tree: Tree, name: string): void {
  const left = [...tree.entries.keys()].filter((path) =>
    path.split("/").includes(name)
  );
  assertEquals(left, []);
}
