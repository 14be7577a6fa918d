/**
 * One damaged instance out of fifty never keeps the forty-nine others from
 * being listed, served, started and stopped, and it is reported once.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { DAMAGES, NOBODY } from "./damaged/damage.ts";
import { checkDamages, FIFTY, IN_TIME } from "./damaged/fifty.ts";
import { runInWorld } from "./world/run_in_world.ts";

/** How many worlds the damages are divided between, to run side by side. */
const WORLDS = 3;

let running: Promise<void>[][] | undefined;

for (const [number, damage] of DAMAGES.entries()) {
  Deno.test({
    name: `postmulti serves the others when ${damage.name}`,
    // The runs belong to all tests of the file, not to the one that starts them.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      running ??= start();
      await running[number % WORLDS]?.[Math.floor(number / WORLDS)];
    },
  });
}

function start(): Promise<void>[][] {
  return Array.from({ length: WORLDS }, (_, world) => {
    const share = DAMAGES.filter((_, number) => number % WORLDS === world);
    const checks = checkDamages(share);
    // Each is awaited by its own test.
    for (const check of checks) check.catch(() => undefined);
    return checks;
  });
}

Deno.test("postmulti serves the others when main.cf is unreadable", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `${FIFTY}chmod 600 $bad`,
    steps: [
      `${IN_TIME} ${NOBODY} postmulti -l`,
      `${IN_TIME} ${NOBODY} postmulti -x sh -c 'echo $MAIL_CONFIG'`,
    ],
  });
  for (const { status, stdout, stderr } of steps) {
    assertEquals([status, stdout.trim().split("\n").length], [1, 50], stderr);
    assertMatch(
      stderr,
      /^postmulti: warning: [^\n]*\/etc\/postfix-n25\/main\.cf: Permission denied[^\n]*\n$/,
    );
  }
});

Deno.test("forty-nine of fifty instances start and stop beside a damaged one", async () => {
  const running = "for pid in /var/spool/postfix*/pid/master.pid; do " +
    "flock -n $pid true || echo $pid; done | wc -l";
  const { steps } = await runInWorld("ours", {
    setup: `${FIFTY}put $bad 'multi_instance_enable = perhaps'`,
    steps: [
      "postmulti -p start",
      running,
      "postmulti -p stop",
      running,
    ],
  });
  const [start, started, stop, stopped] = steps;
  for (const step of [start, stop]) {
    const lines = step?.stderr.match(/^postmulti: .*$/gm) ?? [];
    assertEquals([step?.status, lines.length], [1, 1], step?.stderr);
    assertMatch(lines[0] ?? "", /postfix-n25\/main\.cf, line 12: .*perhaps/);
  }
  assertEquals(started?.stdout.trim(), "50", start?.stderr);
  assertEquals(stopped?.stdout.trim(), "0", stop?.stderr);
});
