/**
 * Several instances at a time, with real ones: the order that matters is kept,
 * and what is told is what a serial run tells, byte for byte.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { readTurns, stepsAmongGroups } from "./jobs/jobs_world.ts";
import { runInWorld } from "./world/run_in_world.ts";
import { withoutPiped } from "./world/without_postfix.ts";

/** `a before b`: a ended before b began; `a beside b`: they overlapped. */
function assertOrder(text: string, claims: readonly string[]): void {
  const turns = readTurns(text);
  for (const claim of claims) {
    const [one = "", relation, other = ""] = claim.split(" ");
    const [a, b] = [turns[one], turns[other]];
    assert(a !== undefined && b !== undefined, `${claim}:\n${text}`);
    const isHeld = relation === "before"
      ? a.end < b.begin
      : a.begin < b.end && b.begin < a.end;
    assert(isHeld, `${claim}:\n${text}`);
  }
}

Deno.test("--jobs keeps the order of groups and the primary when starting and stopping", async () => {
  const [start, up, stop, status] = await stepsAmongGroups(
    "postmulti --jobs=4 -p start; echo status $? >&2; failures >&2; turns",
    "postmulti --status -j | grep -c '\"running\":true'",
    "forget; postmulti --jobs=4 -p stop; echo status $? >&2; failures >&2; turns",
    "postmulti --status -j | grep -c '\"running\":false'; " +
      "forget; postmulti --jobs=4 -p status; turns",
  );
  assertEquals(
    [withoutPiped(start?.stderr), withoutPiped(stop?.stderr)],
    ["status 0\n", "status 0\n"],
  );
  assertEquals(up?.stdout, "7\n");
  assertOrder(start?.stdout ?? "", [
    ...["a1", "a2", "b1", "b2", "u1", "u2"].map((name) =>
      `primary before ${name}`
    ),
    "a1 before a2",
    "b1 before b2",
    "a1 beside b1",
    "off beside primary",
  ]);
  assertOrder(stop?.stdout ?? "", [
    ...["a1", "a2", "b1", "b2", "u1", "u2"].map((name) =>
      `${name} before primary`
    ),
    "a2 before a1",
    "b2 before b1",
    "u2 beside u1",
  ]);
  assertMatch(status?.stdout ?? "", /^8\n/);
  assertOrder(status?.stdout.replace(/^8\n/, "") ?? "", [
    "primary beside a1",
    "a1 beside b1",
    "b1 beside a2",
  ]);
});

Deno.test("--jobs tells of each instance what a serial run tells, byte for byte", async () => {
  const [files, terminal, output, failures, large, reverse] =
    await stepsAmongGroups(
      "same 'postmulti $JOBS -p status'",
      "{ postmulti -i a1 -p start; postmulti -i b2 -p start; } > /dev/null\n" +
        "same 'script -qec \"postmulti $JOBS -p status\" /dev/null < /dev/null'; " +
        "grep -c running $WORLD/jobs.out",
      // Those that come first end last.
      `cat > $WORLD/child <<'CHILD'
n=\${#multi_instance_name}
printf 'out \\377\\000\\303 %s ' "$MAIL_CONFIG"
printf 'err \\377 %s\\r' "$MAIL_CONFIG" >&2
sleep 0.$(((12 - n) % 10))
printf 'no newline'
[ $n -gt 0 ] || sleep 0.3
CHILD
same 'postmulti $JOBS -x sh $WORLD/child'`,
      `cat > $WORLD/child <<'CHILD'
case $multi_instance_name in
    *a1) exit 3 ;;
    *b1) kill -KILL $$ ;;
    *) sleep 0.2 ;;
esac
CHILD
same 'postmulti $JOBS -x sh $WORLD/child'
cat $WORLD/jobs.err
same 'postmulti -v $JOBS -i b1 -x sh $WORLD/child'
same 'postmulti $JOBS -g none -x true'
postmulti -p stop 2> /dev/null
same 'postmulti $JOBS -p stop'
same 'postmulti $JOBS -x nonsense'
printf '#!/nonexistent\\n' > $WORLD/broken; chmod 755 $WORLD/broken
same 'postmulti $JOBS -g a -x $WORLD/broken'
cat $WORLD/jobs.err`,
      "same 'postmulti $JOBS -x sh -c \"seq 600000; seq 900000 >&2\"'",
      "same 'postmulti $JOBS -R -x sh -c \"echo \\$MAIL_CONFIG\"'; " +
        "cat $WORLD/jobs.out",
    );
  assertMatch(files?.stdout ?? "", /^0\n\d{3,4}\nstatus 1\n$/);
  assertMatch(terminal?.stdout ?? "", /^\d{4}\n0\nstatus 1\n8\n$/);
  assertMatch(output?.stdout ?? "", /^\d{3}\n\d{3}\nstatus 0\n$/);
  assertEquals(
    // What Postfix itself says of each stop depends on its version.
    failures?.stdout.replace(/\d+(?=\nstatus 1\n0\n132\n)/, "some"),
    `0
72
status 1
postmulti: warning: instance postfix-b1: /usr/bin/sh: killed by SIGKILL
0
133
status 1
0
95
status 1
0
some
status 1
0
132
status 1
0
304
status 1
${
      ["a1", "a2", "off"].map((name) =>
        `postmulti: warning: instance postfix-${name}: /run/world/broken: ` +
        "cannot be run: No such file or directory\n"
      ).join("")
    }`,
  );
  assertMatch(large?.stdout ?? "", /^\d{8}\n\d{8}\nstatus 0\n$/);
  assertEquals(
    reverse?.stdout,
    `126
0
status 0
/etc/postfix-u2
/etc/postfix-u1
/etc/postfix-b2
/etc/postfix-off
/etc/postfix-a2
/etc/postfix-b1
/etc/postfix-a1
/etc/postfix
`,
  );
});

Deno.test("--jobs runs as many of twenty instances as it is told, and tells all in their order", async () => {
  const names = Array.from(
    { length: 20 },
    (_, index) => `postfix-${String(index + 1).padStart(2, "0")}`,
  );
  const { steps } = await runInWorld("ours", {
    setup: `initialized
for name in ${names.join(" ")}; do secondary $name "" yes; done
mkdir $WORLD/running
cat > $WORLD/child <<'CHILD'
touch $WORLD/running/$$
ls $WORLD/running | wc -l >> $WORLD/counts
sleep 0.1
rm $WORLD/running/$$
echo "$multi_instance_name"
CHILD
`,
    steps: [
      "postmulti --jobs=7 -x sh $WORLD/child",
      "sort -n $WORLD/counts | tail -n 1; rm $WORLD/counts",
      "postmulti --jobs=auto -x sh $WORLD/child",
      "sort -n $WORLD/counts | tail -n 1; rm $WORLD/counts",
      "nproc",
      "postmulti --jobs=500 -x sh $WORLD/child | tail -n 1",
    ],
  });
  const all = ["", ...names, ""].join("\n");
  const outputs = steps.map(({ stdout }) => stdout);
  assertEquals(outputs.slice(0, 3), [all, "7\n", all]);
  assertEquals(outputs[3], outputs[4]);
  assertEquals(outputs[5], "postfix-20\n");
});
