/**
 * What an administrator does to the mail system while mail comes in.
 *
 * Stopping an instance kills its SMTP clients and servers, and then nobody knows
 * about a message between its last dot and the answer to it: it is sent again. So
 * before a stop the instance is emptied: new mail is put off (its senders keep it),
 * what is under way comes to its end, and the queue is delivered.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import {
  deliverAll,
  filterPid,
  type InstanceName,
  isEmpty,
  reload,
  run,
  serversOf,
  until,
} from "./mail_system.ts";
import type { Traffic } from "./traffic.ts";

const PUT_OFF = "smtpd_client_restrictions = defer";
const KEPT = "smtp_connection_cache_destinations";
/** Settings of an SMTP client that uses each connection once. */
const UNKEPT = `'${KEPT} =' 'smtp_connection_cache_on_demand = no'`;

/**
 * Has the input instance use its connections to the filter for many messages, as
 * it does by itself under load.
 */
export async function keepConnections(): Promise<void> {
  await setParameters("postfix-in", `'${KEPT} = 127.0.0.1'`);
}

/** Reloads single instances, a group, and all of them. */
export async function reloadInstances(traffic: Traffic): Promise<void> {
  for (
    const line of [
      "postmulti -i postfix-in -p reload",
      "postmulti -i postfix-out -p reload",
      "postmulti -g mta -p reload",
      "postfix reload",
    ]
  ) {
    await run(line);
    await traffic.more(10);
  }
}

/** Stops and starts the input instance, which takes the filter with it. */
export async function restartFilter(traffic: Traffic): Promise<void> {
  const old = await filterPid();
  assertNotEquals(old, "");
  await empty("postfix-in");
  await run("postmulti -i postfix-in -p stop");
  assertEquals(await filterPid(), "", "the filter has outlived its instance");
  await takeAgain("postfix-in");
  assertNotEquals(await filterPid(), old);
  await traffic.more(20);
}

/** Stops and starts the output instance; the input instance takes mail meanwhile. */
export async function restartOutput(traffic: Traffic): Promise<void> {
  await empty("postfix-out");
  await run("postmulti -i postfix-out -p stop");
  await traffic.more(20);
  assert(!await isEmpty("postfix-in"), "where is the mail of this time?");
  await takeAgain("postfix-out");
  await run("postmulti -i postfix-in -p flush");
  await traffic.more(20);
}

/** Kills the filter, and has its plugin start it again. */
export async function loseFilter(traffic: Traffic): Promise<void> {
  const old = await filterPid();
  await run(`kill -KILL ${old}`);
  const { stderr } = await run("postmulti -i postfix-in -p status");
  assertMatch(stderr, /filter of postfix-in accepts no connections/);
  await traffic.more(20);
  await run(
    "postmulti --plugins run 30-content-filter pre:start -i postfix-in",
  );
  assertNotEquals(await filterPid(), old);
  await traffic.more(20);
}

/** Nothing is in the instance after this, and nothing on its way into it. */
async function empty(name: InstanceName): Promise<void> {
  await setParameters(name, `'${PUT_OFF}'`);
  await reload(name);
  const servers = await serversOf(name);
  // Servers that are idle end at once, and those that the filter talks to when the
  // input instance ends that connection, which it would keep while mail comes in.
  await reload(name);
  if (name === "postfix-out") {
    await setParameters("postfix-in", UNKEPT);
    await reload("postfix-in");
  }
  await until(`end of the SMTP sessions of ${name}`, async () => {
    const left = await serversOf(name);
    return !servers.some((pid) => left.includes(pid));
  });
  await deliverAll(name);
}

async function takeAgain(name: InstanceName): Promise<void> {
  await run(`postmulti -i ${name} -x postconf -X smtpd_client_restrictions`);
  await run(`postmulti -i ${name} -p start`);
  if (name === "postfix-out") {
    await keepConnections();
    await reload("postfix-in");
  }
}

/** Sets parameters of an instance; quoted for the shell. */
async function setParameters(
  name: InstanceName,
  settings: string,
): Promise<void> {
  await run(`postmulti -i ${name} -x postconf -e ${settings}`);
}
