/**
 * Differential scenarios about -p. The postfix command is the real one, reached
 * through a tap: a script that prints its own call and then becomes postfix(1).
 * Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

/** A command_directory with everything of the real one and a tapped postfix. */
const TAPPED = `
three
mkdir $WORLD/tap
ln -s /usr/sbin/post* $WORLD/tap/
rm $WORLD/tap/postfix
cat > $WORLD/tap/postfix <<'TAP'
#!/bin/sh
echo "postfix $* ($MAIL_CONFIG)"
[ -z "$SHOW_ENV" ] || env | sort
exec /usr/sbin/postfix "$@"
TAP
chmod 755 $WORLD/tap/postfix
put $main "command_directory = $WORLD/tap"
`;

/** Commands that change nothing. */
export const WRAPPER: Scenario[] = [
  {
    name: "-p runs a command of no class for every instance",
    setup: TAPPED,
    steps: [
      "postmulti -p check",
      "postmulti -p -g mta check",
      "postmulti -p -i - check",
      "postmulti -pi out check",
      "postmulti -p -- check",
      "postmulti -p status",
    ],
  },
  {
    name: "-p passes every further word on",
    setup: TAPPED,
    steps: [
      "postmulti -p -i out -- -v check",
      "postmulti -p -i out check -v",
      "postmulti -p -i out no-such-command",
      "postmulti -p -i out ''",
    ],
  },
  {
    name: "-p checks disabled instances instead of starting them",
    setup: TAPPED,
    steps: [
      "postmulti -p -i out start",
      "postmulti -p -i out start extra words",
    ],
  },
  {
    name: "-p skips disabled instances for stop and control commands",
    setup: TAPPED,
    steps: [
      "postmulti -p stop",
      "postmulti -p -g mta stop",
      "postmulti -p -g submit reload",
      "postmulti -p flush",
      "postmulti -p abort",
      "postmulti -p drain",
      "postmulti -p quick-stop",
    ],
  },
  {
    name: "-p refuses a stop command when every instance is disabled",
    setup: TAPPED,
    fatal: true,
    steps: [
      "postmulti -p -i out stop",
      "postmulti -p -i out reload",
      "postmulti -p -i out flush",
    ],
  },
  {
    name: "-p reads the classes of commands from main.cf",
    setup: `${TAPPED}
put $main 'mine = check,'
put $main 'postmulti_start_commands = start \${mine}'
put $main 'postmulti_stop_commands = status'
put $main 'postmulti_control_commands = stop'
`,
    steps: [
      "postmulti -p check",
      "postmulti -p status",
      "postmulti -p -i out start",
      "postmulti -p stop",
    ],
  },
  {
    name: "-p looks at the first word only, after --",
    setup: TAPPED,
    steps: ["postmulti -p -i out check start", "postmulti -p -i in -- stop"],
  },
  {
    name: "-p adds nothing but MAIL_CONFIG to the environment",
    setup: TAPPED,
    steps: [
      "SHOW_ENV=1 postmulti -p -i out check",
      "SHOW_ENV=1 postmulti -v -p -i out check",
      "SHOW_ENV=1 postmulti -p -i - check",
    ],
  },
  {
    name: "-p fails when postfix cannot be run",
    setup: `${TAPPED} rm $WORLD/tap/postfix`,
    steps: [{ run: "postmulti -p -i out check", says: /\/tap\/postfix/ }],
  },
];

/** Commands that start and stop the real thing. */
export const RUNNING: Scenario[] = [
  {
    name: "-p starts, reloads and stops the real instances",
    setup: TAPPED,
    steps: [
      "postmulti -p start",
      "postmulti -p -i in status",
      "postmulti -p -i out status",
      "postmulti -p reload",
      "postmulti -p -i in start",
      "postmulti -p stop",
      "postmulti -p status",
    ],
  },
  {
    name: "is called by postfix(1) as its wrapper",
    setup: "three",
    steps: [
      "postfix check",
      "postfix status",
      "postfix start",
      "postfix status",
      "postfix stop",
      "postfix -c /etc/postfix-out status",
    ],
  },
];
