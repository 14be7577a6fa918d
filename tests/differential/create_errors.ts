/**
 * Differential scenarios about refused -e create and -e import commands, and about
 * names and groups at their limits. Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

const DIRECTORIES = "config_directory=/etc/postfix-n " +
  "queue_directory=/var/spool/postfix-n data_directory=/var/lib/postfix-n";

/** Refused. */
export const CREATE_ERRORS: Scenario[] = [
  {
    name: "-e create refuses names that are not instance names",
    setup: "three",
    fatal: true,
    steps: [
      { run: "postmulti -e create -I foo", says: /postfix-/ },
      "postmulti -e create -I ''",
      "postmulti -e create -I postfix",
      "postmulti -e create -I postfix-a/b",
      "postmulti -e create -I /postfix-a",
      "postmulti -e create -I 'postfix-a b'",
      "postmulti -e create -I postfix-a,b",
      "postmulti -e create -I 'postfix-$a'",
      "postmulti -e create -I \"postfix-$(printf 'a\\nb')\"",
      "postmulti -e create -I postfix-a#b",
    ],
  },
  {
    name: "-e create refuses groups with characters that do not belong",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -e create -I postfix-a -G 'a b'",
      "postmulti -e create -I postfix-a -G a,b",
      "postmulti -e create -I postfix-a -G 'a$b'",
      "postmulti -e create -I postfix-a -G \"$(printf 'a\\nb')\"",
      "postmulti -e create -I postfix-a -G a#b",
    ],
  },
  {
    name: "-e create refuses a nameless instance without all directories",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -e create",
      "postmulti -e create -I -",
      "postmulti -e create -G mta",
      "postmulti -e create config_directory=/etc/postfix-n",
      "postmulti -e create config_directory=/etc/postfix-n " +
      "queue_directory=/var/spool/postfix-n",
    ],
  },
  {
    name: "-e create refuses operands that are not its three directories",
    setup: "three",
    fatal: true,
    steps: [
      { run: "postmulti -e create -I postfix-a word", says: /word/ },
      {
        run: "postmulti -e create -I postfix-a myhostname=x",
        says: /myhostname/,
      },
      "postmulti -e create -I postfix-a =/etc/x",
      "postmulti -e create -I postfix-a config_directory=relative",
      "postmulti -e create -I postfix-a config_directory=/",
      "postmulti -e create -I postfix-a config_directory=///",
      "postmulti -e create -I postfix-a config_directory=",
      "postmulti -e create -I postfix-a multi_instance_name=postfix-b",
    ],
  },
  {
    name: "-e create refuses what another instance owns",
    setup: "three",
    fatal: true,
    steps: [
      { run: "postmulti -e create -I postfix-in", says: /\/etc\/postfix-in/ },
      "postmulti -e create -I postfix-a config_directory=/etc/postfix-out",
      "postmulti -e create -I postfix-a config_directory=/etc/postfix",
      "postmulti -e create -I postfix-a queue_directory=/var/spool/postfix",
      "postmulti -e create -I postfix-a data_directory=/var/lib/postfix-in",
      "postmulti -e create -I postfix-a queue_directory=/usr/sbin",
      "postmulti -e create -I postfix-in config_directory=/etc/postfix-n " +
      "queue_directory=/var/spool/postfix-n data_directory=/var/lib/postfix-n",
    ],
  },
  {
    name: "-e create refuses a place that does not exist",
    setup: "three",
    fatal: true,
    steps: [
      { run: "postmulti -e create -I postfix-a -i none", says: /none/ },
      { run: "postmulti -e create -I postfix-a -g none", says: /none/ },
      "postmulti -e create -I postfix-a -i -",
      "postmulti -e create -I postfix-a -i /etc/postfix",
    ],
  },
  {
    name: "-e import refuses what it cannot import",
    setup: "three; mkdir /etc/postfix-empty; files postfix-half; " +
      "rm /etc/postfix-half/master.cf; files postfix-clash; " +
      "put /etc/postfix-clash/main.cf 'queue_directory=/var/spool/postfix-in'",
    fatal: true,
    steps: [
      {
        run: "postmulti -e import -I postfix-none",
        says: /\/etc\/postfix-none/,
      },
      "postmulti -e import",
      "postmulti -e import -I -",
      "postmulti -e import -I postfix-empty",
      { run: "postmulti -e import -I postfix-half", says: /master\.cf/ },
      "postmulti -e import config_directory=/etc/postfix-in",
      "postmulti -e import -I postfix-a queue_directory=/var/spool/x",
      "postmulti -e import -I postfix-a data_directory=/var/lib/x",
      "postmulti -e import -I postfix-clash",
    ],
  },
];

/** Accepted, at the limits. */
export const NAME_LIMITS: Scenario[] = [
  {
    name: "-e create accepts every character a name may have",
    setup: "initialized",
    steps: [
      `postmulti -e create -I 'postfix-aZ09!@%-_=+:.' -G 'aZ09!@%-_=+:./' ` +
      DIRECTORIES,
      "postmulti -l",
    ],
  },
  {
    name: "-e create accepts a name that ends after postfix-",
    setup: "initialized",
    steps: [`postmulti -e create -I postfix- ${DIRECTORIES}`, "postmulti -l"],
  },
  {
    name: "-e create accepts a very long name and group",
    setup: "initialized",
    steps: [
      `postmulti -e create -I postfix-$(printf '%0200d' 7) ` +
      `-G $(printf '%0300d' 7) ${DIRECTORIES}`,
      "postmulti -l",
    ],
  },
  {
    name: "-e create accepts an empty group",
    setup: "initialized",
    steps: [
      `postmulti -e create -I postfix-a -G '' ${DIRECTORIES}`,
      "postmulti -l",
    ],
  },
  {
    name: "-e create accepts a name that would be special elsewhere",
    setup: "initialized",
    steps: [
      `postmulti -e create -I postfix-.. -G -- ${DIRECTORIES}`,
      "postmulti -l -i ..",
      "postmulti -l -g --",
    ],
  },
];
