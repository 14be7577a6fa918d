/**
 * Differential scenarios about -e init, and about what every other action needs
 * from it. Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

const RANDOM = "Postfix before 3.8 appends new names in random order";

/** The action `init`. */
export const INIT: Scenario[] = [
  {
    name: "-e init enables multi-instance management, once",
    steps: ["postmulti -e init", "postmulti -l", "postmulti -e init"],
  },
  {
    name: "-e init appends its settings sorted by name",
    why: RANDOM,
    steps: ["postmulti -e init", {
      run: "tail -n 3 /etc/postfix/main.cf",
      ours: {
        stdout: "maillog_file_prefixes = /var, /dev/stdout\n" +
          "multi_instance_enable = yes\n" +
          "multi_instance_wrapper = ${command_directory}/postmulti -p --\n",
      },
    }],
  },
  {
    name: "-e init replaces other settings in place",
    setup: "sed -i '/^myhostname/i multi_instance_enable = no\\n" +
      "multi_instance_wrapper =\\n  something else' $main",
    steps: ["postmulti -e init -v"],
  },
  {
    name: "-e init leaves a wrapper of one's own alone or replaces it",
    setup: "put $main 'multi_instance_wrapper = /usr/local/bin/mine'; " +
      "put $main 'multi_instance_enable = yes'",
    steps: ["postmulti -e init"],
  },
  {
    name: "-e init ignores a selection like stock does",
    setup: "three",
    steps: ["postmulti -e init -i out", "postmulti -e init -a", "postmulti -l"],
  },
  {
    name: "-e refuses every other action before init",
    setup: "secondary postfix-out",
    fatal: true,
    steps: [
      { run: "postmulti -e create -I postfix-a", says: /-e init/ },
      { run: "postmulti -e import -I postfix-a", says: /-e init/ },
      { run: "postmulti -e enable -i out", says: /-e init/ },
      { run: "postmulti -e disable -i out", says: /-e init/ },
      { run: "postmulti -e assign -i out -G g", says: /-e init/ },
      { run: "postmulti -e deport -i out", says: /-e init/ },
      { run: "postmulti -e destroy -i out", says: /-e init/ },
    ],
  },
  {
    name: "-e wants both the wrapper and the primary's multi_instance_enable",
    setup: "secondary postfix-out; put $main 'multi_instance_enable = yes'",
    fatal: true,
    steps: [{ run: "postmulti -e enable -i out", says: /-e init/ }],
  },
];
