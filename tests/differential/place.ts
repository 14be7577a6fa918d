/**
 * Differential scenarios about the place of a new instance in the list. Imports
 * are used, since they place an instance as create does and take less time. Data
 * only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

const READY = "three; files postfix-new";

/** One way to place a new instance. */
function placing(name: string, options: string, setup = READY): Scenario {
  return {
    name: `-e import ${name}`,
    setup,
    steps: [`postmulti -e import -I postfix-new ${options}`, "postmulti -l"],
  };
}

/** Where a new instance goes. */
export const PLACES: Scenario[] = [
  placing("puts a new instance last", ""),
  placing("-a puts a new instance first", "-a"),
  placing("-g puts a new instance before the first of a group", "-g mta"),
  placing("-g reaches past the first secondary", "-g submit"),
  placing("-i puts a new instance before another", "-i out"),
  placing("-i takes a directory", "-i /etc/postfix-msa"),
  placing(
    "-a works without secondaries",
    "-a",
    "initialized; files postfix-new",
  ),
  placing(
    "joins a list of commas and continuation lines",
    "-i out",
    `${READY}; sed -i /multi_instance_directories/d $main; ` +
      "printf 'multi_instance_directories = /etc/postfix-msa,/etc/postfix-in\\n" +
      "# in between\\n\\t, /etc/postfix-out\\n# behind\\nlast = 1\\n' >> $main",
  ),
  placing(
    "joins a list that is made of macros",
    "",
    `${READY}; sed -i /multi_instance_directories/d $main; ` +
      "put $main 'etc = /etc/postfix'; " +
      "put $main 'multi_instance_directories = ${etc}-in, $etc-out'",
  ),
  placing(
    "leaves the alternate configuration directories",
    "-G new",
    `${READY}; put $main 'alternate_config_directories = /etc/postfix-new,/x'`,
  ),
  {
    name: "-e create -a, -g and -i place new instances",
    setup: "initialized; secondary postfix-in mta",
    steps: [
      "postmulti -e create -I postfix-a -G front -a",
      "postmulti -e create -I postfix-b -g mta",
      "postmulti -e create -I postfix-c -i a",
      "postmulti -l",
    ],
  },
];
