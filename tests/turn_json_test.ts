/**
 * -p and -x with --json: one object for each instance, and nothing else on
 * standard output.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";

type Line = Readonly<Record<string, unknown>>;

/** The lines of instances; what a run had to warn of comes in a last object. */
function linesOf(stdout: string | undefined): Line[] {
  return (stdout ?? "").split("\n").filter((line) => line !== "")
    .map((line): Line => JSON.parse(line))
    .filter((line) => "outcome" in line);
}

/** What is the same every time. */
function withoutTime(line: Line | undefined): Line {
  const { duration_ms, ...rest } = line ?? {};
  assert(duration_ms === null || Number.isInteger(duration_ms));
  return rest;
}

/** The line of an instance, as it is when all went well, with changes. */
function madeLine(name: string, change: Line = {}): Line {
  return {
    instance: name,
    config_directory: name === "-" ? "/etc/postfix" : `/etc/${name}`,
    op: "exec",
    outcome: "ok",
    status: 0,
    signal: null,
    error: null,
    ...change,
  };
}

const NAMES = ["-", "postfix-in", "postfix-out", "postfix-msa"];

const CHILD = `echo "out $multi_instance_name"
echo "err $multi_instance_name" >&2
case $multi_instance_name in
    *in) exit 3 ;;
    *out) kill -KILL $$ ;;
esac`;

for (const jobs of ["1", "3"]) {
  Deno.test(`-j tells each instance in a line of its own with --jobs=${jobs}`, async () => {
    const { steps } = await runInWorld("ours", {
      setup: `three; cat > $WORLD/child <<'CHILD'\n${CHILD}\nCHILD
printf '#!/nonexistent\\n' > $WORLD/broken; chmod 755 $WORLD/broken
mkdir -p /etc/postfix-in/postmulti.d`,
      steps: [
        `postmulti -j --jobs=${jobs} -x sh $WORLD/child`,
        `postmulti -j --jobs=${jobs} --output -x sh $WORLD/child`,
        `postmulti -j --jobs=${jobs} -i in -x $WORLD/broken`,
        `postmulti -j --jobs=${jobs} --output -g mta -p start`,
        `postmulti -j --jobs=${jobs} --output -g mta -p status`,
        `postmulti -j --output --jobs=${jobs} -i in -x printf 'a\\377\\303\\251\\0'`,
        `postmulti -j --output --jobs=${jobs} -i in -x sh -c 'seq 400000; echo err >&2'`,
        `timeout --foreground --preserve-status -k 20 -s TERM 4 postmulti -j --jobs=${jobs} -x sleep 30`,
        `postmulti -jR --jobs=${jobs} -x true`,
      ],
    });
    const [plain, output, broken, start, status, bytes, large, term, reverse] =
      steps;
    const changes = [
      {},
      { outcome: "failed", status: 3 },
      {
        outcome: "failed",
        status: null,
        signal: "SIGKILL",
        error: "killed by SIGKILL",
      },
      {},
    ];
    assertEquals(
      linesOf(plain?.stdout).map(withoutTime),
      NAMES.map((name, index) => madeLine(name, changes[index])),
    );
    assertEquals(plain?.status, 1);
    assertMatch(
      plain?.stderr ?? "",
      /out \n[^]*out postfix-in\nerr postfix-in/,
    );
    assertEquals(
      linesOf(output?.stdout).map(withoutTime),
      NAMES.map((name, index) => ({
        ...madeLine(name, changes[index]),
        stdout: `out ${name === "-" ? "" : name}\n`,
        stderr: `err ${name === "-" ? "" : name}\n`,
        truncated: false,
      })),
    );
    assertEquals(
      output?.stderr,
      "postmulti: warning: instance postfix-out: /usr/bin/sh: killed by " +
        "SIGKILL\n",
    );
    assertEquals(linesOf(broken?.stdout).map(withoutTime), [
      madeLine("postfix-in", {
        outcome: "failed",
        status: null,
        error: "No such file or directory",
      }),
    ]);
    assertEquals(
      linesOf(start?.stdout).map(({ instance, op, outcome }) => [
        instance,
        op,
        outcome,
      ]),
      [["postfix-in", "start", "ok"], ["postfix-out", "check", "ok"]],
    );
    // What Postfix says to terminals only is in the object as well.
    const [up, down] = linesOf(status?.stdout);
    assertMatch(
      String(up?.stderr),
      /^postfix-in\/postfix-script: the Postfix mail system is running: PID: \d+\n$/,
    );
    assertMatch(String(down?.stderr), /is not running\n$/);
    assertEquals([up?.status, down?.status, status?.status], [0, 1, 1]);
    assertEquals([up?.error, down?.error], [null, "exit status 1"]);
    // The texts of a step have one character per byte.
    assertEquals(
      linesOf(bytes?.stdout)[0]?.stdout,
      "a\xef\xbf\xbd\xc3\xa9\0",
    );
    const [long] = linesOf(large?.stdout);
    assertEquals(
      [String(long?.stdout).length, long?.stderr, long?.truncated],
      [1024 * 1024, "err\n", true],
    );
    assertEquals(
      linesOf(term?.stdout).map(({ outcome, signal }) => [outcome, signal]),
      NAMES.map((_, index) =>
        index < Number(jobs) ? ["failed", "SIGTERM"] : ["not-reached", null]
      ),
    );
    assertEquals(term?.status, 143);
    assertEquals(
      linesOf(reverse?.stdout).map(({ instance }) => instance),
      NAMES.toReversed(),
    );
  });
}

Deno.test("-j tells what plugins made of an instance", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `three; mkdir /etc/postfix/postmulti.d
{ echo '#!/bin/sh'; echo '# @postmulti-plugin 1 on=pre:reload,pre:start'; cat; } \\
    > /etc/postfix/postmulti.d/10-a.sh <<'HOOK'
[ "$2" = start ] && exit 77
[ "$3" != postfix-in ]
HOOK
chmod 755 /etc/postfix/postmulti.d/10-a.sh`,
    steps: [
      "postmulti -j --jobs=2 -g mta -p reload",
      "postmulti -j -i in -p start",
      "chmod 644 /etc/postfix/postmulti.d/10-a.sh; postmulti -j -i in -p start",
    ],
  });
  const outcomes = steps.map(({ stdout }) =>
    linesOf(stdout).map(({ outcome }) => outcome)
  );
  assertEquals(outcomes, [["vetoed"], ["delegated"], ["refused"]]);
  assertEquals(steps.map(({ status }) => status), [1, 0, 1]);
});
