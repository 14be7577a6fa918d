/**
 * What instances are doing, as --status tells it, against what Postfix and the
 * system tell of real ones. Runs the compiled program in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

/** One line of `--status --json`. */
interface Status {
  readonly name: string;
  readonly running: boolean | null;
  readonly pid: number | null;
  readonly since: string | null;
  readonly endpoints: readonly string[] | null;
  readonly messages: Readonly<Record<string, number | null>>;
  readonly disk_bytes: number | null;
}

/** Those that hold mail, or notes about mail. */
const QUEUE_DIRECTORIES = "active bounce corrupt defer deferred flush hold " +
  "incoming maildrop saved trace";

/** Three secondary instances whose mail stays; `status` prints what they do as JSON. */
const INSTANCES = `three
for name in in out msa; do
    put /etc/postfix-$name/main.cf 'defer_transports = smtp'
done
sed -i '/^master_service_disable/d' /etc/postfix-in/main.cf
sed -i 's/^smtp  *inet/127.0.0.1:10025 inet/' /etc/postfix-in/master.cf
# Postfix waits for files that were changed a moment ago.
find /etc/postfix* -name '*.cf' -exec touch -d '2 days ago' {} +
for name in in out msa; do
    postfix -c /etc/postfix-$name check
done
postmulti -l > /dev/null
`;

/** Deferred mail in the instance in, which has been stopped after that. */
const MAIL = `${INSTANCES}
spool=/var/spool/postfix-in
postfix -c /etc/postfix-in start
for number in 1 2 3 4 5 6 7; do
    echo "message $number" | sendmail -C /etc/postfix-in -f a@example.com b@example.com
done
for attempt in $(seq 600); do
    [ "$(find $spool/deferred -type f | wc -l)" = 7 ] && break
    sleep 0.05
done
postfix -c /etc/postfix-in stop
`;

async function steps(
  setup: string,
  ...lines: readonly string[]
): Promise<readonly StepResult[]> {
  return (await runInWorld("ours", { setup, steps: lines })).steps;
}

async function step(setup: string, line: string): Promise<StepResult> {
  const [result] = await steps(setup, line);
  assert(result !== undefined);
  return result;
}

function statusesIn(result: StepResult | undefined): Status[] {
  return result?.stdout.trimEnd().split("\n").map((line) => JSON.parse(line)) ??
    [];
}

Deno.test("--status tells the process ids and starts of the real master daemons", async () => {
  const [started, masters, stopped] = await steps(
    INSTANCES,
    "postfix start > /dev/null 2>&1; postmulti --status -j",
    `for pid in $(ps -C master -o pid=); do
  name=$(tr '\\0' '\\n' < /proc/$pid/environ | sed -n 's,^MAIL_CONFIG=/etc/,,p')
  echo "$name $pid $(($(date +%s) - $(ps -o etimes= -p $pid)))"
done`,
    "postmulti -p stop > /dev/null 2>&1; postmulti --status -j",
  );
  assertEquals([started?.stderr, started?.status], ["", 0]);
  const running = statusesIn(started).filter(({ running }) => running);
  const real = (masters?.stdout.trim().split("\n") ?? []).map((line) => {
    const [name = "", pid, since] = line.split(" ");
    return {
      name: name === "postfix" ? "-" : name,
      pid: Number(pid),
      since: Number(since),
    };
  });
  assertEquals(
    running.map(({ name, pid }) => [name, pid]).sort(),
    real.map(({ name, pid }) => [name, pid]).sort(),
  );
  assertEquals(running.map(({ name }) => name), [
    "-",
    "postfix-in",
    "postfix-msa",
  ]);
  for (const { name, since } of running) {
    const told = Date.parse(since ?? "") / 1000;
    const begun = Number(real.find((master) => master.name === name)?.since);
    assert(Math.abs(told - begun) <= 2, `${name}: ${told}, not ${begun}`);
  }
  for (const { running, pid, since } of statusesIn(stopped)) {
    assertEquals([running, pid, since], [false, null, null]);
  }
});

Deno.test("--status goes by the lock and not by a process id that was left behind", async () => {
  const [, killed] = await steps(
    INSTANCES,
    "postfix -c /etc/postfix-in start > /dev/null 2>&1",
    `pid=$(tr -d ' ' < /var/spool/postfix-in/pid/master.pid)
kill -KILL $pid
while kill -0 $pid 2> /dev/null; do sleep 0.01; done
test -s /var/spool/postfix-in/pid/master.pid && postmulti --status -ji in`,
  );
  assertEquals(statusesIn(killed)[0]?.running, false);
});

Deno.test("--status counts the mail in each queue as postqueue and find do, and its disk use as du does", async () => {
  const [ours, postqueue, corrupt, du, table] = await steps(
    `${MAIL}
take() {
    file=$(find $spool/deferred -type f | head -n 1)
    mv "$file" "$spool/$1/\${file##*/}"
}
take active; take incoming; take incoming; take hold; take corrupt
head -c 300000 /dev/zero > $spool/defer/large
echo late | sendmail -C /etc/postfix-in -f a@example.com b@example.com`,
    "postmulti --status -ji in",
    "postqueue -c /etc/postfix-in -j",
    "find /var/spool/postfix-in/corrupt -type f | wc -l",
    `cd /var/spool/postfix-in; du -c -B1 ${QUEUE_DIRECTORIES} | tail -n 1`,
    "postmulti --status -i in",
  );
  const [status] = statusesIn(ours);
  const queues = (postqueue?.stdout.trim().split("\n") ?? [])
    .map((line): string => JSON.parse(line).queue_name);
  const expected = {
    maildrop: 1,
    incoming: 2,
    active: 1,
    deferred: 2,
    hold: 1,
    corrupt: 1,
  };
  assertEquals(status?.messages, expected);
  for (const [queue, count] of Object.entries(expected)) {
    if (queue === "corrupt") continue;
    assertEquals(queues.filter((name) => name === queue).length, count, queue);
  }
  assertEquals(corrupt?.stdout, "1\n");
  assertEquals(status?.disk_bytes, Number(du?.stdout.split("\t")[0]));
  const text = table?.stdout.replace(/\s+/g, " ") ?? "";
  for (const word of ["maildrop 1,", "incoming 2,", "active 1,", "hold 1,"]) {
    assert(text.includes(word), text);
  }
});

Deno.test("--status shows a table of 100 columns with local times", async () => {
  const [result] = await steps(
    MAIL,
    `postfix start > /dev/null 2>&1
export TZ=Asia/Kolkata
before=$(date '+%b %e %H:%M'); postmulti --status; status=$?
date '+%b %e %H:%M' >&2; echo "$before" >&2; exit $status`,
  );
  assertEquals(result?.status, 0);
  const lines = result?.stdout.trimEnd().split("\n") ?? [];
  const said = lines.join("\n");
  assert(lines.every((line) => line.length <= 100), said);
  assertMatch(
    lines[0] ?? "",
    /^NAME +GROUP +ENABLED +RUNNING +SINCE +DISK +MESSAGES +ENDPOINTS$/,
  );
  assertEquals(lines.length, 5);
  const column = lines[0]?.indexOf("MESSAGES") ?? 0;
  for (const line of lines) assertMatch(line.slice(column - 2), /^ {2}\S/);
  assertMatch(said, /^\/etc\/postfix +- +yes +\d+ .* 0 +loopback:25$/m);
  assertMatch(
    said,
    /^postfix-in +mta +yes +\d+ .* [KM]iB +deferred 7 +127\.0\.0\.1:10025$/m,
  );
  assertMatch(said, /^postfix-out +mta +no +no +- .* none$/m);
  // It started a moment before it was asked for, perhaps in the minute before.
  const since = /^postfix-in.* (\w+ +\d+ \d\d:\d\d) /m.exec(said)?.[1] ?? "";
  const minutes = (text: string): number => Date.parse(`${text} 2026`) / 60_000;
  const [late = "", early = ""] = result?.stderr.trim().split("\n") ?? [];
  assert(
    minutes(since) >= minutes(early) - 1 && minutes(since) <= minutes(late),
    `${since}, not ${early}`,
  );
});

const SELECTIONS: readonly (readonly [
  words: string,
  names: readonly string[],
])[] = [
  ["", ["-", "postfix-in", "postfix-out", "postfix-msa"]],
  ["-a", ["-", "postfix-in", "postfix-out", "postfix-msa"]],
  ["-g mta", ["postfix-in", "postfix-out"]],
  ["-i msa", ["postfix-msa"]],
  ["-i -", ["-"]],
  ["-i /etc/postfix", ["-"]],
];

Deno.test("--status chooses as -l does", async () => {
  const results = await steps(
    "three",
    ...SELECTIONS.map(([words]) => `postmulti --status --json ${words}`),
  );
  for (const [index, [words, names]] of SELECTIONS.entries()) {
    const told = statusesIn(results[index]).map(({ name }) => name);
    assertEquals(told, names, words);
  }
  const [none] = await steps("three", "postmulti --status -g nobody");
  assertEquals([none?.status, none?.stdout], [0, ""]);
  assertMatch(
    none?.stderr ?? "",
    /^postmulti: no instance is in group "nobody": [^\n]*\n$/,
  );
});

const DAMAGES: readonly (readonly [
  title: string,
  damage: string,
  said: RegExp,
  row: RegExp,
])[] = [
  [
    "an instance that is gone",
    "rm -r /etc/postfix-in",
    /warning: instance \/etc\/postfix-in is left out: .* is missing: restore/,
    /^postfix-out /m,
  ],
  [
    "an instance without master.cf",
    "rm /etc/postfix-in/master.cf",
    /warning: instance postfix-in: \/etc\/postfix-in\/master\.cf: No such file/,
    /^postfix-in +mta +yes +no +- .* \?$/m,
  ],
  [
    "a queue directory that is gone",
    "rm -r /var/spool/postfix-in",
    /warning: instance postfix-in: \/var\/spool\/postfix-in: there is no such/,
    /^postfix-in +mta +yes +no +- +\? +\? +127/m,
  ],
  [
    "a queue that cannot be read",
    "rmdir /var/spool/postfix-in/hold; ln -s hold /var/spool/postfix-in/hold",
    /warning: instance postfix-in: \/var\/spool\/postfix-in\/hold: Too many/,
    /^postfix-in +mta +yes +no +- +\? +hold \? +127/m,
  ],
  [
    "a lock file that is none",
    "mkdir -p /var/spool/postfix-in/pid/master.pid /var/lib/postfix-in/master.lock",
    /warning: instance postfix-in: .*pid\/master\.pid cannot be looked at: whe/,
    /^postfix-in +mta +yes +\? +\? /m,
  ],
];

for (const [title, damage, said, row] of DAMAGES) {
  Deno.test(`--status reports ${title} and shows the rest`, async () => {
    const { status, stdout, stderr } = await step(
      `${INSTANCES}
${damage}`,
      "postmulti --status",
    );
    assertEquals(status, 1);
    assertMatch(stderr, said);
    assertEquals(stderr.trim().split("\n").length, 1);
    assertMatch(stdout, row);
    assertMatch(stdout, /^postfix-msa .* 0 +none$/m);
  });
}

Deno.test("--status tells others than root what they may see, with one warning", async () => {
  const [table, json, owner] = await steps(
    `${MAIL}
postfix -c /etc/postfix-in start`,
    ...[
      "nobody --regid=nogroup",
      "nobody --regid=nogroup",
      "postfix --regid=postfix",
    ]
      .map((user, index) =>
        `setpriv --reuid=${user} --clear-groups postmulti --status ` +
        (index === 0 ? "" : "-ji in")
      ),
  );
  assertEquals(table?.status, 1);
  assertMatch(
    table?.stderr ?? "",
    /^postmulti: warning: only root can see .*\n$/,
  );
  assertMatch(
    table?.stdout ?? "",
    /^postfix-in +mta +yes +- +- +- +- +127\.0\.0\.1:10025$/m,
  );
  assertMatch(
    table?.stdout ?? "",
    /^postfix-out +mta +no +no +- +- +- +none$/m,
  );
  const [hidden] = statusesIn(json);
  assertEquals(
    [hidden?.running, hidden?.pid, hidden?.disk_bytes, hidden?.messages.hold],
    [null, null, null, null],
  );
  // The mail system's own user may see its queues, and the other lock.
  const [seen] = statusesIn(owner);
  assertEquals([owner?.status, owner?.stderr], [0, ""]);
  assertEquals([seen?.running, seen?.messages.deferred], [true, 7]);
  assert(Number.isInteger(seen?.pid));
});

Deno.test("--status ends quietly when nobody reads it", async () => {
  const { status, stderr } = await step(
    `${INSTANCES}
mkfifo $WORLD/pipe`,
    `(exec 3< $WORLD/pipe) & exec 4> $WORLD/pipe; wait $!
postmulti --status >&4`,
  );
  assertEquals([status, stderr], [1, ""]);
});

Deno.test("--status starts no process, with one instance or many, running or not", async () => {
  const { stdout } = await step(
    `${INSTANCES}
postfix start`,
    // Once more, in case somebody in another world is setting the permissions of
    // Postfix's programs: then their defaults must be asked for again.
    `for words in '-i msa' -a; do
  for try in 1 2 3; do
    strace -f -o $WORLD/trace -e trace=execve,fork,vfork,clone,clone3 \\
      postmulti --status $words > /dev/null 2>&1
    ! grep -q 'execve(.*postconf' $WORLD/trace && break
  done
  sed -n 's/.*execve("\\([^"]*\\)".*/\\1/p' $WORLD/trace
  grep -E 'fork\\(|clone3?\\(' $WORLD/trace | grep -vc CLONE_THREAD
done`,
  );
  assertMatch(stdout, /^\S+\/postmulti\n0\n\S+\/postmulti\n0\n$/);
});

Deno.test("--status takes less time than postfix status for the same instances", async () => {
  const { stdout } = await step(
    `${INSTANCES}
postfix start`,
    `quickest() {
  for run in 1 2 3 4 5; do
    begin=$(date +%s%N); "$@" > /dev/null 2>&1; echo $(($(date +%s%N) - begin))
  done | sort -n | head -n 1
}
quickest postmulti --status; quickest postfix status`,
  );
  const [ours = 0, postfix = 0] = stdout.trim().split("\n").map(Number);
  assert(ours > 0 && ours < postfix, `${ours} ns and ${postfix} ns`);
});
