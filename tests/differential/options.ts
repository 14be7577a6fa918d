/**
 * Differential scenarios about the command line: the grammar and every rule
 * between options. Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

/** Wrong command lines: status 1, one line, an untouched system. */
export const WRONG_OPTIONS: Scenario[] = [
  {
    name: "refuses a command line without exactly one mode",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti",
      "postmulti -a",
      "postmulti -v -g mta",
      "postmulti -l -p",
      "postmulti -l -x true",
      "postmulti -px status",
      "postmulti -e enable -l -i out",
      "postmulti -e enable -e disable -i out",
    ],
  },
  {
    name: "refuses more than one way to select",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -l -a -g mta",
      "postmulti -l -i out -a",
      "postmulti -l -g mta -i out",
      "postmulti -l -g mta -g mta",
      "postmulti -l -i out -i out",
      "postmulti -x -agmta true",
    ],
  },
  {
    name: "refuses -I and -G where they do not belong",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -l -I postfix-a",
      "postmulti -x -G mta true",
      "postmulti -p -I postfix-a status",
      "postmulti -e init -G mta",
      "postmulti -e enable -i out -I postfix-a",
      "postmulti -e deport -i out -G mta",
      "postmulti -e destroy -i out -G mta",
    ],
  },
  {
    name: "refuses -I or -G twice, and assign without either",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -e create -I postfix-a -I postfix-a",
      "postmulti -e assign -i out -G a -G a",
      "postmulti -e assign -i out",
      "postmulti -e assign",
    ],
  },
  {
    name: "refuses operands where there are none, and their absence",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -l all",
      "postmulti -l ''",
      "postmulti -x",
      "postmulti -x --",
      "postmulti -p",
      "postmulti -p --",
      "postmulti -e enable -i out out",
      "postmulti -e enable -i out config_directory=/etc/postfix-out",
      "postmulti -e init config_directory=/etc/postfix",
    ],
  },
  {
    name: "refuses -R with -p and -e",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -R -p status",
      "postmulti -p -R status",
      "postmulti -e enable -R -i out",
      "postmulti -e create -R -I postfix-a",
    ],
  },
  {
    name: "refuses unknown options and missing values",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -l -z",
      "postmulti -lz",
      "postmulti -l -g",
      "postmulti -l -i",
      "postmulti -e",
      { run: "postmulti --no-such-option -l", says: /--no-such-option/ },
      { run: "postmulti -l --listing", says: /--listing/ },
    ],
  },
  {
    name: "refuses an unknown action and lists the valid ones",
    setup: "three",
    fatal: true,
    steps: [
      {
        run: "postmulti -e remove -i out",
        says:
          /(?=.*remove)(?=.*create)(?=.*import)(?=.*destroy)(?=.*deport)(?=.*enable)(?=.*disable)(?=.*assign)(?=.*init)/,
      },
      "postmulti -e '' -i out",
      "postmulti -e Enable -i out",
    ],
  },
  {
    name: "refuses a foreign MAIL_CONFIG",
    setup: "three",
    fatal: true,
    steps: [
      { run: "MAIL_CONFIG=/etc/postfix-in postmulti -l", says: /MAIL_CONFIG/ },
      "MAIL_CONFIG=/etc/postfix/ postmulti -l",
      "MAIL_CONFIG= postmulti -l",
      "MAIL_CONFIG=/nowhere postmulti",
    ],
  },
];

/** Command lines that look unusual and are right. */
export const OPTION_GRAMMAR: Scenario[] = [
  {
    name: "accepts clusters, attached values and repeated options",
    setup: "three",
    steps: [
      "postmulti -lR",
      "postmulti -lRgmta",
      "postmulti -gmta -l",
      "postmulti -lipostfix-out",
      "postmulti -i- -l",
      "postmulti -l -l",
      "postmulti -laa",
      "postmulti -lRR",
      "postmulti -RlRR",
      "postmulti -l --",
      "MAIL_CONFIG=/etc/postfix postmulti -l",
    ],
  },
  {
    name: "takes a value that begins with a dash as a value",
    setup: "three",
    steps: [
      "postmulti -l -i -",
      "postmulti -l -i -R",
      "postmulti -l -g --",
      "postmulti -l -i ''",
      "postmulti -l -g ''",
      "postmulti -l -g -v",
    ],
  },
  {
    name: "stops parsing at the first operand",
    setup: "three; printf '%s\\n' one -v two > /tmp/words.$$; " +
      "mv /tmp/words.$$ /run/words",
    steps: [
      "postmulti -x -i out grep -- -v /run/words",
      "postmulti -xi postfix-out grep -c -v -- -v /run/words",
      "postmulti -x -i out echo -x -j -l -- --json -e",
      "postmulti -i out -x -- echo -- a",
      "postmulti -x -i out echo --help --version",
      "postmulti -x -i out printf '<%s>' '' 'a b' '*'",
    ],
  },
  {
    name: "does not take a word after -- for an option",
    setup: "three",
    fatal: true,
    steps: ["postmulti -- -l", "postmulti -l -- -R", "postmulti -l -- --help"],
  },
  {
    name: "is as chatty as -v is repeated, on stderr only",
    setup: "three",
    steps: ["postmulti -v -l", "postmulti -vvv -lv -i out"],
  },
];
