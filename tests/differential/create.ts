/**
 * Differential scenarios about -e create: what a new instance looks like. Data
 * only.
 *
 * @module
 */

import { assertMatch, assertNotMatch } from "@std/assert";
import type { Scenario } from "./scenario.ts";

const RANDOM = "Postfix before 3.8 appends new names in random order";

/** The action `create`. */
export const CREATE: Scenario[] = [
  {
    name: "-e create makes a complete instance from a name",
    setup: "initialized",
    steps: ["postmulti -e create -I postfix-out", "postmulti -l"],
  },
  {
    name: "-e create and a check make what the stock create and a check make",
    setup: "initialized",
    steps: [
      "postmulti -e create -I postfix-out",
      "postmulti -p -i out check",
      "cd /var/spool/postfix-out && find . | sort",
    ],
  },
  {
    name: "-e create appends the settings of each edit sorted by name",
    why: RANDOM,
    setup: "initialized",
    steps: ["postmulti -e create -I postfix-out -G mta", {
      // The prototype of some releases sets data_directory, which stays in place.
      run: "tail -n 6 /etc/postfix-out/main.cf | grep -E " +
        "'^(authorized|master_s|multi_i|queue_d)'",
      ours: {
        stdout: "authorized_submit_users = \n" +
          "master_service_disable = inet\n" +
          "queue_directory = /var/spool/postfix-out\n" +
          "multi_instance_group = mta\nmulti_instance_name = postfix-out\n",
      },
    }],
  },
  {
    name: "-e create makes an instance in a group",
    setup: "initialized",
    steps: [
      "postmulti -I postfix-out -G mta -e create",
      "postmulti -l",
      "postmulti -x -i out postconf -h queue_directory data_directory",
    ],
  },
  {
    name: "-e create uses the directories it is given",
    setup: "initialized",
    steps: [
      "postmulti -e create -I postfix-out config_directory=/etc/postfix-else " +
      "queue_directory=/var/spool/postfix-q data_directory=/var/lib/postfix-d",
      "postmulti -l",
    ],
  },
  {
    name: "-e create accepts spaces around = and trailing slashes",
    setup: "initialized",
    steps: [
      "postmulti -e create -I postfix-out 'config_directory = /etc/postfix-s//' " +
      "'queue_directory =/var/spool/postfix-s/'",
      "postmulti -l",
    ],
  },
  {
    name: "-e create makes a nameless instance",
    setup: "initialized",
    steps: [
      "postmulti -e create config_directory=/etc/postfix-n " +
      "queue_directory=/var/spool/postfix-n data_directory=/var/lib/postfix-n",
      "postmulti -l",
      "postmulti -e assign -i /etc/postfix-n -I postfix-named",
      "postmulti -l -i named",
    ],
  },
  {
    name: "-e create -I - -G - makes a nameless instance in no group",
    setup: "initialized",
    steps: [
      "postmulti -e create -I - -G - config_directory=/etc/postfix-n " +
      "queue_directory=/var/spool/postfix-n data_directory=/var/lib/postfix-n",
      "postmulti -l",
    ],
  },
  {
    name: "-e create imports a complete configuration directory as it is",
    setup: "initialized; files postfix-old",
    steps: [
      "postmulti -e create -I postfix-new config_directory=/etc/postfix-old",
      "postmulti -l",
    ],
  },
  {
    name: "-e create fills a configuration directory that has no main.cf",
    setup: "initialized; files postfix-out; rm /etc/postfix-out/main.cf; " +
      "echo '# my own' >> /etc/postfix-out/master.cf; " +
      "echo x > /etc/postfix-out/keep; chmod 700 /etc/postfix-out",
    steps: ["postmulti -e create -I postfix-out", "postmulti -l"],
  },
  {
    name: "-e create fills a configuration directory that has no master.cf",
    setup: "initialized; files postfix-out; rm /etc/postfix-out/master.cf",
    steps: ["postmulti -e create -I postfix-out", "postmulti -l"],
  },
  {
    name: "-e create repairs modes and owners of existing directories",
    setup: "initialized; mkdir -m 777 /var/spool/postfix-out " +
      "/var/lib/postfix-out; chown daemon /var/spool/postfix-out; " +
      "mkdir -m 777 /var/spool/postfix-out/active /var/spool/postfix-out/hold; " +
      "chown daemon:daemon /var/spool/postfix-out/active; " +
      "mkdir /var/spool/postfix-out/other; echo x > /var/lib/postfix-out/other",
    steps: ["postmulti -e create -I postfix-out"],
  },
  {
    name: "-e create clones the primary's shared settings",
    setup:
      "initialized; put $main 'readme_directory = /usr/share/doc/postfix'; " +
      "put $main 'mail_owner=postfix'; put $main 'html_directory = no'; " +
      "put $main 'sendmail_path =\t/usr/sbin/sendmail'; " +
      "put $main 'sample_directory ='",
    steps: ["postmulti -e create -I postfix-out"],
  },
  {
    name: "-e create clones shared settings that are macros",
    why:
      "stock's set-permissions rewrites every installation parameter then; " +
      "ours writes the cloned ones only, with the same meaning",
    setup:
      "initialized; put $main 'readme_directory = /usr/share/doc/postfix'; " +
      "put $main 'html_directory = ${readme_directory}/html'; " +
      "put $main 'sendmail_path = $command_directory/sendmail'",
    steps: [
      "postmulti -e create -I postfix-out",
      "postconf -c /etc/postfix-out -xh html_directory sendmail_path " +
      "readme_directory command_directory mail_owner",
    ],
    oursTree: ({ after }) => {
      const text = after.configs.get("/etc/postfix-out/main.cf") ?? "";
      assertMatch(text, /^html_directory = \S+\/html$/m);
      assertNotMatch(text, /^mail_owner\s*=/m);
    },
  },
  {
    name: "-e create trims the new directory from the alternate ones",
    setup: "initialized; put $main 'alternate_config_directories = " +
      "/etc/postfix-a, /etc/postfix-out /etc/postfix-b'",
    steps: ["postmulti -e create -I postfix-out"],
  },
  {
    name: "-e create takes the primary's paths for a name as they are",
    setup:
      "initialized; put $main 'data_directory = /var/lib/postfix-x/data'; " +
      "put $main 'queue_directory = /var/spool/postfix-x/queue'; " +
      "mkdir -p /var/lib/postfix-x/data /var/spool/postfix-x/queue",
    steps: ["postmulti -e create -I postfix-out"],
  },
];
