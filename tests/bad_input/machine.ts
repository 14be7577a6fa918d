/**
 * Mistakes of the machine: no permission, no space, no descriptors, somebody else
 * at work. Data only.
 *
 * @module
 */

import type { Mistake } from "./mistake.ts";

const NOBODY = "setpriv --reuid=nobody --regid=nogroup --clear-groups";

/** Every action that changes something. */
const ACTIONS = [
  "-e init",
  "-e create -I postfix-new",
  "-e import -I postfix-old",
  "-e enable -i out",
  "-e disable -i in",
  "-e assign -i out -G other",
  "-e deport -i out",
  "-e destroy -i out",
];

/** Every action, run by this command. */
function every(before: string): string[] {
  return ACTIONS.map((action) => `${before} postmulti ${action}`);
}

/** Not root. */
export const NOT_ROOT: Mistake[] = [
  {
    name: "says that actions need root before it touches anything",
    setup: "three; files postfix-old; " +
      "sed -i /multi_instance_enable/d /etc/postfix-in/main.cf",
    steps: every(NOBODY),
    says: /\broot\b/,
  },
  {
    name: "names the unreadable main.cf of the primary to an ordinary user",
    setup: "three; chmod 600 $main",
    steps: [`${NOBODY} postmulti -l`, `${NOBODY} postmulti -x true`],
    says: /\/etc\/postfix\/main\.cf/,
  },
  {
    name: "names the unreadable main.cf of a secondary to an ordinary user",
    setup: "three; chmod 600 /etc/postfix-in/main.cf",
    steps: [`${NOBODY} postmulti -l`],
    stdout: "-               -               y         /etc/postfix\n" +
      "postfix-out     mta             n         /etc/postfix-out\n" +
      "postfix-msa     submit          y         /etc/postfix-msa\n",
    severity: "warning",
    says: /\/etc\/postfix-in\/main\.cf/,
  },
];

/** The place to write to is full, read-only or not there. */
export const NO_SPACE: Mistake[] = [
  {
    name: "leaves everything alone when /etc is read-only",
    setup: "three; files postfix-old\n" +
      "mount --bind /etc /etc; mount -o remount,bind,ro /etc",
    steps: [
      "postmulti -e create -I postfix-new",
      "postmulti -e import -I postfix-old",
      "postmulti -e enable -i out",
      "postmulti -e assign -i out -G other",
      "postmulti -e deport -i out",
      "postmulti -e destroy -i out",
    ],
    says: /\/etc\/postfix.*[Rr]ead-only/,
  },
  {
    name: "leaves everything alone when the disk of an instance is full",
    setup: `three; cp -a /etc/postfix-out $WORLD/keep
mount -t tmpfs -o size=16k,mode=755 full /etc/postfix-out
cp -a $WORLD/keep/. /etc/postfix-out/
cat /dev/zero > /etc/postfix-out/filler 2> /dev/null
true`,
    steps: [
      "postmulti -e enable -i out",
      "postmulti -e assign -i out -G other",
    ],
    says: /\/etc\/postfix-out.*[Nn]o space/,
  },
  {
    name: "leaves everything alone when the disk of a new instance is full",
    setup: `three; mkdir /var/spool/postfix-new /etc/postfix-new
mount -t tmpfs -o size=8k,mode=755 full /etc/postfix-new
cat /dev/zero > /etc/postfix-new/filler 2> /dev/null
true`,
    steps: ["postmulti -e create -I postfix-new"],
    says: /\/etc\/postfix-new.*[Nn]o space/,
  },
  {
    name: "leaves everything alone when a new directory cannot be made",
    setup: "three; echo file > /var/lib/postfix-new",
    steps: ["postmulti -e create -I postfix-new"],
    says: /\/var\/lib\/postfix-new/,
  },
  {
    name: "names a prototype that is missing",
    setup: "three; rm $(postconf -xh meta_directory)/main.cf.proto",
    steps: ["postmulti -e create -I postfix-new"],
    says: /\/postfix\/main\.cf\.proto: .*reinstall Postfix/,
  },
  {
    name: "names a prototype that is empty",
    setup: "three; : > $(postconf -xh meta_directory)/master.cf.proto",
    steps: ["postmulti -e create -I postfix-new"],
    says: /\/postfix\/master\.cf\.proto: is empty: .*reinstall Postfix/,
  },
  {
    name: "names postfix-files that is missing",
    setup:
      "three; files postfix-old; rm $(postconf -xh meta_directory)/postfix-files",
    steps: [
      "postmulti -e create -I postfix-new",
      "postmulti -e import -I postfix-old",
    ],
    says: /\/postfix\/postfix-files: .*reinstall Postfix/,
  },
  {
    name: "names postfix-files that is of no Postfix",
    setup:
      "three; files postfix-old; : > $(postconf -xh meta_directory)/postfix-files",
    steps: [
      "postmulti -e create -I postfix-new",
      "postmulti -e import -I postfix-old",
    ],
    says: /\/postfix\/postfix-files: does not say .*reinstall Postfix/,
  },
  {
    name: "names a line of postfix-files that it does not understand",
    setup: "three; echo '$queue_directory/new:q:root:-:755:u' >> " +
      "$(postconf -xh meta_directory)/postfix-files",
    steps: ["postmulti -e create -I postfix-new"],
    says: /\/postfix\/postfix-files, line \d+: .*reinstall the Postfix package/,
  },
  {
    name: "says that Postfix is half installed when postconf cannot run",
    setup: "three; postmulti -l; rm /usr/lib/postfix/libpostfix-util.so*",
    steps: [
      "postmulti -l",
      "postmulti -e create -I postfix-new",
      "postmulti -p status",
    ],
    says: /\/usr\/sbin\/postconf.*: finish the installation of Postfix/,
  },
  {
    name: "says that meta_directory is that of another release",
    setup: "three; put $main 'meta_directory = /etc/postfix-meta'",
    steps: ["postmulti -l", "postmulti -e create -I postfix-new"],
    says:
      /main\.cf, line \d+: meta_directory = \/etc\/postfix-meta: there is no/,
  },
];

/** Another process holds what we need. */
export const BUSY: Mistake[] = [
  {
    name: "waits for main.cf.tmp, then names who holds it",
    // On a file system of its own: the kernel's list of locks gives other device
    // numbers than stat(2) for the overlay that /etc is in a world.
    setup: `three; cp -a /etc/postfix-out $WORLD/keep
mount -t tmpfs -o mode=755 own /etc/postfix-out
cp -a $WORLD/keep/. /etc/postfix-out/
touch /etc/postfix-out/main.cf.tmp
(exec flock /etc/postfix-out/main.cf.tmp sleep 300) < /dev/null > /dev/null 2>&1 &
sleep 0.3`,
    steps: ["postmulti -e enable -i out"],
    says: /\/etc\/postfix-out\/main\.cf\.tmp.*\b\d+\b/,
  },
];
