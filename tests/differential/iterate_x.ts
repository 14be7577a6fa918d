/**
 * Differential scenarios about -x: which children, in which order, with which
 * environment, and what becomes of their failures. Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

/** Running commands. */
export const COMMANDS: Scenario[] = [
  {
    name: "-x runs a command for every selected instance in order",
    setup: "three",
    steps: [
      "postmulti -x printenv config_directory",
      "postmulti -xR printenv config_directory",
      "postmulti -xa printenv config_directory",
      "postmulti -x -g mta printenv config_directory",
      "postmulti -x -R -g mta printenv config_directory",
      "postmulti -x -i - printenv config_directory",
      "postmulti -xi out printenv config_directory",
      "postmulti -x -i /etc/postfix-msa printenv config_directory",
    ],
  },
  {
    name: "-x gives children the whole environment",
    setup: "three; sed -i /_name/d /etc/postfix-in/main.cf",
    steps: [
      "postmulti -x -i out env | sort",
      "postmulti -x -i /etc/postfix-in env | sort",
      "postmulti -x -i - env | sort",
      "postmulti -v -x -i out env | sort",
      "HOME=/x EXTRA='a b' TZ=UTC LC_ALL=C postmulti -x -i out env | sort",
      "MAIL_CONFIG=/etc/postfix postmulti -x -i out env | sort",
      "multi_instance_name=z MAIL_LOGTAG=z MAIL_VERBOSE=z POSTLOG_HOSTNAME=z " +
      "postmulti -x -i out env | sort",
    ],
  },
  {
    name: "-x gives children no log service without maillog_file",
    setup: "three; sed -i /maillog/d $main; " +
      "put $main 'syslog_name = mail-$myhostname'",
    steps: ["postmulti -x -i out env | sort"],
  },
  {
    name: "-x treats a single-instance system as one enabled instance",
    setup: "put $main 'multi_instance_name = postfix-main'",
    steps: ["postmulti -x env | sort", "postmulti -x -i main true"],
  },
  {
    name: "-x ignores whether an instance is enabled",
    setup: "three; put $main 'multi_instance_enable = no'",
    steps: ["postmulti -x printenv multi_instance_enable"],
  },
  {
    name: "-x hands its input and output to the children",
    setup: "three",
    steps: [
      "echo input | postmulti -x -i out cat",
      "printf 'one\\ntwo\\n' | postmulti -x -g mta sh -c 'read a; echo $a'",
      "printf '\\377\\000\\n' | postmulti -x -i out cat",
      "postmulti -x -i out sh -c 'echo problem >&2' 2>&1",
      "postmulti -x -i out head -c 100000 /dev/zero | tr '\\0' a",
    ],
  },
  {
    name: "-x finds commands in command_directory first, then on PATH",
    setup: "three; mkdir $WORLD/bin; printf '#!/bin/sh\\necho found $0\\n' > " +
      "$WORLD/bin/found; chmod +x $WORLD/bin/found; " +
      "cp $WORLD/bin/found $WORLD/bin/postconf",
    steps: [
      "PATH=$WORLD/bin:$PATH postmulti -x -i out found",
      "PATH=$WORLD/bin:$PATH postmulti -x -i out postconf -h data_directory",
      "postmulti -x -i out $WORLD/bin/found",
      "cd $WORLD/bin && postmulti -x -i out ./found",
      "cd $WORLD/bin && postmulti -x -i out found",
      "cd /var && postmulti -x -i out pwd",
    ],
  },
  {
    name: "-x without PATH, or with an empty one, uses the standard one",
    setup: "three; mkdir $WORLD/bin; chmod 755 $WORLD; " +
      "printf '#!/bin/sh\\necho found\\n' > $WORLD/bin/found; " +
      "chmod +x $WORLD/bin/found",
    steps: [
      "env -i /usr/sbin/postmulti -x -i out env | sort",
      "env -i /usr/sbin/postmulti -x -i out printenv PATH",
      "env -i PATH= /usr/sbin/postmulti -x -i out env | sort",
      "env -i PATH= /usr/sbin/postmulti -x -i out printenv PATH",
      "cd $WORLD/bin && env -i /usr/sbin/postmulti -x -i out found",
      "cd $WORLD/bin && env -i PATH= /usr/sbin/postmulti -x -i out found",
      "cd $WORLD/bin && env -i PATH=: /usr/sbin/postmulti -x -i out found",
      "env -i PATH=/bin /usr/sbin/postmulti -x -i out printenv PATH",
      "env -i PATH= /usr/sbin/postmulti -x -i out sh -c 'command -v cat'",
    ],
  },
  {
    name: "-x postconf shows each instance's own configuration",
    setup: "three",
    steps: [
      "postmulti -x postconf -h queue_directory data_directory",
      "postmulti -x postconf -n multi_instance_name",
    ],
  },
];

/** Failing children. */
export const FAILURES: Scenario[] = [
  {
    name: "-x goes on after a child that fails, and exits 1",
    setup: "three",
    steps: [
      "postmulti -x sh -c 'echo $config_directory; exit 3'",
      "postmulti -x sh -c 'echo $config_directory; " +
      "test $config_directory != /etc/postfix-in'",
      "postmulti -x false",
      "postmulti -x true",
      "postmulti -x sh -c 'exit 255'",
    ],
  },
  {
    name: "-x goes on after a child that dies by a signal, and exits 1",
    setup: "three",
    steps: [
      "postmulti -x sh -c 'echo $config_directory; kill -9 $$'",
      "postmulti -x sh -c 'echo $config_directory; kill -SEGV $$'",
    ],
  },
  {
    name: "-x exits 1 after a child that dies by SIGTERM",
    why: "the stock tool of Postfix 3.5 exits 0",
    setup: "three",
    steps: [
      {
        run: "postmulti -x -i out sh -c 'kill -TERM $$'",
        ours: { status: 1 },
      },
    ],
  },
  {
    name: "-x exits 1 when a command does not exist or cannot be run",
    setup: "three; echo text > /run/not-executable; mkdir /run/directory",
    steps: [
      { run: "postmulti -x -i out no-such-command", says: /no-such-command/ },
      { run: "postmulti -x -i out /no/such/path", says: /\/no\/such\/path/ },
      {
        run: "postmulti -x -i out /run/not-executable",
        says: /not-executable/,
      },
      { run: "postmulti -x -i out /run/directory", says: /\/run\/directory/ },
      { run: "postmulti -x -i out ''", says: /./ },
    ],
  },
  {
    name: "-x runs a script without an interpreter line",
    setup: "three; printf 'echo plain $multi_instance_name\\n' > /run/plain; " +
      "chmod +x /run/plain",
    steps: ["postmulti -x -i out /run/plain"],
  },
  {
    name: "-x and -p refuse a selection that matches nothing",
    setup: "three",
    fatal: true,
    steps: [
      "postmulti -x -i none true",
      "postmulti -x -g none true",
      "postmulti -p -i none status",
      "postmulti -p -g none start",
    ],
  },
];
