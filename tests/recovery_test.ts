/**
 * Recovery from a killed action when somebody has been at the directories since:
 * it judges them anew, follows no link, and leaves in the journal what it cannot
 * settle; and it gives up on what is gone, and keeps a journal that it cannot
 * follow. Runs the compiled program in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { sealJournal } from "../lib/lifecycle/journal.ts";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

const LOCK = "/etc/postfix/postmulti.lock";

/**
 * `killed_at PATH CALL COMMAND...` kills the command when it makes a system call
 * about a path, and checks that it has left a journal.
 */
const KILLED_AT = `killed_at() {
    kill_path=$1 kill_call=$2; shift 2
    strace -qq -o /dev/null -P "$kill_path" -e "inject=$kill_call:signal=KILL" "$@"
    [ -s ${LOCK} ]
}
`;

/** Instances a, b and c; one of them has a file that a document replaces. */
const SETUP = `initialized
secondary postfix-a mta yes
secondary postfix-b mta no
secondary postfix-c mta no
(umask 077; echo old > /etc/postfix-b/table)
mkdir -m 700 $WORLD/outside && echo canary > $WORLD/outside/canary
chmod 640 $WORLD/outside/canary
cp /etc/postfix-b/main.cf $WORLD/main.cf.before
cat > $WORLD/document.json << 'DOCUMENT'
{ "schema": 1, "instances": [{ "name": "postfix-b",
  "main_cf": { "message_size_limit": "4711" },
  "master_cf": { "bounce/unix": { "command": "bounce" } },
  "files": [{ "path": "table", "content": "new\\n", "mode": "0600" }] }] }
DOCUMENT
chmod 600 $WORLD/document.json
cat >> $WORLD/lib << 'LIB'
${KILLED_AT}LIB
`;

/** An --apply that dies when it has edited main.cf, and is about to do the rest. */
const KILLED_APPLY = `. $WORLD/lib
killed_at /etc/postfix-b/master.cf.tmp rename \\
    postmulti --apply $WORLD/document.json > /dev/null`;

/** What the files outside look like. */
const OUTSIDE = "cd $WORLD/outside && stat -c '%n %a %U' * && cat *";
const UNTOUCHED = "canary 640 root\ncanary\n";

async function play(
  steps: readonly string[],
  setup = SETUP,
): Promise<readonly StepResult[]> {
  return (await runInWorld("ours", { setup, steps })).steps;
}

function statuses(steps: readonly StepResult[]): readonly number[] {
  return steps.map(({ status }) => status);
}

Deno.test("recovery does not work in a directory that is not root's alone any more", async () => {
  const steps = await play([
    `${KILLED_APPLY} || exit 3
chown nobody /etc/postfix-b
mv /etc/postfix-b/main.cf $WORLD/edited
cp $WORLD/main.cf.before $WORLD/outside/main.cf
chmod 600 $WORLD/outside/main.cf
ln -s $WORLD/outside/main.cf /etc/postfix-b/main.cf`,
    "postmulti --recover",
    `stat -c '%a %U' $WORLD/outside/main.cf; test -s ${LOCK}`,
    "chown root /etc/postfix-b; postmulti --recover",
    `stat -c '%a %U' $WORLD/outside/main.cf; test -s ${LOCK}`,
    "rm /etc/postfix-b/main.cf; postmulti --recover",
    `cmp /etc/postfix-b/main.cf $WORLD/main.cf.before && ! test -e ${LOCK} && cat /etc/postfix-b/table`,
  ]);
  assertEquals(statuses(steps), [0, 1, 0, 1, 0, 0, 0], JSON.stringify(steps));
  const [, foreign, kept, link, kept2, , table] = steps;
  assertMatch(
    foreign?.stderr ?? "",
    /\/etc\/postfix-b: this directory belongs to user .*run "chown root \/etc\/postfix-b"/,
  );
  assertMatch(foreign?.stderr ?? "", /then run "postmulti --recover"/);
  assertMatch(
    link?.stderr ?? "",
    /\/etc\/postfix-b\/main.cf: this is a symbolic link now/,
  );
  assertEquals([kept?.stdout, kept2?.stdout], ["600 root\n", "600 root\n"]);
  assertEquals(table?.stdout, "old\n");
});

Deno.test("recovery does not follow a link in the place of a directory", async () => {
  const steps = await play([
    `${KILLED_APPLY} || exit 3
mv /etc/postfix-b /etc/moved-b
cp /etc/moved-b/* $WORLD/outside && rm $WORLD/outside/table
ln -s $WORLD/outside /etc/postfix-b
(cd $WORLD/outside && md5sum *; stat -c '%n %a' *) > $WORLD/sums`,
    "postmulti -e enable -i postfix-c",
    `(cd $WORLD/outside && md5sum *; stat -c '%n %a' *) | cmp - $WORLD/sums && test -s ${LOCK}`,
    "rm /etc/postfix-b && mv /etc/moved-b /etc/postfix-b && postmulti -e enable -i postfix-c",
    `cmp /etc/postfix-b/main.cf $WORLD/main.cf.before && ! test -e ${LOCK}`,
  ]);
  assertEquals(statuses(steps), [0, 1, 0, 0, 0], JSON.stringify(steps));
  assertMatch(
    steps[1]?.stderr ?? "",
    /\/etc\/postfix-b: this is a symbolic link now, and was none before/,
  );
});

Deno.test("recovery works through a link that was there before", async () => {
  const steps = await play([
    `mv /etc/postfix-b /etc/kept-elsewhere && ln -s /etc/kept-elsewhere /etc/postfix-b
. $WORLD/lib
killed_at /etc/kept-elsewhere/master.cf.tmp fsync \
    postmulti --apply $WORLD/document.json > /dev/null`,
    "postmulti --recover",
    `cmp /etc/kept-elsewhere/main.cf $WORLD/main.cf.before && test -L /etc/postfix-b && ! test -e ${LOCK}`,
  ]);
  assertEquals(statuses(steps), [0, 0, 0], JSON.stringify(steps));
});

Deno.test("recovery finishes a removal only where nobody can interfere", async () => {
  const steps = await play(
    [
      `. $WORLD/lib
killed_at /etc/postfix-b/master.cf unlink postmulti -e destroy -i postfix-b || exit 3
chown nobody /etc/postfix-b; echo theirs > /etc/postfix-b/theirs`,
      "postmulti --recover",
      `ls /etc/postfix-b; test -s ${LOCK}`,
      "chown root /etc/postfix-b; rm /etc/postfix-b/theirs; postmulti --recover",
      `ls -d /etc/postfix-b /var/spool/postfix-b /var/lib/postfix-b 2> /dev/null; postmulti -l | grep -c postfix-b; test -e ${LOCK}`,
    ],
    `${SETUP}rm /etc/postfix-b/table
`,
  );
  assertEquals(statuses(steps), [0, 1, 0, 0, 1], JSON.stringify(steps));
  assertMatch(
    steps[1]?.stderr ?? "",
    /run "chown root \/etc\/postfix-b" .*; then run "postmulti --recover"/,
  );
  assertEquals(steps[2]?.stdout, "master.cf\ntheirs\n");
  assertEquals(steps[4]?.stdout, "0\n");
});

Deno.test("recovery goes on without a directory that is gone", async () => {
  const steps = await play([
    `${KILLED_APPLY} || exit 3; rm -r /etc/postfix-b`,
    "postmulti -e enable -i postfix-c",
    `ls ${LOCK} /etc/postfix/postmulti.journal.1; grep -c base64 /etc/postfix/postmulti.journal.1`,
    "postmulti -e deport -i /etc/postfix-b",
    "postmulti -l",
    "postmulti --doctor --json",
  ]);
  assertEquals(statuses(steps), [0, 0, 0, 0, 0, 1], JSON.stringify(steps));
  assertMatch(
    steps[1]?.stderr ?? "",
    /settled without \/etc\/postfix-b, which is gone: .* is kept as \/etc\/postfix\/postmulti\.journal\.1/,
  );
  assertMatch(steps[1]?.stderr ?? "", /was interrupted: it has been undone/);
  assertEquals(steps[2]?.stdout, "/etc/postfix/postmulti.journal.1\n1\n");
  assertEquals(/postfix-b/.test(steps[4]?.stdout ?? ""), false);
  assertMatch(
    steps[5]?.stdout ?? "",
    /rm \/etc\/postfix\/postmulti\.journal\.1/,
  );
});

/** A journal, and what has become of it before the next run. */
const UNREADABLE: readonly (readonly [
  title: string,
  change: string,
  said: RegExp,
])[] = [
  ["cut short", `truncate -s 300 ${LOCK}`, /is damaged and is not followed/],
  ["garbage", `echo garbage > ${LOCK}`, /is damaged and is not followed/],
  [
    "with a flipped bit",
    `printf x | dd of=${LOCK} bs=1 seek=200 conv=notrunc 2> /dev/null`,
    /is damaged and is not followed/,
  ],
];

for (const [title, change, said] of UNREADABLE) {
  Deno.test(`recovery keeps a journal that is ${title}`, async () => {
    const steps = await play([
      `${KILLED_APPLY} || exit 3; ${change}; cp ${LOCK} $WORLD/left`,
      "postmulti -e enable -i postfix-c",
      `cmp $WORLD/left /etc/postfix/postmulti.journal.1 && stat -c %a /etc/postfix/postmulti.journal.1 && ! test -e ${LOCK}`,
      "postmulti -l; postmulti -e enable -i postfix-c; postmulti -l",
    ]);
    assertEquals(statuses(steps), [0, 1, 0, 0], JSON.stringify(steps));
    assertMatch(steps[1]?.stderr ?? "", said);
    assertMatch(
      steps[1]?.stderr ?? "",
      /kept as \/etc\/postfix\/postmulti\.journal\.1; nothing was done/,
    );
    assertEquals(steps[2]?.stdout, "600\n");
    // The run that met the journal did nothing else, the next one did.
    const enabled = [
      ...(steps[3]?.stdout ?? "").matchAll(/postfix-c +mta +([yn])/g),
    ];
    assertEquals(enabled.map(([, answer]) => answer), ["n", "y"]);
  });
}

for (const [direction, format] of [["older", 1], ["newer", 3]] as const) {
  Deno.test(`recovery keeps a journal of ${direction} programs for them`, async () => {
    const [made] = await play([`${KILLED_APPLY} && cat ${LOCK}`]);
    const text = (made?.stdout ?? "").split("\n")[1] ?? "";
    assert(text.includes('"postmulti-journal-2"'), made?.stderr);
    const sealed = sealJournal(
      text.replace("postmulti-journal-2", `postmulti-journal-${format}`),
    );
    const steps = await play([
      `(umask 077; echo ${sealed.toBase64()} | base64 -d > ${LOCK}; cp ${LOCK} $WORLD/left)`,
      "postmulti --recover",
      "cmp $WORLD/left /etc/postfix/postmulti.journal.1",
      // The way back that the message names.
      `mv /etc/postfix/postmulti.journal.1 ${LOCK} && cmp $WORLD/left ${LOCK}`,
    ]);
    assertEquals(statuses(steps), [0, 1, 0, 0], JSON.stringify(steps));
    assertMatch(
      steps[1]?.stderr ?? "",
      new RegExp(
        `another version of postmulti \\(postmulti-journal-${format};`,
      ),
    );
    assertMatch(
      steps[1]?.stderr ?? "",
      /run "mv \/etc\/postfix\/postmulti\.journal\.1 \/etc\/postfix\/postmulti\.lock"/,
    );
  });
}

Deno.test("recovery follows a journal that does not say how the directories were", async () => {
  const [made] = await play([`${KILLED_APPLY} && cat ${LOCK}`]);
  const text = (made?.stdout ?? "").split("\n")[1] ?? "";
  const { places: _, ...journal } = JSON.parse(text);
  const old = sealJournal(JSON.stringify(journal)).toBase64();
  const steps = await play([
    `${KILLED_APPLY} && (umask 077; echo ${old} | base64 -d > ${LOCK})`,
    "postmulti --recover",
    `cmp /etc/postfix-b/main.cf $WORLD/main.cf.before && ! test -e ${LOCK}`,
  ]);
  assertEquals(statuses(steps), [0, 0, 0], JSON.stringify(steps));
});

Deno.test("recovery leaves what is outside alone when a link is in the way", async () => {
  const steps = await play([
    `${KILLED_APPLY} || exit 3
rm /etc/postfix-b/table; ln -s $WORLD/outside/canary /etc/postfix-b/table`,
    "postmulti --recover",
    OUTSIDE,
  ]);
  assertEquals(statuses(steps), [0, 1, 0], JSON.stringify(steps));
  assertEquals(steps[2]?.stdout, UNTOUCHED);
});
