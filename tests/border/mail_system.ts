/**
 * The mail system of the test's world: commands to it, and looks at it.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { type Outcome, runCommand } from "../world/run_command.ts";
import { type Delivery, readDelivery } from "./message.ts";

/** Its instances, in start order. */
export const INSTANCES = ["postfix", "postfix-out", "postfix-in"] as const;

/** One of its instances, by the name of its directories. */
export type InstanceName = typeof INSTANCES[number];

/** How often something is looked at that is to become true. */
const POLL_MS = 100;
/** How often an instance is asked to try again. */
const FLUSH_MS = 1000;
const DEADLINE_MS = 60_000;

/** Runs a command line that has to succeed; shell text. */
export async function run(line: string): Promise<Outcome> {
  const outcome = await runCommand("/bin/sh", ["-c", line]);
  assertEquals(
    outcome.status,
    0,
    `${line}\n${outcome.stdout}${outcome.stderr}`,
  );
  return outcome;
}

/**
 * Waits until a condition is true.
 *
 * @throws {Error} naming `what`, when it is not within a minute.
 */
export async function until(
  what: string,
  isTrue: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!await isTrue()) {
    if (Date.now() > deadline) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Whether an instance has no message in its queue. */
export async function isEmpty(name: InstanceName): Promise<boolean> {
  const { stdout } = await run(`postqueue -c /etc/${name} -j`);
  return stdout === "";
}

/**
 * Waits until an instance has delivered all its mail, also what it has put off. A
 * look at the queue can miss a message that is moved forward meanwhile, but not
 * twice, so it takes two looks.
 */
export async function deliverAll(name: InstanceName): Promise<void> {
  let asked = 0;
  await until(`the queue of ${name} is empty`, async () => {
    if (await isEmpty(name) && await isEmpty(name)) return true;
    if (Date.now() > asked + FLUSH_MS) {
      await run(`postmulti -i /etc/${name} -p flush`);
      asked = Date.now();
    }
    return false;
  });
}

/** The numbers of an instance's SMTP servers. */
export async function serversOf(name: InstanceName): Promise<string[]> {
  const { stdout } = await run(
    `ps -o pid=,comm= --ppid $(cat /var/spool/${name}/pid/master.pid)`,
  );
  return [...stdout.matchAll(/^ *(\d+) smtpd$/mg)].map(([, pid]) => pid ?? "");
}

/** The numbers of the filter's processes; "" when it does not run. */
export async function filterPid(): Promise<string> {
  return await pidsOf("proxsmtpd");
}

/**
 * The numbers of the processes of a program, each on a line; "" for none. What
 * has ended does not count, though nobody here takes note of the end of daemons.
 */
export async function pidsOf(program: string): Promise<string> {
  const { stdout } = await run(
    `ps -C ${program} -o pid=,stat= | awk '$2 !~ /^Z/ { print $1 }'`,
  );
  return stdout.trim();
}

/** Reloads an instance, and waits until its master has seen that. */
export async function reload(name: InstanceName): Promise<void> {
  const reloads = async (): Promise<number> =>
    (await readLog(name)).match(/\/master\[.*: reload --/g)?.length ?? 0;
  const before = await reloads();
  await run(`postmulti -i /etc/${name} -p reload`);
  await until(`reload of ${name}`, async () => await reloads() > before);
}

/** The log of an instance. */
export async function readLog(name: InstanceName): Promise<string> {
  return await Deno.readTextFile(`/var/log/${name}.log`);
}

/** What has arrived at the mail hub. */
export async function readHub(): Promise<readonly Delivery[]> {
  const hub = `${Deno.env.get("WORLD")}/hub`;
  const dumps: Delivery[] = [];
  for await (const { name } of Deno.readDir(hub)) {
    dumps.push(readDelivery(await Deno.readTextFile(`${hub}/${name}`)));
  }
  return dumps;
}
