/**
 * What is remembered of instances never changes what is said of them: after any
 * change, a listing with the cache is the listing without it. Runs the compiled
 * program in throwaway worlds.
 *
 * @module
 */

import { assertEquals, assertNotEquals } from "@std/assert";
import { mapLimited } from "./world/map_limited.ts";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

/** How many worlds there are at a time. */
const WORLDS = 2;

const DEFAULTS = "/var/cache/postmulti/%2Fusr%2Fsbin%2Fpostconf";

const CACHE = `${DEFAULTS}.instances`;

/**
 * Has a listing learn the instances, when they have been left alone for a while:
 * their configuration is made to look old before each step, but the time of
 * change cannot be put back. In another world somebody may be setting the
 * permissions of Postfix's programs, which belong to all worlds; then the defaults
 * must be learned once more.
 */
const LEARN = `in=/etc/postfix-in
sleep 3
for try in 1 2 3 4 5; do
    postmulti -l > /dev/null
    [ -s ${CACHE} ] && break
done
[ -s ${CACHE} ] || exit 99`;

/** Three instances, and the defaults in the cache. */
const THREE = "three\npostmulti -l > /dev/null";

/** Prints what is listed with the cache, and then what is listed without it. */
const LIST_TWICE = `postmulti -l 2>&1; echo status $?
rm -rf /var/cache/postmulti
echo and without
postmulti -l 2>&1; echo status $?`;

/** Counts the main.cf files that a listing opens: the least of three. */
const COUNT_OPENED = `for try in 1 2 3; do
    strace -f -o $WORLD/trace -e trace=openat postmulti -l > /dev/null
    grep -c '"/etc/postfix[^"]*/main.cf"' $WORLD/trace
done | sort -n | head -n 1`;

/** What makes the cache out of date, or untrustworthy. */
const CHANGES: readonly (readonly [title: string, change: string])[] = [
  ["an action", "postmulti -e disable -i in"],
  ["postconf -e", "postconf -c $in -e multi_instance_group=other"],
  [
    "a write that keeps the size",
    "sed -i 's/^multi_instance_name.*/multi_instance_name = postfix-IN/' $in/main.cf",
  ],
  [
    "a write in place that keeps size and time of writing",
    `cp -p $in/main.cf $WORLD/old
sed 's/postfix-in$/postfix-ni/' $WORLD/old > $in/main.cf
touch -r $WORLD/old $in/main.cf`,
  ],
  [
    "another file of the same size and time of writing in its place",
    `sed 's/postfix-in$/postfix-ni/' $in/main.cf > $in/new
touch -r $in/main.cf $in/new
mv $in/new $in/main.cf`,
  ],
  ["a main.cf that is gone", "rm $in/main.cf"],
  ["a directory that is gone", "rm -r $in"],
  ["a damaged main.cf", "echo nonsense >> $in/main.cf"],
  [
    "directories that are exchanged",
    "mv $in $in.old; mv /etc/postfix-out $in; mv $in.old /etc/postfix-out",
  ],
  [
    "another order of the list",
    "postconf -e 'multi_instance_directories = /etc/postfix-msa $in'",
  ],
  ["a change of the primary", "postconf -e multi_instance_name=postfix-first"],
  ["a primary that is damaged", "echo nonsense >> /etc/postfix/main.cf"],
  [
    "a name that two instances have now",
    "sed -i 's/^multi_instance_name.*/multi_instance_name = postfix-in/' " +
    "/etc/postfix-out/main.cf",
  ],
  ["another instance in the list", "postmulti -e create -I postfix-new"],
  ["another host name", "hostname other.example.com"],
  ["MAIL_CONFIG for another instance", "export MAIL_CONFIG=$in"],
  [
    "another postconf, which is not there",
    "export POSTMULTI_POSTCONF=/no/where",
  ],
  [
    "a shared directory that is gone",
    `mkdir /usr/local/shared
postconf -e meta_directory=/usr/local/shared
${LEARN}
rmdir /usr/local/shared`,
  ],
  [
    "another host name, which an instance has in its group",
    `postconf -c $in -e 'multi_instance_group = $myhostname'
${LEARN}
hostname other.example.com`,
  ],
  [
    "another host name, which the primary has in its group",
    `postconf -e 'multi_instance_group = $myhostname' && postconf -X myhostname
${LEARN}
hostname other.example.com`,
  ],
  ["a cache cut short", `truncate -s -1 ${CACHE}`],
  ["a cache with nothing in it", `: > ${CACHE}`],
  [
    "a cache that others could have written",
    `sed -i s/postfix-out/postfix-OUT/ ${CACHE}; chmod 666 ${CACHE}`,
  ],
  [
    "a cache of somebody else",
    `sed -i s/postfix-out/postfix-OUT/ ${CACHE}; chown postfix ${CACHE}`,
  ],
  [
    "a cache that is a link",
    `mv ${CACHE} /tmp/cache; sed -i s/postfix-out/postfix-OUT/ /tmp/cache
ln -s /tmp/cache ${CACHE}`,
  ],
  ["a FIFO in the place of the cache", `rm ${CACHE}; mkfifo ${CACHE}`],
  ["a directory in the place of the cache", `rm ${CACHE}; mkdir ${CACHE}`],
  [
    "other defaults",
    `sed -i s/postfix-out/postfix-OUT/ ${CACHE}; touch ${DEFAULTS}`,
  ],
  ["no defaults", `sed -i s/postfix-out/postfix-OUT/ ${CACHE}; rm ${DEFAULTS}`],
  [
    "a postconf that was written",
    "cp /usr/sbin/postconf $WORLD/p && cat $WORLD/p > /usr/sbin/postconf",
  ],
];

async function steps(
  setup: string,
  ...lines: readonly string[]
): Promise<readonly StepResult[]> {
  return (await runInWorld("ours", { setup, steps: lines })).steps;
}

let running: Promise<readonly StepResult[]>[] | undefined;

function start(): Promise<readonly StepResult[]>[] {
  const all = mapLimited(
    CHANGES,
    WORLDS,
    ([, change]) => steps(THREE, `${LEARN}\n${change}\n${LIST_TWICE}`),
  );
  // Each is awaited by its own test.
  for (const one of all) one.catch(() => undefined);
  return all;
}

for (const [number, [title]] of CHANGES.entries()) {
  Deno.test({
    name: `-l lists what is there after ${title}`,
    // The runs belong to all tests of the file, not to the one that starts them.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      running ??= start();
      const [step] = await running[number] ?? [];
      const [known = "", read = ""] = step?.stdout.split("and without\n") ?? [];
      assertNotEquals(read, "");
      assertEquals(known, read);
    },
  });
}

Deno.test("-l reads no main.cf that was left alone", async () => {
  const [opened, private_, others] = await steps(
    THREE,
    `${LEARN}
${COUNT_OPENED}
touch $in/main.cf
${COUNT_OPENED}`,
    `stat -c '%A %U' ${CACHE}`,
    "setpriv --reuid=65534 --regid=65534 --clear-groups postmulti -l",
  );
  assertEquals(opened?.stdout, "0\n2\n");
  assertEquals(private_?.stdout, "-rw------- root\n");
  assertEquals([others?.status, others?.stderr], [0, ""]);
});

Deno.test("a main.cf that was written a moment ago is not remembered", async () => {
  const [first, second] = await steps(
    THREE,
    "postmulti -l > /dev/null; find /var/cache/postmulti -name '*.instances'",
    COUNT_OPENED,
  );
  assertEquals([first?.status, first?.stdout], [0, ""]);
  assertEquals(second?.stdout, "4\n");
});

Deno.test("what is remembered is selected, reversed and written as ever", async () => {
  const ways = ["-a", "-R", "-j", "-g mta", "-i in", "-i -", "-i nosuch", "-v"];
  const [all] = await steps(
    THREE,
    `${LEARN}
for way in ${ways.map((way) => `'${way}'`).join(" ")}; do
    postmulti -l $way > $WORLD/known 2> $WORLD/known.errors; echo $? >> $WORLD/known
    mv /var/cache/postmulti $WORLD/kept
    postmulti -l $way > $WORLD/made 2> $WORLD/made.errors; echo $? >> $WORLD/made
    rm -r /var/cache/postmulti; mv $WORLD/kept /var/cache/postmulti
    cmp $WORLD/known $WORLD/made && cmp $WORLD/known.errors $WORLD/made.errors && wc -l < $WORLD/known
done`,
  );
  assertEquals([all?.status, all?.stderr], [0, ""]);
  assertEquals(all?.stdout, "5\n5\n5\n3\n2\n2\n1\n5\n");
});

Deno.test("-l of what is remembered says that it cannot be written", async () => {
  const [full, closed] = await steps(
    THREE,
    `${LEARN}
postmulti -l > /dev/full`,
    "trap '' PIPE; (postmulti -l; echo $? > $WORLD/status) | true; cat $WORLD/status",
  );
  assertEquals(full?.status, 1);
  assertEquals(
    full?.stderr,
    "postmulti: fatal: standard output: No space left on device\n",
  );
  assertEquals([closed?.stdout, closed?.stderr], ["1\n", ""]);
});

Deno.test("twenty listings at once learn the same", async () => {
  const [all] = await steps(
    THREE,
    `${LEARN}
rm ${CACHE}
postmulti -l > $WORLD/expected
rm ${CACHE}
for run in $(seq 20); do
    postmulti -l > $WORLD/list.$run 2> $WORLD/errors.$run &
done
wait
cat $WORLD/errors.*
for run in $(seq 20); do cmp $WORLD/expected $WORLD/list.$run; done
postmulti -l | cmp - $WORLD/expected
ls /var/cache/postmulti`,
  );
  assertEquals([all?.status, all?.stderr], [0, ""]);
  assertEquals(
    all?.stdout,
    "%2Fusr%2Fsbin%2Fpostconf\n%2Fusr%2Fsbin%2Fpostconf.instances\n",
  );
});
