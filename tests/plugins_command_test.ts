/**
 * `postmulti --plugins`: looking at plugins, trying them, switching them and
 * installing those that are shipped. The compiled program in a world.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertMatch,
  assertNotMatch,
  assertStringIncludes,
} from "@std/assert";
import { type HookTest, testSteps } from "./plugins/hooks.ts";

/** Lines of the table: state, plugin, where; then the notes. */
function rowsOf(table: string): readonly string[] {
  return table.trimEnd().split("\n").filter((line) => !line.startsWith("note:"))
    .slice(1).map((line) => line.split(/ {2,}/).slice(0, 3).join(" "));
}

const SHIPPED = [
  "05-systemd",
  "10-maintenance",
  "20-chroot",
  "30-content-filter",
  "90-notify",
];

/** One of everything, in the host's directory and that of postfix-in. */
const ZOO = `plugin 10-a.sh pre:start </dev/null
add 20-b.sh pre:start,post:@stop 'timeout=5 for=group:mta' </dev/null
add 30-c.sh pre:start </dev/null; chmod a-x $G/30-c.sh
add 40-d.sh pre:start </dev/null; mv $G/40-d.sh $G/40-d.sh.disabled
add 50-e.sh pre:start </dev/null
touch $G/notes $G/10-a.conf
DIR=/etc/postfix-in/postmulti.d
add 10-a.py pre:stop </dev/null
: > $DIR/50-e; touch $DIR/20-b.conf; : > $DIR/60-f
`;

const LIST: readonly HookTest[] = [
  {
    title: "list shows what there is without a plugin directory",
    step: "rm -rf $G; postmulti --plugins list",
    check({ stdout, stderr }): void {
      const rows = SHIPPED.map((id) => `available ${id} -`);
      assertEquals(rowsOf(stdout), rows);
      assertStringIncludes(
        stdout,
        'run "postmulti --plugins install notify"'.slice(4),
      );
      assertMatch(stdout, /^note: .*postfix -c DIRECTORY COMMAND.*start-fg/m);
      assertEquals(stderr, "");
    },
  },
  {
    title:
      "list shows what is active, broken, masked, replaced, disabled and ignored",
    step: `${ZOO}postmulti --plugins list`,
    check({ stdout, stderr }): void {
      assertEquals(rowsOf(stdout), [
        "active 10-a.sh host",
        "active 20-b.sh host",
        "active 50-e.sh host",
        "settings 10-a host",
        "broken 30-c host",
        "disabled 40-d.sh.disabled host",
        "ignored notes host",
        "active 10-a.py postfix-in",
        "settings 20-b postfix-in",
        "replaced 10-a.sh postfix-in",
        "masked 50-e.sh postfix-in",
        "ignored 60-f postfix-in",
        ...SHIPPED.map((id) => `available ${id} -`),
      ]);
      assertMatch(
        stdout,
        /20-b\.sh +host +on=pre:start,post:@stop timeout=5 for=group:mta\n/,
      );
      assertMatch(
        stdout,
        /30-c .*30-c\.sh: is not executable: run "chmod \+x .*30-c\.sh"\n/,
      );
      assertMatch(stdout, /notes .*a plugin is called NN-name/);
      assertEquals(stderr, "");
    },
  },
  {
    title: "list --json has the same, one object per line",
    step: `${ZOO}postmulti --plugins list --json`,
    check({ stdout }): void {
      const rows = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
      const states = rows.map(({ state, plugin, instance }) =>
        `${state} ${plugin} ${instance}`
      );
      assert(states.includes("masked 50-e postfix-in"));
      assertEquals(rows[1], {
        state: "active",
        plugin: "20-b",
        instance: null,
        file: "/etc/postfix/postmulti.d/20-b.sh",
        events: ["pre:start", "post:@stop"],
        timeout_s: 5,
        declaration: "on=pre:start,post:@stop timeout=5 for=group:mta",
        reason: "",
        remedy: "",
      });
      assertEquals(rows.at(-1).state, "note");
    },
  },
  {
    title:
      "list says where hooks are not reached for want of secondary instances",
    step: `plugins; cp -p /etc/postfix/main.cf $WORLD/main.cf
sed -i /^multi_instance_directories/d /etc/postfix/main.cf
postmulti --plugins list; cp -p $WORLD/main.cf /etc/postfix/main.cf`,
    check: ({ stdout }) =>
      assertMatch(stdout, /^note: there is no secondary instance/m),
  },
  {
    title: "list says that another wrapper, or none, does not reach hooks",
    step: `plugins; cp -p /etc/postfix/main.cf $WORLD/main.cf
for wrapper in '' '/bin/true -p --' '\${command_directory}/postmulti --no-plugins -p --'; do
  sed -i /^multi_instance_wrapper/d /etc/postfix/main.cf
  echo "multi_instance_wrapper = $wrapper" >> /etc/postfix/main.cf
  postmulti --plugins list | tail -n 1
done; cp -p $WORLD/main.cf /etc/postfix/main.cf`,
    check({ stdout }): void {
      const [none, other, without] = stdout.split("\n");
      assertMatch(
        none ?? "",
        /main\.cf, line \d+: multi_instance_wrapper is not set/,
      );
      assertMatch(other ?? "", /is \/bin\/true, not this program/);
      assertMatch(without ?? "", /has --no-plugins/);
    },
  },
  {
    title: "check is silent and succeeds when nothing is broken",
    step: `plugin 10-a.sh pre:start </dev/null
postmulti --plugins check; echo status $?
rm -rf $G; postmulti --plugins check; echo status $?`,
    check: ({ stdout, stderr }) =>
      assertEquals([stdout, stderr], ["status 0\nstatus 0\n", ""]),
  },
  {
    title: "check names each broken file with reason and remedy, and fails",
    step: `${ZOO}chmod 666 $DIR/20-b.conf
postmulti --plugins check; echo status $?`,
    check({ stdout }): void {
      const [one, other, ...rest] = stdout.trimEnd().split("\n");
      const [host, own] = ["postfix", "postfix-in"]
        .map((name) => `/etc/${name}/postmulti.d`);
      assertEquals(
        one,
        `${host}/30-c.sh: is not executable: run "chmod +x ${host}/30-c.sh"`,
      );
      assertEquals(
        other,
        `${own}/20-b.conf: can be written by others than its owner: ` +
          `run "chmod go-w ${own}/20-b.conf"`,
      );
      assertEquals(rest, ["status 1"]);
    },
  },
];

/** Every plugin of the zoo that was run leaves a mark. */
const PLANNED = `plugin 10-a.sh pre:@change,post:@change,fail:@change <<'HOOK'
touch /run/world/was_run
HOOK
add 20-b.sh pre:start,fail:start,post:@edit for=postfix-in <<'HOOK'
touch /run/world/was_run
HOOK
cp -p /etc/postfix/main.cf $WORLD/main.cf
`;

const UNTOUCHED = `; ls $WORLD/was_run 2> /dev/null
cmp /etc/postfix/main.cf $WORLD/main.cf; ls -d /etc/postfix-new 2> /dev/null`;

const A = "10-a                /etc/postfix/postmulti.d/10-a.sh  (60 s)";
const B = "20-b                /etc/postfix/postmulti.d/20-b.sh  (60 s)";

const PLANS: readonly (readonly [words: string, plan: string])[] = [
  [
    "-g mta -p start",
    `instance postfix-in: start
  pre      ${A}
  pre      ${B}
  start    start
  post     ${A}
  fail     ${B}
  fail     ${A}
instance postfix-out: check (for start: it is disabled)
  check    check
`,
  ],
  [
    "-g mta -p stop",
    `instance postfix-in: stop
  pre      ${A}
  stop     stop
  post     ${A}
  fail     ${A}
`,
  ],
  ["-i in -p status", "instance postfix-in: status\n  status   status\n"],
  ["-i in -x echo ran", "instance postfix-in: exec\n  exec     echo ran\n"],
  [
    "--no-plugins -i in -p start",
    `instance postfix-in: start
  start    start
`,
  ],
  [
    "-e enable -i out",
    `instance postfix-out: enable
  pre      ${A}
  enable   enable
  post     ${A}
  fail     ${A}
`,
  ],
  [
    "-e disable -i in",
    `instance postfix-in: disable
  pre      ${A}
  disable  disable
  post     ${B}
  post     ${A}
  fail     ${A}
`,
  ],
  [
    "-e create -I postfix-new",
    `instance postfix-new: create
  pre      ${A}
  create   create
  post     ${A}
  fail     ${A}
`,
  ],
  ["-e enable -i in", "nothing is changed, so no plugin runs\n"],
  [
    "--dry-run -e enable -i out",
    "nothing is changed, so no plugin runs\n",
  ],
];

const PLAN: readonly HookTest[] = [
  ...PLANS.map(([words, plan]): HookTest => ({
    title: `plan ${words} shows what would run, and runs nothing`,
    step: `${PLANNED}postmulti --plugins plan ${words}${UNTOUCHED}`,
    check: ({ stdout, stderr }) => assertEquals([stdout, stderr], [plan, ""]),
  })),
  {
    title: "plan shows what is refused, and what is not run",
    step: `plugin 10-a.sh pre:start </dev/null; chmod 777 $G/10-a.sh
postmulti --plugins plan -g mta -p start`,
    check({ stdout }): void {
      assertMatch(
        stdout,
        /^instance postfix-in: start\n {2}refused {2}.*10-a\.sh: can be .*\ninstance postfix-out: check .*\n {2}not run {2}.*10-a\.sh: .*\n {2}check {4}check\n$/,
      );
    },
  },
  {
    title: "plan refuses what plugins have no part in",
    step: "postmulti --plugins plan -l; echo status $?",
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\n");
      assertMatch(stderr, /^postmulti: fatal: only -p, -x and -e run plugins/);
    },
  },
];

const RUN: readonly HookTest[] = [
  {
    title: "run calls one hook as a test, and does nothing else",
    step: `plugin 10-a.sh pre:start,post:start,fail:start <<'HOOK'
echo "$* test=$POSTMULTI_TEST outcome=$POSTMULTI_OUTCOME"
grep -o '"test":[a-z]*' 
HOOK
add 20-b.sh pre:start <<'HOOK'
echo must not run
HOOK
for phase in pre post fail; do
  postmulti --plugins run 10-a $phase:start -i in; echo status $?
done
postfix -c /etc/postfix-in status; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 0\nstatus 0\nstatus 0\nstatus 1\n");
      const lines = [["pre", ""], ["post", "ok"], ["fail", "failed"]]
        .flatMap(([phase, outcome]) =>
          [
            `${phase} start postfix-in test=1 outcome=${outcome}`,
            '"test":true',
          ].map((text) =>
            `postmulti: 10-a[postfix-in ${phase}:start]: ${text}\n`
          )
        );
      assertEquals(stderr, lines.join(""));
    },
  },
  {
    title: "run fails as the hook fails",
    step: `plugin 10-a.sh pre:start <<'HOOK'
exit 7
HOOK
postmulti --plugins run a pre:start -i -; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\n");
      assertMatch(stderr, /exit status 7/);
    },
  },
  {
    title: "run works for a module, and for an event that it does not ask for",
    step: `module 10-a.ts pre:start <<'HOOK'
export default (event: { op: string }) => console.log(event.op);
HOOK
postmulti --plugins run 10-a.ts post:reload -i in; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 0\n");
      assertMatch(stderr, /does not ask for post:reload/);
      assertMatch(stderr, /10-a\[postfix-in post:reload\]: reload/);
    },
  },
  {
    title: "run refuses what is broken, masked or not there",
    step: `${ZOO}for id in 30-c 40-d 50-e 70-g; do
  postmulti --plugins run $id pre:start -i in; echo status $?
done
postmulti --plugins run 20-b pre:frob -i in; echo status $?
postmulti --plugins run 20-b pre:start -i frob; echo status $?
POSTMULTI_DEPTH=1 postmulti --plugins run 20-b pre:start -i in; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\n".repeat(7));
      const [broken, disabled, masked, none, op, instance, depth] = stderr
        .split("\n");
      assertMatch(
        broken ?? "",
        /30-c\.sh: is not executable, so it is not run/,
      );
      for (const line of [disabled, masked, none]) {
        assertMatch(
          line ?? "",
          /there is no plugin ".*" for instance postfix-in/,
        );
      }
      assertMatch(op ?? "", /there is no operation "frob"/);
      assertMatch(instance ?? "", /there is no instance "frob"/);
      assertMatch(depth ?? "", /a plugin cannot run a plugin/);
    },
  },
];

const CHANGES: readonly HookTest[] = [
  {
    title: "disable and enable switch a plugin off and on",
    step: `plugin 10-a.sh pre:exec <<'HOOK'
echo was run
HOOK
postmulti --plugins disable 10-a; ls $G; postmulti -i in -x true
postmulti --plugins disable 10-a
postmulti --plugins enable 10-a; ls $G; postmulti -i in -x true`,
    check({ stdout, stderr }): void {
      const path = "/etc/postfix/postmulti.d/10-a.sh";
      assertEquals(
        stdout,
        `plugin disabled: ${path}.disabled
10-a.sh.disabled
plugin is disabled already: ${path}.disabled
plugin enabled: ${path}
10-a.sh
`,
      );
      assertEquals(stderr, "postmulti: 10-a[postfix-in pre:exec]: was run\n");
    },
  },
  {
    title: "disable -i is about the instance's own plugin, and tells of masks",
    step: `plugin 10-a.sh pre:exec </dev/null
DIR=/etc/postfix-in/postmulti.d; add 20-b.sh pre:exec </dev/null
postmulti --plugins disable 20-b -i in; ls $DIR
postmulti --plugins disable 10-a -i in > $WORLD/said 2>&1; echo status $?
cat $WORLD/said >&2
sed -n 's/.*run "\\(.*\\)" and "\\(.*\\)"$/\\1; \\2/p' $WORLD/said > $WORLD/mend
. $WORLD/mend; postmulti --plugins list | grep ^masked`,
    check({ stdout, stderr }): void {
      assertMatch(
        stdout,
        /^plugin disabled: .*20-b\.sh\.disabled\n20-b\.sh\.disabled\nstatus 1\nmasked +10-a\.sh +postfix-in .*\n$/,
      );
      assertMatch(stderr, /this is the plugin of all instances/);
    },
  },
  {
    title: "enable warns of a plugin that is broken",
    step: `plugin 10-a.sh.disabled pre:exec </dev/null; chmod 644 $G/10-a*
postmulti --plugins enable 10-a; echo status $?`,
    check({ stdout, stderr }): void {
      assertMatch(stdout, /^plugin enabled: .*\nstatus 1\n$/);
      assertMatch(stderr, /warning: .*10-a\.sh: is not executable/);
    },
  },
  {
    title: "nothing is renamed or installed where others can write",
    step: `plugin 10-a.sh pre:exec </dev/null; chmod 777 $G
postmulti --plugins disable 10-a; echo status $?
postmulti --plugins install notify; echo status $?; ls $G`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\nstatus 1\n10-a.sh\n");
      assertMatch(
        stderr,
        /^(postmulti: fatal: .*postmulti\.d: can be written .*\n){2}$/,
      );
    },
  },
  ...SHIPPED.map((id): HookTest => ({
    title: `install writes ${id}, which is then active`,
    step: `rm -rf $G; postmulti --plugins install ${id.slice(3)}; echo status $?
stat -c '%a %U %n' $G; postmulti --plugins check
postmulti --plugins list | grep -c '^active *${id}'
postmulti --plugins install ${id} > /dev/null; echo status $?`,
    check({ stdout, stderr }): void {
      assertMatch(
        stdout,
        /^plugin installed: .*\nits settings: .*\.conf\nstatus 0\n755 root .*\n1\nstatus 0\n$/,
      );
      assertEquals(stderr, "");
    },
  })),
  {
    title: "install keeps settings, and does not overwrite a changed plugin",
    step: `rm -rf $G; postmulti --plugins install chroot > /dev/null
echo mine > $G/20-chroot.conf; rm $G/20-chroot.sh
postmulti --plugins install chroot > /dev/null; cat $G/20-chroot.conf
echo mine >> $G/20-chroot.sh
postmulti --plugins install chroot; echo status $?; tail -n 1 $G/20-chroot.sh
postmulti --plugins install frob; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "mine\nstatus 1\nmine\nstatus 1\n");
      assertMatch(stderr, /20-chroot\.sh: this has been edited: leave it, or/);
      assertMatch(stderr, /no plugin "frob" comes with postmulti/);
    },
  },
  {
    title:
      "list and check tell of an edited copy, which install --replace keeps",
    step: `rm -rf $G; postmulti --plugins install chroot > /dev/null
echo mine >> $G/20-chroot.sh
postmulti --plugins list | grep '^note: .*20-chroot'
postmulti --plugins check; echo status $?
postmulti --plugins install --replace chroot; echo status $?
tail -n 1 $G/20-chroot.sh.orig; postmulti --plugins check; echo status $?`,
    check({ stdout, stderr }): void {
      const said = "/etc/postfix/postmulti.d/20-chroot.sh: this differs from " +
        "every version that was shipped: to replace it, run " +
        '"postmulti --plugins install --replace chroot"';
      const file = "/etc/postfix/postmulti.d/20-chroot";
      assertEquals(
        stdout,
        `note: ${said}\nstatus 0\nplugin renewed: ${file}.sh\n` +
          `the edited file is kept: ${file}.sh.orig\n` +
          `its settings: ${file}.conf\nstatus 0\nmine\nstatus 0\n`,
      );
      assertEquals(stderr, `postmulti: ${said}\n`);
    },
  },
  {
    title: "changes are logged, and nothing looks like a crash",
    step: `plugin 10-a.sh pre:exec </dev/null; : > /var/log/postfix.log
postmulti -p start > /dev/null 2>&1
postmulti --plugins disable 10-a > /dev/null
until grep -o 'plugin disabled: .*' /var/log/postfix.log; do sleep 0.1; done`,
    check({ stdout, stderr }): void {
      assertMatch(stdout, /^plugin disabled: .*10-a\.sh\.disabled\n$/);
      assertNotMatch(stderr, /panic/);
    },
  },
  {
    title: "-e init leaves a wrapper without plugins alone",
    step: `plugins; cp -p /etc/postfix/main.cf $WORLD/main.cf
sed -i 's/postmulti -p --/postmulti --no-plugins -p --/' /etc/postfix/main.cf
postmulti -e init; echo status $?; postconf -h multi_instance_wrapper
cp -p $WORLD/main.cf /etc/postfix/main.cf`,
    check: ({ stdout }) =>
      assertEquals(
        stdout,
        "status 0\n${command_directory}/postmulti --no-plugins -p --\n",
      ),
  },
];

testSteps(
  [...LIST, ...PLAN, ...RUN, ...CHANGES],
  'put $main "maillog_file = /var/log/postfix.log"\n',
);
