/**
 * Differential scenarios about the actions that change an existing instance:
 * import, deport, assign, enable, disable. Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

/** import and deport. */
export const IMPORT: Scenario[] = [
  {
    name: "-e import takes name, group and directories as they are",
    setup: "initialized; files postfix-old mta yes",
    steps: [
      "postmulti -e import config_directory=/etc/postfix-old",
      "postmulti -l",
    ],
  },
  {
    name: "-e import -I -G renames and regroups, and leaves it enabled",
    setup: "initialized; files postfix-old mta yes",
    steps: [
      "postmulti -e import -I postfix-new -G g config_directory=/etc/postfix-old/",
      "postmulti -l",
    ],
  },
  {
    name: "-e import -I - -G - clears name and group",
    setup: "initialized; files postfix-old mta",
    steps: [
      "postmulti -e import -I - -G - config_directory=/etc/postfix-old",
      "postmulti -l",
    ],
  },
  {
    name: "-e deport unlists an instance, -e import brings it back",
    setup: "three",
    steps: [
      "postmulti -e deport -i out",
      "postmulti -l",
      "postmulti -e import -I postfix-out -i msa",
      "postmulti -l",
    ],
  },
  {
    name: "-e deport leaves an empty list",
    setup: "initialized; secondary postfix-out",
    steps: ["postmulti -e deport -i out", "postmulti -l"],
  },
  {
    name: "-e deport joins the alternate configuration directories",
    setup: "three; put $main 'alternate_config_directories = /x, /y'",
    steps: ["postmulti -e deport -i out"],
  },
  {
    name: "-e deport refuses enabled, unknown and primary instances",
    setup: "three",
    fatal: true,
    steps: [
      { run: "postmulti -e deport -i in", says: /postfix-in/ },
      { run: "postmulti -e deport -i none", says: /none/ },
      "postmulti -e deport -i -",
      "postmulti -e deport",
      "postmulti -e deport -g mta",
      "postmulti -e deport -a",
    ],
  },
];

/** assign, enable, disable. */
export const CHANGE: Scenario[] = [
  {
    name: "-e assign changes name and group",
    setup: "three",
    steps: [
      "postmulti -e assign -i out -I postfix-exit",
      "postmulti -e assign -i exit -G g/h",
      "postmulti -e assign -i exit -I postfix-end -G end",
      "postmulti -l",
    ],
  },
  {
    name: "-e assign clears name and group",
    setup: "three",
    steps: [
      "postmulti -e assign -i out -I - -G -",
      "postmulti -l",
      "postmulti -e assign -i /etc/postfix-out -G back",
      "postmulti -l",
    ],
  },
  {
    name: "-e assign without a change changes no byte",
    setup: "three; printf '\\n#end' >> /etc/postfix-out/main.cf",
    steps: [
      "postmulti -e assign -i out -I postfix-out -G mta",
      "postmulti -l",
    ],
  },
  {
    name: "-e assign names the primary",
    setup: "three",
    steps: ["postmulti -e assign -i - -I postfix-main -G core", "postmulti -l"],
  },
  {
    name: "-e assign refuses taken and wrong names",
    setup: "three",
    fatal: true,
    steps: [
      { run: "postmulti -e assign -i out -I postfix-in", says: /postfix-in/ },
      "postmulti -e assign -i out -I in",
      "postmulti -e assign -i out -G 'a b'",
      { run: "postmulti -e assign -i none -G g", says: /none/ },
      "postmulti -e assign -G g",
      "postmulti -e assign -g mta -G g",
      "postmulti -e assign -a -G g",
    ],
  },
  {
    name: "-e enable and disable set multi_instance_enable",
    setup: "three",
    steps: [
      "postmulti -e enable -i out",
      "postmulti -e disable -i in",
      "postmulti -e enable -i out",
      "postmulti -e disable -i /etc/postfix-msa",
      "postmulti -l",
    ],
  },
  {
    name: "-e disable and enable reach the primary",
    setup: "three",
    steps: ["postmulti -e enable -i -", "postmulti -e disable -i -"],
  },
  {
    name: "-e enable and disable refuse what they cannot reach",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -e enable",
      "postmulti -e disable",
      "postmulti -e enable -a",
      "postmulti -e enable -g mta",
      { run: "postmulti -e enable -i none", says: /none/ },
      { run: "postmulti -e disable -i /etc/none", says: /\/etc\/none/ },
    ],
  },
];
