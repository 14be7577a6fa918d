/**
 * The shipped plugin 30-content-filter: real filters that come and go with real
 * instances. The compiled program and a real Postfix, in worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  LISTEN,
  mailSystem,
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

Deno.test("postfix start and stop: mail goes through a filter that comes and goes with its instance", async () => {
  const steps = await play(mailSystem(), [
    "postfix start",
    `${RUNNING}; ss -ltnH 'sport = :10025' | wc -l`,
    "smtp-source -f a@example.com -t b@example.org -s 1 -m 3 127.0.0.1:10024",
    `. $WORLD/lib; settle sh -c 'test $(ls /var/lib/box/user/new | wc -l) = 3'
    grep -l '^X-Filtered: yes' /var/lib/box/user/new/* | wc -l`,
    "postfix status",
    "postfix reload",
    "postfix stop",
    `${RUNNING}; ss -ltnH 'sport = :10025' | wc -l; ls ${STATE}`,
    "ps -eo args= | grep -c '[m]arking_filter'",
  ]);
  for (const step of steps.slice(0, 8)) assertStatus(step, 0);
  assertEquals(steps[1]?.stdout, "postfix\npostfix-out\npostfix-in\n1\n");
  assertEquals(steps[3]?.stdout, "3\n");
  assertEquals(pluginLines(steps[4], PLUGIN), []);
  assertEquals(steps[7]?.stdout, `0\n${LISTEN}.lock\n`);
  assertEquals(steps[8]?.stdout, "0\n");
});

Deno.test("a filter that was running before is used, and never stopped", async () => {
  const setup = `${SINK} & . $WORLD/lib; settle ss -ltn 'sport = :10025'\n`;
  const steps = await play(`${setup}${settings("/bin/false")}`, [
    START,
    STOP,
    SINKS,
  ]);
  assertStatus(steps[0], 0);
  assertMatch(pluginLines(steps[0], PLUGIN).join(), /will not be stopped/);
  assertStatus(steps[1], 0);
  assertEquals(steps[2]?.stdout.trim(), "1");
});

Deno.test("a filter that is gone by itself is told by status, started again by hand, and no trouble at the stop", async () => {
  const kill = ". $WORLD/lib; kill -9 $(ps -C smtp-sink -o pid=); " +
    "settle sh -c '! ps -C smtp-sink'";
  const steps = await play(settings(SINK), [
    START,
    kill,
    "postmulti -i in -p status",
    `postmulti --plugins run ${PLUGIN} pre:start -i in`,
    `postmulti -i in -p status; ${SINKS}`,
    kill,
    STOP,
    `ls ${STATE}`,
  ]);
  for (const step of steps) assertStatus(step, 0);
  const said = pluginLines(steps[2], PLUGIN).join();
  assertMatch(said, /accepts no connections on 127\.0\.0\.1:10025: see/);
  assert(
    said.includes(`--plugins run ${PLUGIN} pre:start -i postfix-in`),
    said,
  );
  assertEquals(steps[4]?.stdout.trim(), "1");
  assertEquals(pluginLines(steps[4], PLUGIN), []);
  assertEquals(pluginLines(steps[6], PLUGIN), []);
  assertEquals(steps[7]?.stdout, `${LISTEN}.lock\n`);
});

Deno.test("a filter of two instances is stopped after the last of them", async () => {
  const both = ["postfix-in", "postfix-out"]
    .map((name) => settings(SINK, { name })).join("");
  const steps = await play(both, [
    "postmulti -g mta -p start",
    SINKS,
    STOP,
    SINKS,
    "postmulti -i out -p abort",
    SINKS,
  ]);
  assertStatus(steps[0], 0);
  assertStatus(steps[4], 0);
  const counts = [1, 3, 5].map((step) => steps[step]?.stdout.trim());
  assertEquals(counts, ["1", "1", "0"]);
});

Deno.test("a process that only has the number of the filter is not touched", async () => {
  const steps = await play(settings(SINK), [
    START,
    `. $WORLD/lib; kill $(ps -C smtp-sink -o pid=); settle sh -c '! ps -C smtp-sink'
    setsid sleep 600 > /dev/null 2>&1 &
    sed -i "s/\\"pid\\":[0-9]*/\\"pid\\":$!/" ${STATE}/${LISTEN}`,
    STOP,
    "ps -eo args= | grep -c '^sleep 600'",
    START,
    STOP,
    "ps -eo args= | grep -c '^sleep 600'",
  ]);
  assertStatus(steps[2], 0);
  assertEquals(steps[3]?.stdout, "1\n");
  assertStatus(steps[5], 0);
  assertEquals(steps[6]?.stdout, "1\n");
});

Deno.test("a filter is stopped when its instance fails to start, and stays when that was running", async () => {
  const steps = await play(settings(SINK), [
    `echo 'mail_owner = nobody-like-that' >> /etc/postfix-in/main.cf; ${START}`,
    `${SINKS}; ls ${STATE}`,
    `sed -i '$d' /etc/postfix-in/main.cf; ${START}`,
    START,
    SINKS,
    STOP,
    SINKS,
  ]);
  assertStatus(steps[0], 1);
  assertEquals(steps[1]?.stdout.trim(), `0\n${LISTEN}.lock`);
  assertStatus(steps[2], 0);
  assertStatus(steps[3], 1);
  assertEquals(steps[4]?.stdout.trim(), "1");
  assertStatus(steps[5], 0);
  assertEquals(steps[6]?.stdout.trim(), "0");
});

Deno.test("a stop that fails because the instance was gone stops its filter all the same", async () => {
  const steps = await play(settings(SINK), [
    START,
    "postfix -c /etc/postfix-in stop",
    SINKS,
    STOP,
    SINKS,
    "postfix -c /etc/postfix-in stop",
  ]);
  assertEquals(steps[2]?.stdout.trim(), "1");
  // Postfix 3.5 takes that for a success.
  assertStatus(steps[3], steps[5]?.status ?? 1);
  assertEquals(steps[4]?.stdout.trim(), "0");
});

Deno.test("the filter runs as its user, in a session of its own, without anything of the instance", async () => {
  const seen = "/var/log/seen";
  const command = `/bin/sh -c "id -un; id -Gn; ps -o sid= $$ | tr -d ' '; ` +
    `echo $$; pwd; env | cut -d= -f1 | sort; exec ${
      SINK.replace("-u postfix ", "")
    }"`;
  const steps = await play(
    `useradd filter; usermod -G mail filter\n` +
      settings(command, { more: `user = filter\nlog = ${seen}` }),
    [START, `cat ${seen}`, STOP],
  );
  assertStatus(steps[0], 0);
  const [user, groups, session, pid, directory, ...names] =
    (steps[1]?.stdout ?? "").trim().split("\n");
  assertEquals([user, groups, directory], ["filter", "filter mail", "/"]);
  assertEquals(session, pid);
  assert(names.includes("PATH"), names.join());
  assertEquals(
    names.filter((name) => /^(MAIL_|POSTMULTI|config_|multi_)/.test(name)),
    [],
  );
  assertStatus(steps[2], 0);
});

Deno.test("a service of /etc/init.d is started and stopped with its instance", async () => {
  const script = `cat > /etc/init.d/sink <<'SCRIPT'
#!/bin/sh
case $1 in
start) ${SINK} & echo $! > /run/sink.pid ;;
stop) kill $(cat /run/sink.pid) ;;
*) exit 1 ;;
esac
echo "sink: $1"
SCRIPT
chmod 755 /etc/init.d/sink
conf ${PLUGIN} postfix-in <<'CONF'
listen = ${LISTEN}
service = sink
CONF
`;
  const steps = await play(script, [START, SINKS, START, STOP, SINKS]);
  assertStatus(steps[0], 0);
  assertEquals(steps[1]?.stdout.trim(), "1");
  assertStatus(steps[2], 1); // the instance runs already
  assertStatus(steps[3], 0);
  assertEquals(steps[4]?.stdout.trim(), "0");
});
