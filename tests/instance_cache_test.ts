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

/** Counts the files of instances that a listing opens: the least of three. */
const COUNT_OPENED = `for try in 1 2 3; do
    strace -f -o $WORLD/trace -e trace=openat postmulti -l > /dev/null
    grep -c '"/etc/postfix-.*/main.cf"' $WORLD/trace
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

Deno.test("-l reads no main.cf of a secondary instance that was left alone", async () => {
  const [opened, private_, others] = await steps(
    THREE,
    `${LEARN}
${COUNT_OPENED}
touch $in/main.cf
${COUNT_OPENED}`,
    `stat -c '%A %U' ${CACHE}`,
    "setpriv --reuid=65534 --regid=65534 --clear-groups postmulti -l",
  );
  assertEquals(opened?.stdout, "0\n1\n");
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
  assertEquals(second?.stdout, "3\n");
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
