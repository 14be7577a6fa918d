/**
 * The plugin 30-content-filter with a filter that is a service of systemd, under a
 * booted systemd: it is started and stopped with its instance, and when it fails,
 * its own words are shown.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { LISTEN, PLUGIN, SINK } from "./plugins/content_filter.ts";
import { assertStatus, install, pluginLines } from "./plugins/shipped.ts";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";
import { circumstance, INSTANCES, linesOf, obstacle } from "./world/systemd.ts";

const ignore = obstacle !== undefined;

const STATE = "systemd run systemctl show -p ActiveState --value sink";

/** The state of a filter, and whether its instance runs. */
const BOTH = `${STATE}; masters | sed -n 's/^postfix-a .*/postfix-a/p'`;

/** Runs the steps where postfix-a needs the service sink, made of these lines. */
async function play(
  service: readonly string[],
  steps: readonly string[],
): Promise<readonly StepResult[]> {
  const lines = ["[Service]", ...service].map((line) => `'${line}'`).join(" ");
  const setup = `${INSTANCES}
${install("content-filter")}
mkdir -p /etc/postfix-a/postmulti.d
printf '%s\\n' 'listen = ${LISTEN}' 'service = sink' 'start_timeout = 20' \\
  > /etc/postfix-a/postmulti.d/${PLUGIN}.conf
systemd prepare
rm /etc/systemd/system/multi-user.target.wants/postfix.service
printf '%s\\n' ${lines} > /etc/systemd/system/sink.service
systemd boot`;
  return (await runInWorld("ours", { setup, steps })).steps;
}

Deno.test(`a service of systemd goes with its instance: ${circumstance}`, {
  ignore,
}, async () => {
  const steps = await play([`ExecStart=${SINK}`], [
    `systemd login shell postmulti -i postfix-a -p start > /dev/null; ${BOTH}`,
    `systemd run postmulti -i postfix-a -p stop; ${BOTH}`,
    `systemd run systemctl start sink; systemd login again postmulti -i postfix-a -p start > /dev/null
     systemd run postmulti -i postfix-a -p stop; ${BOTH}`,
  ]);
  const [start, stop, notOurs] = steps;
  assertEquals(linesOf(start), ["active", "postfix-a"], start?.stderr);
  assertEquals(pluginLines(start, PLUGIN), []);
  assertEquals(linesOf(stop), ["inactive"], stop?.stderr);
  assertEquals(pluginLines(stop, PLUGIN), []);
  assertEquals(linesOf(notOurs), ["active"], notOurs?.stderr);
});

/** Services that fail, and what is said of them. */
const FAILURES = [
  [
    "ends at once",
    ['ExecStart=/bin/sh -c "echo no port is free >&2; exit 3"'],
    /content filter of postfix-a is failed and accepts no connections on 127.0.0.1:10025: service sink said "no port is free": see /,
  ],
  [
    "is refused by its own check",
    [
      "Type=oneshot",
      'ExecStart=/bin/sh -c "echo the licence has expired; exit 1"',
    ],
    /could not be started \(1\): service sink said "the licence has expired"/,
  ],
  [
    "cannot be executed",
    ["Type=oneshot", "ExecStart=/nonexistent/filter"],
    /could not be started \(1\): service sink said ".*(sink|nonexistent)/,
  ],
] as const;

for (const [title, service, says] of FAILURES) {
  Deno.test(
    `an instance does not start when its service ${title}: ${circumstance}`,
    {
      ignore,
    },
    async () => {
      const [start, masters] = await play(service, [
        "systemd login shell postmulti -i postfix-a -p start",
        "masters",
      ]);
      assertStatus(start, 1);
      assertMatch(pluginLines(start, PLUGIN).join("\n"), says);
      assertEquals(linesOf(masters), []);
    },
  );
}
