/**
 * The shipped plugin 30-content-filter when things go wrong: filters that do not
 * come up or go down, interruptions, and what others have written. The compiled
 * program and a real Postfix, in worlds.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import {
  LISTEN,
  play,
  PLUGIN,
  RUNNING,
  settings,
  SINK,
  SINKS,
  START,
  STATE,
  STOP,
} from "./plugins/content_filter.ts";
import { assertStatus, pluginLines } from "./plugins/shipped.ts";

/** A command that never serves the port, and what is said of it. */
const FAILURES = [
  [
    "does not exist",
    "/usr/sbin/no-filter --x",
    /ended with status 127 before it .*127\.0\.0\.1:10025: \/usr\/sbin\/no-filter --x said ".*not found"/,
  ],
  [
    "ends with a complaint",
    '/bin/sh -c "echo started >&2; echo no licence >&2; exit 3"',
    /ended with status 3 before .* said "no licence"/,
  ],
  [
    "goes into the background",
    '/bin/sh -c "echo bye; exit 0"',
    /ended with status 0 .*it has to stay in the foreground/,
  ],
  [
    "is killed",
    "/bin/sh -c 'kill -9 $$'",
    /ended with SIGKILL before it accepted connections/,
  ],
  [
    "never listens, nor do its children",
    `/bin/sh -c "echo loading; sleep 600 & setpriv sleep 600"`,
    /accepts no connections on 127\.0\.0\.1:10025 within 3 s: .* said "loading"/,
  ],
] as const;

for (const [title, command, says] of FAILURES) {
  Deno.test(`an instance whose filter ${title} does not start, and nothing is left of it`, async () => {
    const [start, running, left] = await play(
      settings(command, { more: "start_timeout = 3" }),
      [
        "postfix start",
        RUNNING,
        `ls ${STATE}; ps -eo args= | grep -c '^sleep 600'; :`,
      ],
    );
    assertStatus(start, 1);
    const said = pluginLines(start, PLUGIN);
    assertEquals(said.length, 1, start?.stderr);
    assertMatch(said[0] ?? "", says);
    assertMatch(said[0] ?? "", /see \/var\/log\/postmulti\/\S+, correct \/etc/);
    assertEquals(running?.stdout, "postfix\npostfix-out\n");
    assertEquals(left?.stdout, `${LISTEN}.lock\n0\n`);
  });
}

Deno.test("a filter that ignores TERM is killed with its children after stop_timeout", async () => {
  const command = `/bin/sh -c "trap '' TERM; sleep 600 & ` +
    `${SINK} & while :; do wait; done"`;
  const steps = await play(settings(command, { more: "stop_timeout = 1" }), [
    START,
    `ps -eo args= | grep -c '^sleep 600'; ${SINKS}`,
    STOP,
    `ps -eo args= | grep -c '^sleep 600'; ${SINKS}; ls ${STATE}`,
  ]);
  assertStatus(steps[0], 0);
  assertEquals(steps[1]?.stdout.split(/\s+/), ["1", "1", ""]);
  assertStatus(steps[2], 0);
  assertMatch(pluginLines(steps[2], PLUGIN).join(), /does not end: killed/);
  assertEquals(steps[3]?.stdout.trim(), `0\n0\n${LISTEN}.lock`);
});

Deno.test("killed while it waits for a slow filter, the next start goes on with that filter", async () => {
  const command = `/bin/sh -c "sleep 2; exec ${SINK}"`;
  const steps = await play(settings(command), [
    `. $WORLD/lib; ${START} & settle test -s ${STATE}/${LISTEN}
    kill -9 $! $(ps -eo pid=,args= | awk '/plugin-hos[t]/ { print $1 }')
    wait $! 2> /dev/null; cp ${STATE}/${LISTEN} $WORLD/first`,
    START,
    `${SINKS}; grep -o '"pid":[0-9]*' $WORLD/first ${STATE}/${LISTEN} |
      sed 's/.*://' | uniq | wc -l`,
    STOP,
    SINKS,
  ]);
  assertStatus(steps[1], 0);
  assertEquals(steps[2]?.stdout.split(/\s+/), ["1", "1", ""]);
  assertStatus(steps[3], 0);
  assertEquals(steps[4]?.stdout.trim(), "0");
});

Deno.test("interrupted while it waits for a filter, no filter is left", async () => {
  const steps = await play(settings("/bin/sh -c 'exec sleep 600'"), [
    `. $WORLD/lib; ${START} & settle test -s ${STATE}/${LISTEN}
    kill -TERM $!; wait $!; echo status $?`,
    `ps -eo args= | grep -c '^sleep 600'; ls ${STATE}; ${RUNNING}`,
  ]);
  assertEquals(steps[0]?.stdout.trim(), "status 143", steps[0]?.stderr);
  assertEquals(steps[1]?.stdout, `0\n${LISTEN}.lock\n`);
});

Deno.test("a service that does not start keeps its instance from starting", async () => {
  const [start] = await play(
    `printf 'listen = ${LISTEN}\\nservice = no-such\\n' | conf ${PLUGIN} postfix-in`,
    [START],
  );
  assertStatus(start, 1);
  assertMatch(
    pluginLines(start, PLUGIN).join(),
    /could not be started \(\d+\): service no-such said ".*no-such/,
  );
});

Deno.test("a state directory that others can write is not believed", async () => {
  const steps = await play(
    `install -d -o postfix ${STATE}\n${settings(SINK)}`,
    [START, SINKS],
  );
  assertStatus(steps[0], 1);
  assertMatch(
    pluginLines(steps[0], PLUGIN).join(),
    /content-filter: is not a directory that only root can write: remove it/,
  );
  assertEquals(steps[1]?.stdout.trim(), "0");
});

Deno.test("settings that are not understood refuse the start and name the line", async () => {
  const [start, running] = await play(
    `printf "# mine\\ncomand = /bin/x\\n" | conf ${PLUGIN} postfix-in`,
    [START, RUNNING],
  );
  assertStatus(start, 1);
  assertMatch(
    pluginLines(start, PLUGIN).join(),
    /^\/etc\/postfix-in\/\S+conf line 2: is not "name = value" .*: correct it$/,
  );
  assertEquals(running?.stdout, "");
});
