/**
 * Differential scenarios about damaged instances, and about instances that claim
 * the same thing. Stock postmulti gives up on everything when one secondary is
 * damaged; ours reports it, goes on with the others and exits 1. Data only.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { Scenario } from "./scenario.ts";

const ISOLATED =
  "fault isolation: one damaged secondary must not stop the others";

const LEFT = "-               -               y         /etc/postfix\n" +
  "postfix-out     mta             n         /etc/postfix-out\n" +
  "postfix-msa     submit          y         /etc/postfix-msa\n";

/** One secondary is damaged. */
export const DAMAGED: Scenario[] = [
  {
    name: "-l, -x and -p skip a secondary whose main.cf is missing",
    why: ISOLATED,
    setup: "three; rm /etc/postfix-in/main.cf",
    steps: [
      {
        run: "postmulti -l",
        says: /^postmulti: warning: .*\/etc\/postfix-in\/main\.cf/m,
        ours: { status: 1, stdout: LEFT },
      },
      {
        run: "postmulti -x sh -c 'echo $config_directory'",
        says: /\/etc\/postfix-in\/main\.cf/,
        ours: {
          status: 1,
          stdout: "/etc/postfix\n/etc/postfix-out\n/etc/postfix-msa\n",
        },
      },
      {
        run: "postmulti -p check",
        says: /\/etc\/postfix-in\/main\.cf/,
        ours: { status: 1 },
      },
    ],
    oursTree: ({ after }) => {
      const isChecked = (name: string): boolean =>
        after.entries.has(`/var/spool/${name}/active`);
      assertEquals(["postfix-msa", "postfix-in"].map(isChecked), [true, false]);
    },
  },
  {
    name: "-l -i of a sound instance does not mind a damaged one",
    why: ISOLATED,
    setup: "three; rm /etc/postfix-in/main.cf",
    steps: [
      {
        run: "postmulti -l -i out",
        ours: {
          status: 0,
          stdout:
            "postfix-out     mta             n         /etc/postfix-out\n",
        },
      },
      {
        run: "postmulti -x -i - printenv config_directory",
        ours: { status: 0, stdout: "/etc/postfix\n" },
      },
      { run: "postmulti -l -i in", says: /\/etc\/postfix-in/ },
      { run: "postmulti -l -i /etc/postfix-in", says: /\/etc\/postfix-in/ },
    ],
  },
  {
    name: "-l skips a secondary whose multi_instance_enable is neither",
    why: ISOLATED,
    setup: "three; sed -i 's/_enable = yes/_enable = maybe/' " +
      "/etc/postfix-in/main.cf",
    steps: [{
      run: "postmulti -l",
      says: /\/etc\/postfix-in.*maybe/,
      ours: { status: 1, stdout: LEFT },
    }],
  },
  {
    name: "-l skips a secondary whose multi_instance_enable is empty",
    why: ISOLATED,
    setup: "three; sed -i 's/_enable = yes/_enable =/' " +
      "/etc/postfix-in/main.cf",
    steps: [{
      run: "postmulti -l",
      says: /\/etc\/postfix-in.*multi_instance_enable/,
      ours: { status: 1, stdout: LEFT },
    }, {
      run: "postmulti -e enable -i /etc/postfix-in",
      says: /multi_instance_enable/,
    }],
  },
  {
    name: "-l skips a secondary with a recursive macro",
    why: ISOLATED,
    setup: "three; put /etc/postfix-in/main.cf 'a = $b'; " +
      "put /etc/postfix-in/main.cf 'b = ${a}x'; " +
      "put /etc/postfix-in/main.cf 'multi_instance_group = $a'",
    steps: [{
      run: "postmulti -l",
      says: /\/etc\/postfix-in/,
      ours: { status: 1, stdout: LEFT },
    }],
  },
  {
    name: "-e enable works on a sound instance beside a damaged one",
    why: ISOLATED,
    setup: "three; rm -r /etc/postfix-in",
    steps: [
      {
        run: "postmulti -e enable -i out",
        ours: { status: 0 },
      },
      {
        run: "postmulti -e enable -i /etc/postfix-in",
        says: /\/etc\/postfix-in/,
      },
      {
        run: "postmulti -l -i out",
        ours: {
          status: 0,
          stdout:
            "postfix-out     mta             y         /etc/postfix-out\n",
        },
      },
    ],
    oursTree: ({ before, after }) => {
      const path = "/etc/postfix-out/main.cf";
      assertEquals(
        after.configs.get(path),
        `${before.configs.get(path)}multi_instance_enable = yes\n`,
      );
    },
  },
];

/** Two owners of one thing: the whole list is void, for stock and for ours. */
export const CLAIMS: Scenario[] = [
  {
    name: "refuses two instances of one name",
    setup: "three; sed -i s/_name.*/_name=postfix-in/ /etc/postfix-out/main.cf",
    fatal: true,
    steps: [{ run: "postmulti -l", says: /postfix-in/ }, "postmulti -p check"],
  },
  {
    name: "refuses two instances with one queue directory",
    setup: "three; put /etc/postfix-msa/main.cf " +
      "'queue_directory = /var/spool/postfix-in'",
    fatal: true,
    steps: [{
      run: "postmulti -l",
      says: /queue_directory.*\/var\/spool\/postfix-in/,
    }],
  },
  {
    name: "refuses two instances with one data directory",
    setup: "three; put /etc/postfix-msa/main.cf " +
      "'data_directory = /var/lib/postfix'",
    fatal: true,
    steps: [{
      run: "postmulti -l",
      says: /data_directory.*\/var\/lib\/postfix/,
    }],
  },
  {
    name: "refuses a queue directory that is another's data directory",
    setup: "three; put /etc/postfix-msa/main.cf " +
      "'queue_directory = /var/lib/postfix-in'",
    fatal: true,
    steps: [{ run: "postmulti -l", says: /\/var\/lib\/postfix-in/ }],
  },
  {
    name: "refuses an instance that claims a shared directory",
    setup: "three; put /etc/postfix-msa/main.cf 'data_directory = /usr/sbin'",
    fatal: true,
    steps: [{ run: "postmulti -l", says: /\/usr\/sbin/ }],
  },
  {
    name: "refuses an instance that uses one directory for two things",
    setup: "three; put /etc/postfix-msa/main.cf " +
      "'data_directory = /var/spool/postfix-msa'",
    fatal: true,
    steps: [{ run: "postmulti -l", says: /\/var\/spool\/postfix-msa/ }],
  },
  {
    name: "refuses a shared directory that does not exist",
    setup: "three; put $main 'daemon_directory = /nowhere'",
    fatal: true,
    steps: [{ run: "postmulti -l", says: /daemon_directory.*\/nowhere/ }],
  },
];
