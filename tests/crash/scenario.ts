/**
 * The actions that are interrupted, each with an instance it can show its
 * worst on. Data.
 *
 * @module
 */

/** One action on one prepared world. */
export interface Scenario {
  /** For the names of tests. */
  readonly name: string;
  /** Shell text that prepares the world; `postmulti` is the compiled program. */
  readonly setup: string;
  /** The words of the command line. */
  readonly words: readonly string[];
  /** The file whose replacement is the point of no return. */
  readonly commitFile: string;
  /** Whether another scenario is about the same action; some faults do then. */
  readonly isVariant?: true;
}

const PRIMARY = "/etc/postfix/main.cf";

/** Two instances, the first with mail in its queue. */
const TWO = `postmulti -e init
postmulti -e create -I postfix-a
postmulti -e create -I postfix-b -G mta
mail postfix-a/deferred/A1B2C3D4E5
mail postfix-a/maildrop/F1B2C3D4E5
mail postfix/hold/A1B2C3D4E5`;

/** The second instance as it is after some days of work: sockets, locks, logs. */
const USED = `${TWO}
mkdir -p /var/spool/postfix-b/defer/A /var/spool/postfix-b/deferred/A
chown postfix /var/spool/postfix-b/defer/A /var/spool/postfix-b/deferred/A
echo log > /var/spool/postfix-b/defer/A/A1B2C3D4E5
postconf -c /etc/postfix-b -e 'authorized_submit_users = static:anyone'
postfix -c /etc/postfix-b start > /dev/null 2>&1
postfix -c /etc/postfix-b stop > /dev/null 2>&1`;

/** All scenarios, by name. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "init",
    setup: "mail postfix/hold/A1B2C3D4E5",
    words: ["-e", "init"],
    commitFile: PRIMARY,
  },
  {
    name: "uninit",
    setup: `mail postfix/hold/A1B2C3D4E5
postmulti -e init
postmulti -e create -I postfix-a
postmulti -e destroy -i a`,
    words: ["--uninit"],
    commitFile: PRIMARY,
  },
  {
    name: "create",
    setup: TWO,
    words: ["-e", "create", "-I", "postfix-new", "-G", "mta", "-i", "b"],
    commitFile: PRIMARY,
  },
  {
    // Over what somebody has prepared: all of it is to come back.
    name: "create over something",
    setup: `${TWO}
mkdir -m 777 /etc/postfix-new
echo '# mine' > /etc/postfix-new/main.cf
echo note > /etc/postfix-new/note
chown -R nobody:mail /etc/postfix-new
chmod 640 /etc/postfix-new/main.cf
mkdir -p /var/spool/postfix-new/maildrop /var/lib/postfix-new
chmod 700 /var/spool/postfix-new
mail postfix-new/maildrop/A1B2C3D4E5
chown nobody:nogroup /var/spool/postfix-new/maildrop
echo note > /var/lib/postfix-new/note
postconf -e 'alternate_config_directories = /etc/postfix-new'`,
    words: ["-e", "create", "-I", "postfix-new"],
    commitFile: PRIMARY,
    isVariant: true,
  },
  {
    name: "import",
    setup: `${TWO}
postmulti -e deport -i a
chmod 777 /etc/postfix-a
chown nobody /etc/postfix-a
chmod 640 /etc/postfix-a/main.cf
chgrp mail /etc/postfix-a/main.cf
chmod 755 /var/spool/postfix-a/maildrop /var/lib/postfix-a
chown nobody:nogroup /var/spool/postfix-a/maildrop
chown -R nobody /var/spool/postfix-a/deferred`,
    words: [
      ...["-e", "import", "-I", "postfix-new", "-G", "mta", "-i", "b"],
      "config_directory=/etc/postfix-a",
    ],
    commitFile: PRIMARY,
  },
  {
    name: "destroy",
    setup: USED,
    words: ["-e", "destroy", "-i", "b"],
    commitFile: PRIMARY,
  },
  {
    name: "deport",
    setup: TWO,
    words: ["-e", "deport", "-i", "a"],
    commitFile: PRIMARY,
  },
  {
    name: "assign",
    setup: TWO,
    words: ["-e", "assign", "-i", "a", "-I", "postfix-new", "-G", "mta"],
    commitFile: "/etc/postfix-a/main.cf",
  },
  {
    name: "enable",
    setup: TWO,
    words: ["-e", "enable", "-i", "a"],
    commitFile: "/etc/postfix-a/main.cf",
  },
  {
    name: "enable with an empty cache",
    setup: `${TWO}\nrm -rf /var/cache/postmulti`,
    words: ["-e", "enable", "-i", "a"],
    commitFile: "/etc/postfix-a/main.cf",
    isVariant: true,
  },
];

/** The scenario of that name. @throws {Error} when there is none. */
export function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(`${name}: no such scenario`);
  return scenario;
}
