/**
 * Neighbours that the tool must refuse to work beside: who else can write where
 * it would write, and what has been planted there. Data only.
 *
 * `$WORLD/outside` stands for the rest of the machine: it is recorded before and
 * after, and nothing in it may change.
 *
 * @module
 */

import type { Mistake } from "../bad_input/mistake.ts";

const OUTSIDE = `three
mkdir -p $WORLD/outside/empty
echo untouched > $WORLD/outside/canary
echo untouched > /etc/postfix-canary
roots="$roots $WORLD/outside"
`;

/** What an action would write into the directory of the instance. */
const ON_OUT = [
  "postmulti -e enable -i out",
  "postmulti -e assign -i out -G other",
  "postmulti -e destroy -i out",
];

/** Every action, and so on the primary's directory. */
const ON_PRIMARY = [
  ...ON_OUT,
  "postmulti -e init",
  "postmulti -e create -I postfix-new",
  "postmulti -e deport -i out",
  "postmulti --recover",
];

const UNSAFE = /\/etc\/postfix-out\b.*(chown|chmod)/;

/** Directories that others can write. */
export const WRITABLE: Mistake[] = [
  {
    name: "edits nothing in a directory that a group can write",
    setup: `${OUTSIDE}chgrp mail /etc/postfix-out; chmod 775 /etc/postfix-out`,
    steps: ON_OUT,
    says: UNSAFE,
  },
  {
    name: "edits nothing in a directory that everybody can write",
    setup: `${OUTSIDE}chmod 1777 /etc/postfix-out`,
    steps: ON_OUT,
    says: UNSAFE,
  },
  {
    name: "edits nothing in another user's directory",
    setup: `${OUTSIDE}chown nobody /etc/postfix-out`,
    steps: ON_OUT,
    says: UNSAFE,
  },
  {
    name:
      "edits nothing where a symbolic link leads to another user's directory",
    setup: `${OUTSIDE}mv /etc/postfix-out $WORLD/outside/conf
chown nobody $WORLD/outside/conf; ln -s $WORLD/outside/conf /etc/postfix-out`,
    steps: ON_OUT,
    says: /\/etc\/postfix-out\b.*chown/,
  },
  {
    name: "edits nothing in a directory that another user can exchange",
    setup: `${OUTSIDE}mkdir $WORLD/outside/home
mv /etc/postfix-out $WORLD/outside/home/conf; chown nobody $WORLD/outside/home
sed -i "s|/etc/postfix-out|$WORLD/outside/home/conf|" $main`,
    steps: ON_OUT,
    says: /\/outside\/home\b.*(chown|nobody|user)/,
  },
  {
    name: "changes no instance when others can write the primary's directory",
    setup: `${OUTSIDE}chmod 777 /etc/postfix`,
    steps: ON_PRIMARY,
    says: /\/etc\/postfix\b.*chmod/,
  },
  {
    name: "changes no instance when the primary's directory is another user's",
    setup: `${OUTSIDE}chown postfix /etc/postfix`,
    steps: ON_PRIMARY,
    says: /\/etc\/postfix\b.*chown/,
  },
];

const PLANTS: readonly (readonly [string, string])[] = [
  ["a symbolic link to a file", "ln -s $WORLD/outside/canary $planted"],
  ["a symbolic link to nothing", "ln -s $WORLD/outside/new $planted"],
  ["a FIFO", "mkfifo $planted"],
  ["a directory", "mkdir $planted"],
  ["a device", "mknod $planted c 1 5"],
];

const FILES: readonly (readonly [string, string])[] = [
  ["another user's file", "echo x > $planted; chown nobody $planted"],
  ["a file that all can read", "echo x > $planted; chmod 644 $planted"],
  ["a second name of a file", "ln /etc/postfix-canary $planted"],
];

/** Files of ours that somebody has put there in advance. */
export const PLANTED: Mistake[] = [
  ...[...PLANTS, ...FILES].map(([what, how]): Mistake => ({
    name: `takes no lock that is ${what}`,
    setup: `${OUTSIDE}planted=/etc/postfix/postmulti.lock; umask 077; ${how}`,
    steps: [
      "timeout 120 postmulti -e enable -i out",
      "timeout 120 postmulti -e create -I postfix-new",
      "timeout 120 postmulti --recover",
    ],
    says: /\/etc\/postfix\/postmulti\.lock/,
  })),
  ...PLANTS.map(([what, how]): Mistake => ({
    name: `edits no main.cf through ${what}`,
    setup: `${OUTSIDE}planted=/etc/postfix-out/main.cf.tmp; ${how}`,
    steps: [
      "timeout 120 postmulti -e enable -i out",
      "timeout 120 postmulti -e assign -i out -G other",
    ],
    says: /\/etc\/postfix-out\/main\.cf\.tmp/,
  })),
  ...PLANTS.map(([what, how]): Mistake => ({
    name: `changes no list through ${what}`,
    setup: `${OUTSIDE}planted=/etc/postfix/main.cf.tmp; ${how}`,
    steps: [
      "timeout 120 postmulti -e create -I postfix-new",
      "timeout 120 postmulti -e deport -i out",
      "timeout 120 postmulti -e init",
    ].filter((step) => !step.endsWith("init")),
    says: /\/etc\/postfix\/main\.cf\.tmp/,
  })),
  {
    name: "makes no instance in a queue directory with links that lead outside",
    setup: `${OUTSIDE}install -d -o postfix /var/spool/postfix-new
ln -s $WORLD/outside/empty /var/spool/postfix-new/active`,
    steps: ["postmulti -e create -I postfix-new"],
    says: /\/var\/spool\/postfix-new\/active\b.*symbolic link/,
  },
  {
    name: "is not told where Postfix is by a variable that names nothing",
    setup: OUTSIDE,
    steps: [
      "POSTMULTI_POSTCONF=/nowhere/postconf postmulti -l",
      "POSTMULTI_POSTCONF=relative postmulti -l",
      "postmulti --postconf=/etc/passwd -l",
    ],
    says: /POSTMULTI_POSTCONF|--postconf/,
  },
  {
    name: "is not led to another primary by MAIL_CONFIG",
    setup: OUTSIDE,
    steps: [
      "MAIL_CONFIG=$WORLD/outside postmulti -l",
      "MAIL_CONFIG=/etc/postfix-out postmulti -e enable -i out",
      "MAIL_CONFIG= postmulti -x true",
    ],
    says: /MAIL_CONFIG/,
  },
];
