/**
 * What to expect of a fleet after a run of the playbook.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { run, until } from "../border/mail_system.ts";
import type { PlaybookRun } from "./ansible.ts";
import { type Host, onHost, SHARED } from "./hosts.ts";

/** How a run went for hosts, by number: as recapped, `+` when something changed. */
export function fates({ recap }: PlaybookRun): string {
  return [...recap].sort().map(([host, counts]) => {
    if (counts.unreachable > 0) return `${host}: unreachable`;
    if (counts.failed > 0) return `${host}: failed`;
    return `${host}: ${counts.changed > 0 ? "changed" : "same"}`;
  }).join(", ");
}

/** The files of all instances with what tells whether one was written: shell text. */
const FILES =
  "find /etc/postfix* -type f -printf '%p %i %s %T@ %C@ %m %u\\n' | sort";

/** The state of the configuration of each host. */
export async function filesOf(hosts: readonly Host[]): Promise<string[]> {
  return await Promise.all(
    hosts.map(async (host) => (await onHost(host, FILES)).stdout),
  );
}

/** Fails unless the border mail server is whole and at work on every host. */
export async function assertWhole(hosts: readonly Host[]): Promise<void> {
  for (const host of hosts) {
    const { status, stdout, stderr } = await onHost(
      host,
      `postmulti -l | awk '{ print $1, $2, $3 }' && postmulti -p status 2>&1 &&
postmulti -x postconf mail_name && ! ls /etc/postfix*/postmulti.pending 2>&1`,
    );
    assertEquals(status, 0, `${host.name}: ${stdout}${stderr}`);
    const list = "- - y\npostfix-out mta y\npostfix-in mta y\n";
    assert(stdout.startsWith(list), `${host.name}: ${stdout}`);
  }
}

/** Sends a message from each host to the next, and waits until the hub has them. */
export async function assertMailFlows(hosts: readonly Host[]): Promise<void> {
  const ways = hosts.map((from, index) => {
    const to = hosts[(index + 1) % hosts.length] ?? from;
    return { from, to };
  });
  for (const { from, to } of ways) {
    const { status, stderr } = await onHost(
      from,
      `printf 'Subject: way from ${from.name}\\n\\nbody\\n' |
sendmail -f root@${from.name} someone@${to.name}`,
    );
    assertEquals(status, 0, stderr);
  }
  for (const { from, to } of ways) {
    const subject = `Subject: way from ${from.name}`;
    await until(`mail from ${from.name} to ${to.name}`, async () => {
      const { stdout } = await run(
        `grep -rlx '${subject}.\\?' ${SHARED}/hub || :`,
      );
      if (stdout === "") return false;
      const text = await Deno.readTextFile(stdout.split("\n")[0] ?? "");
      for (const { name } of [from, to]) {
        const stations = text.match(new RegExp(`by ${name} \\(Postfix`, "g"));
        assertEquals(stations?.length, 2, text);
      }
      return true;
    });
  }
}
