/**
 * Differential scenarios about -l: what is listed, in which order, selected how.
 * Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

/** Healthy systems. */
export const LISTING: Scenario[] = [
  {
    name: "-l lists the primary of a single-instance system as enabled",
    steps: [
      "postmulti -l",
      "postmulti -l -i -",
      "postmulti -l -i /etc/postfix",
      "postmulti -l -R -a",
      "postmulti -l -g mta",
    ],
  },
  {
    name: "-l counts the only instance as enabled whatever it says",
    setup: "put $main 'multi_instance_enable = no'; " +
      "put $main 'multi_instance_name = postfix-main'; " +
      "put $main 'multi_instance_directories ='",
    steps: ["postmulti -l", "postmulti -l -i main", "postmulti -l -i -"],
  },
  {
    name: "-l shows the primary's own setting when there are secondaries",
    setup: "secondary postfix-out mta yes; " +
      "put $main 'multi_instance_group = mta'",
    steps: ["postmulti -l", "postmulti -lg mta"],
  },
  {
    name: "-l selects by name, short name, directory and group",
    setup: "three",
    steps: [
      "postmulti -l -i postfix-in",
      "postmulti -l -i in",
      "postmulti -l -i /etc/postfix-in",
      "postmulti -l -i /etc/postfix-in/",
      "postmulti -l -i postfix",
      "postmulti -l -i postfix-postfix-in",
      "postmulti -l -i In",
      "postmulti -l -i -",
      "postmulti -l -g mta",
      "postmulti -l -g MTA",
      "postmulti -l -g -",
      "postmulti -lR -g mta",
      "postmulti -l -a",
    ],
  },
  {
    name: "-l selects a nameless instance by its directory only",
    setup: "three; sed -i /multi_instance_name/d /etc/postfix-in/main.cf",
    steps: [
      "postmulti -l",
      "postmulti -l -i in",
      "postmulti -l -i postfix-in",
      "postmulti -l -i /etc/postfix-in",
    ],
  },
  {
    name: "-l keeps its columns with long names",
    setup:
      "secondary postfix-a-name-of-more-than-fifteen a-group-just-as-long yes; " +
      "secondary postfix-exact15 exactly-fifteen",
    steps: ["postmulti -l"],
  },
  {
    name: "-l prefers nothing: a short name matches a name ending in it",
    setup: "secondary postfix-postfix-in mta; secondary postfix-in mta",
    steps: [
      "postmulti -l -i in",
      "postmulti -l -i postfix-in",
      "postmulti -l -i postfix-postfix-in",
    ],
  },
  {
    name: "-l reads lists with commas, tabs and continuation lines",
    setup: "three; sed -i /multi_instance_directories/d $main; " +
      "printf 'multi_instance_directories = /etc/postfix-msa,/etc/postfix-in\\n" +
      "# a comment between\\n\\n\\t,,\\t/etc/postfix-out ,\\n' >> $main",
    steps: ["postmulti -l", "postmulti -lR"],
  },
  {
    name: "-l keeps a directory as it is written in the list",
    setup: "initialized; files postfix-in mta yes; listed /etc/postfix-in/",
    steps: [
      "postmulti -l",
      "postmulti -l -i /etc/postfix-in",
      "postmulti -l -i /etc/postfix-in/",
      "postmulti -l -i in",
    ],
  },
  {
    name: "-l reads yes and no in any letter case",
    setup: "secondary postfix-a g YES; secondary postfix-b g nO; " +
      "secondary postfix-c g Yes; put $main 'multi_instance_enable = yEs'",
    steps: ["postmulti -l"],
  },
  {
    name: "-l does not mind a missing queue or data directory",
    setup: "three; rmdir /var/spool/postfix-in /var/lib/postfix-in",
    steps: ["postmulti -l"],
  },
];
