/**
 * Mistakes in main.cf files and in the list of instances. Data only.
 *
 * @module
 */

import type { Mistake } from "./mistake.ts";

const PRIMARY_LINE = "-               -               y         /etc/postfix\n";
const IN = "postfix-in      mta             y         /etc/postfix-in\n";
const OTHERS = "postfix-out     mta             n         /etc/postfix-out\n" +
  "postfix-msa     submit          y         /etc/postfix-msa\n";

/** The primary's own configuration is wrong: nothing works. */
export const PRIMARY: Mistake[] = [
  {
    name: "names the primary's missing main.cf",
    setup: "three; rm $main",
    steps: [
      "postmulti -l",
      "postmulti -x true",
      "postmulti -p status",
      "postmulti -e enable -i out",
      "postmulti -e init",
    ],
    says: /\/etc\/postfix\/main\.cf/,
  },
  {
    name: "names the primary's unreadable main.cf",
    setup: "three; rm $main; mkdir $main",
    steps: ["postmulti -l", "postmulti -e init", "postmulti -e enable -i out"],
    says: /\/etc\/postfix\/main\.cf/,
  },
  {
    name: "names the primary's main.cf when its symbolic link dangles",
    setup: "three; rm $main; ln -s nowhere.cf $main",
    steps: ["postmulti -l", "postmulti -e init"],
    says: /\/etc\/postfix\/main\.cf/,
  },
  {
    name: "names the primary's recursive macro",
    setup: "three; put $main 'loop = ${pool}'; put $main 'pool = $loop'; " +
      "put $main 'multi_instance_group = $pool'",
    steps: ["postmulti -l", "postmulti -e assign -i out -G g"],
    says: /\/etc\/postfix\/main\.cf.*(loop|pool)/,
  },
  {
    name: "names the primary's multi_instance_enable when it is neither",
    setup: "three; put $main 'multi_instance_enable = perhaps'",
    steps: ["postmulti -l", "postmulti -e enable -i out"],
    says: /multi_instance_enable.*perhaps/,
  },
  {
    name: "names a shared directory that is a file",
    setup: "three; put $main 'command_directory = /etc/hosts'",
    steps: ["postmulti -l"],
    says: /command_directory.*\/etc\/hosts/,
  },
];

/** A secondary is wrong: the others still work. */
export const SECONDARY: Mistake[] = [
  {
    name: "names a secondary's missing main.cf and lists the others",
    setup: "three; rm /etc/postfix-in/main.cf",
    steps: ["postmulti -l"],
    stdout: PRIMARY_LINE + OTHERS,
    severity: "warning",
    says: /\/etc\/postfix-in\/main\.cf/,
  },
  {
    name: "names a secondary's unreadable main.cf and lists the others",
    setup: "three; rm /etc/postfix-in/main.cf; mkdir /etc/postfix-in/main.cf",
    steps: ["postmulti -l", "postmulti -la"],
    stdout: PRIMARY_LINE + OTHERS,
    severity: "warning",
    says: /\/etc\/postfix-in\/main\.cf/,
  },
  {
    name: "names a listed directory that is not there",
    setup: "three; listed /etc/postfix-gone",
    steps: ["postmulti -l"],
    stdout: PRIMARY_LINE + IN + OTHERS,
    severity: "warning",
    says: /\/etc\/postfix-gone/,
  },
  {
    name: "names a list entry that is not a directory",
    setup: "three; listed /etc/hosts",
    steps: ["postmulti -l"],
    stdout: PRIMARY_LINE + IN + OTHERS,
    severity: "warning",
    says: /\/etc\/hosts.*(directory|multi_instance_directories)/,
  },
  {
    name: "names a list entry that is not absolute",
    setup: "three; listed etc/postfix-x",
    steps: ["postmulti -l"],
    stdout: PRIMARY_LINE + IN + OTHERS,
    severity: "warning",
    says: /etc\/postfix-x/,
  },
  {
    name: "refuses to change a damaged instance",
    setup: "three; rm /etc/postfix-out/main.cf",
    steps: [
      "postmulti -e enable -i /etc/postfix-out",
      "postmulti -e disable -i /etc/postfix-out",
      "postmulti -e assign -i /etc/postfix-out -G g",
      "postmulti -e destroy -i /etc/postfix-out",
    ],
    says: /\/etc\/postfix-out\/main\.cf/,
  },
];

/** The list contradicts itself. */
export const LIST: Mistake[] = [
  {
    name: "names a directory that is listed twice and lists it once",
    setup: "three; listed /etc/postfix-in",
    steps: ["postmulti -l"],
    stdout: PRIMARY_LINE + IN + OTHERS,
    severity: "warning",
    says: /\/etc\/postfix-in.*(twice|once)/,
  },
  {
    name: "names the primary's own directory in its list",
    setup: "three; listed /etc/postfix",
    steps: ["postmulti -l"],
    stdout: PRIMARY_LINE + IN + OTHERS,
    severity: "warning",
    says: /\/etc\/postfix\b.*primary/,
  },
  {
    name: "names both owners of one name",
    setup:
      "three; put /etc/postfix-msa/main.cf 'multi_instance_name=postfix-in'",
    steps: ["postmulti -l", "postmulti -x true", "postmulti -p check"],
    says:
      /(?=.*\/etc\/postfix-msa)(?=.*\/etc\/postfix-in)(?=.*multi_instance_name)/,
  },
];
