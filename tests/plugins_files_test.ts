/**
 * Files that are no sound plugins: whoever else could have written them, whatever
 * is wrong with them, nothing of them is run, what they could have vetoed is
 * refused with file, reason and remedy, and the rest goes ahead with a warning.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { type HookTest, testSteps } from "./plugins/hooks.ts";

/** One way to spoil `10-a.sh` (or all) in the plugin directory. */
interface Spoilt {
  readonly title: string;
  /** Shell text; the working directory is the host's plugin directory. */
  readonly spoil: string;
  /** The file or directory that is wrong. */
  readonly path: string;
  readonly reason: RegExp;
  /** Whether the remedy is a command, which then mends it. */
  readonly isMendable: boolean;
}

const G = "/etc/postfix/postmulti.d";
const FILE = `${G}/10-a.sh`;
const OTHERS = /can be written by others than its owner/;
const SET_ID = /has a set-user-ID or set-group-ID bit/;
const DAEMON = /belongs to user 1/;
const LINK = /is a symbolic link, not a regular file/;

/** A module in the place of the executable, with a part of it. */
const MODULE =
  `rm 10-a.sh; printf '// @postmulti-plugin 1 on=pre:reload,pre:exec\\n' > 20-b.ts
echo 'export default () => {};' >> 20-b.ts
mkdir -p lib/b; echo > lib/b/part.ts
`;

const FILES: readonly Spoilt[] = [
  ...["g+w", "o+w", "a+w"].map((mode) => ({
    title: `a plugin with ${mode}`,
    spoil: `chmod ${mode} 10-a.sh`,
    path: FILE,
    reason: OTHERS,
    isMendable: true,
  })),
  ...["u+s", "g+s"].map((mode) => ({
    title: `a plugin with ${mode}`,
    spoil: `chmod ${mode} 10-a.sh`,
    path: FILE,
    reason: SET_ID,
    isMendable: true,
  })),
  {
    title: "a plugin of another user",
    spoil: "chown daemon 10-a.sh",
    path: FILE,
    reason: DAEMON,
    isMendable: true,
  },
  {
    title: "a plugin that is not executable",
    spoil: "chmod a-x 10-a.sh",
    path: FILE,
    reason: /is not executable/,
    isMendable: true,
  },
  {
    title: "a plugin that no interpreter is named for",
    spoil: "sed -i 1d 10-a.sh",
    path: FILE,
    reason: /begins neither like a script nor like a program/,
    isMendable: false,
  },
  {
    title: "a plugin that is a symbolic link",
    spoil: "mv 10-a.sh lib.sh; mv lib.sh ..; ln -s ../lib.sh 10-a.sh",
    path: FILE,
    reason: LINK,
    isMendable: false,
  },
  {
    title: "a plugin that is a FIFO",
    spoil: "rm 10-a.sh; mkfifo -m 755 10-a.sh",
    path: FILE,
    reason: /is a FIFO, not a regular file/,
    isMendable: false,
  },
  {
    title: "a plugin that is a device",
    spoil: "rm 10-a.sh; cp -a /dev/zero 10-a.sh; chmod 755 10-a.sh",
    path: FILE,
    reason: /is a device, not a regular file/,
    isMendable: false,
  },
  {
    title: "an empty plugin",
    spoil: ": > 10-a.sh",
    path: FILE,
    reason: /is empty/,
    isMendable: false,
  },
  {
    title: "a plugin without a declaration",
    spoil: "echo '#!/bin/sh' > 10-a.sh",
    path: FILE,
    reason: /has no @postmulti-plugin line/,
    isMendable: false,
  },
  {
    title: "a plugin whose declaration has an unknown event",
    spoil: "sed -i s/pre:reload/pre:relaod/ 10-a.sh",
    path: FILE,
    reason: /unknown event "pre:relaod"/,
    isMendable: false,
  },
  {
    title: "a binary plugin",
    spoil: "head -c 1000000 /dev/urandom > 10-a.sh",
    path: FILE,
    reason: /has no @postmulti-plugin line/,
    isMendable: false,
  },
  {
    title: "two plugins with one id",
    spoil: "cp -p 10-a.sh 10-a.py",
    path: FILE,
    reason: /has the same id, 10-a, as .*\/10-a\.py/,
    isMendable: false,
  },
  {
    title: "a .meta that others can write",
    spoil: "cp 10-a.sh 10-a.meta; chmod 666 10-a.meta",
    path: `${G}/10-a.meta`,
    reason: OTHERS,
    isMendable: true,
  },
  {
    title: "settings that others can write",
    spoil: "touch 10-a.conf; chmod 666 10-a.conf",
    path: `${G}/10-a.conf`,
    reason: OTHERS,
    isMendable: true,
  },
  {
    title: "settings of another user",
    spoil: "touch 10-a.conf; chown daemon 10-a.conf",
    path: `${G}/10-a.conf`,
    reason: DAEMON,
    isMendable: true,
  },
  {
    title: "settings that are a symbolic link",
    spoil: "ln -s /etc/hostname 10-a.conf",
    path: `${G}/10-a.conf`,
    reason: LINK,
    isMendable: false,
  },
  {
    title: "settings of the instance that others can write",
    spoil: "mkdir -p $I; touch $I/10-a.conf; chmod 666 $I/10-a.conf",
    path: "/etc/postfix-in/postmulti.d/10-a.conf",
    reason: OTHERS,
    isMendable: true,
  },
  {
    title: "a mask that others can write",
    spoil: "mkdir -p $I; : > $I/10-a; chmod 666 $I/10-a",
    path: "/etc/postfix-in/postmulti.d/10-a",
    reason: OTHERS,
    isMendable: true,
  },
  {
    title: "a module with a part that others can write",
    spoil: `${MODULE}chmod 666 lib/b/part.ts`,
    path: `${G}/lib/b/part.ts`,
    reason: OTHERS,
    isMendable: true,
  },
  {
    title: "a module beside a directory of another user",
    spoil: `${MODULE}chown daemon lib/b`,
    path: `${G}/lib/b`,
    reason: DAEMON,
    isMendable: true,
  },
  {
    title: "a module with a part that is a symbolic link",
    spoil: `${MODULE}ln -s /tmp lib/b/tmp`,
    path: `${G}/lib/b/tmp`,
    reason: LINK,
    isMendable: false,
  },
];

const DIRECTORIES: readonly Spoilt[] = [
  ...([["g+w", OTHERS], ["o+w", OTHERS], ["g+s", SET_ID]] as const)
    .map(([mode, reason]) => ({
      title: `a plugin directory with ${mode}`,
      spoil: `chmod ${mode} .`,
      path: G,
      reason,
      isMendable: true,
    })),
  {
    title: "a plugin directory of another user",
    spoil: "chown daemon .",
    path: G,
    reason: DAEMON,
    isMendable: true,
  },
  {
    title: "a plugin directory that is a symbolic link",
    spoil: "cd ..; rm -rf other; mv postmulti.d other; ln -s other postmulti.d",
    path: G,
    reason: /is a symbolic link, not a directory/,
    isMendable: false,
  },
  {
    title: "a plugin directory that is a file",
    spoil: "cd ..; rm -r postmulti.d; touch postmulti.d",
    path: G,
    reason: /is a regular file, not a directory/,
    isMendable: false,
  },
  {
    title: "an instance's plugin directory that others can write",
    spoil: "rm 10-a.sh; mkdir -p $I; chmod 777 $I",
    path: "/etc/postfix-in/postmulti.d",
    reason: OTHERS,
    isMendable: true,
  },
  {
    title: "a configuration directory that others can write",
    spoil: "chmod 775 /etc/postfix",
    path: "/etc/postfix",
    reason: OTHERS,
    isMendable: true,
  },
  {
    title: "a configuration directory of another user",
    spoil: "chown daemon /etc/postfix",
    path: "/etc/postfix",
    reason: DAEMON,
    isMendable: true,
  },
  {
    title: "a directory further up that others can write",
    spoil: "chmod 775 /etc",
    path: "/etc",
    reason: OTHERS,
    isMendable: true,
  },
];

/** The hook tells that it was run; none of these must. */
const STEP = (spoil: string): string =>
  `I=/etc/postfix-in/postmulti.d
chmod 755 /etc /etc/postfix; chown root /etc/postfix
plugin 10-a.sh pre:reload,pre:exec <<'HOOK'
touch /run/world/was_run
HOOK
rm -f $WORLD/was_run; (cd $G; ${spoil})
postmulti -i in -p reload 2> $WORLD/said; echo status $?; cat $WORLD/said >&2
echo ---- >&2
postmulti -i in -x echo went ahead
ls $WORLD/was_run 2> /dev/null
mend=$(sed -n 's/.*: run "\\(.*\\)"$/\\1/p' $WORLD/said)
echo "mend=$mend;"
[ -z "$mend" ] || { $mend; postmulti -i in -p reload 2>&1 | grep refused; }
chmod 755 /etc /etc/postfix; chown root /etc/postfix`;

const SPOILT = [...FILES, ...DIRECTORIES].map(
  ({ title, spoil, path, reason, isMendable }): HookTest => ({
    title: `${title} is not run: reload is refused, -x goes ahead`,
    step: STEP(spoil),
    check({ stdout, stderr }): void {
      const [refused = "", warned = ""] = stderr.split("----\n");
      const lines = refused.trimEnd().split("\n");
      assertEquals(lines.length, 1, refused);
      assert(lines[0]?.startsWith(`postmulti: warning: ${path}: `), refused);
      assertMatch(refused, reason);
      assertMatch(refused, /, so reload is refused for postfix-in: \S/);
      assert(warned.startsWith(`postmulti: warning: ${path}: `), warned);
      assertMatch(warned, /, so it is not run: .*\n$/);
      const [status, ahead, mend, ...rest] = stdout.trimEnd().split("\n");
      assertEquals([status, ahead, rest], ["status 1", "went ahead", []]);
      assertEquals(mend !== "mend=;", isMendable, mend);
    },
  }),
);

const OTHER: readonly HookTest[] = [
  {
    title: "-p stop stops a running instance whatever is wrong",
    step: `plugin 10-a.sh pre:@change </dev/null
chmod 777 $G
postmulti --no-plugins -i in -p start 2> /dev/null; echo status $?
postmulti -i in -p stop; echo status $?
postfix -c /etc/postfix-in status 2> /dev/null; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 0\nstatus 0\nstatus 1\n");
      assertMatch(
        stderr,
        /^postmulti: warning: .*postmulti\.d: can be written/,
      );
    },
  },
  {
    title: "a mask hides a broken plugin from its instance alone",
    step: `plugin 10-a.sh pre:reload </dev/null
chmod 777 $G/10-a.sh
mkdir /etc/postfix-in/postmulti.d; : > /etc/postfix-in/postmulti.d/10-a
postmulti -i in -p reload 2>&1 | grep -c refused
postmulti -i - -p reload 2>&1 | grep -c refused`,
    check: ({ stdout }) => assertEquals(stdout, "0\n1\n"),
  },
  {
    title:
      "a file without a plugin's name is told of once, and changes nothing",
    step: `plugins; touch $G/notes
postmulti -g mta -x true; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 0\n");
      assertMatch(
        stderr,
        /^postmulti: warning: [^\n]*\/notes: [^\n]*NN-name[^\n]*\n$/,
      );
    },
  },
  {
    title: "left-overs of editors and packages are not told of",
    step: `plugins; cd $G
touch .a 10-a~ '#10-a#' 10-a.bak 10-a.orig 10-a.swp 10-a.dpkg-old 10-a.rpmsave \\
  10-a.disabled 10-a.meta 10-a.conf README notes.md
mkdir lib; touch lib/10-a
postmulti -x true; echo status $?`,
    check: ({ stdout, stderr }) =>
      assertEquals([stdout, stderr], ["status 0\n", ""]),
  },
  {
    title: "root's hooks are not run for a user who can read them only",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
id -u
HOOK
chmod 700 $G/10-a.sh
setpriv --reuid=daemon --clear-groups postmulti -i - -x true; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 0\n");
      assertMatch(
        stderr,
        /10-a\.sh: cannot be read: Permission denied, so it is not run: /,
      );
    },
  },
  {
    title: "a user's own plugins are as good as root's, another user's are not",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
id -u
HOOK
chown daemon $G/10-a.sh
setpriv --reuid=daemon --clear-groups postmulti -i - -x true 2>&1
setpriv --reuid=games --clear-groups postmulti -i - -x true 2>&1`,
    check({ stdout }): void {
      const [own, other] = stdout.trimEnd().split("\n");
      assertEquals(own, "postmulti: 10-a[/etc/postfix pre:exec]: 1");
      assertMatch(other ?? "", /10-a\.sh: belongs to user 1, so it is not run/);
    },
  },
];

testSteps([...SPOILT, ...OTHER], "initialized\n");
