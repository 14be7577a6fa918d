/**
 * fleet.ts - how long the playbook takes for so many hosts
 *
 * usage, as root: PROJECT=$PWD POSTMULTI=$PWD/dist/postmulti scripts/world.sh \\
 *   .toolchain/bin/deno run -A --frozen tests/bench/fleet.ts [NUMBER...]
 *
 * For each NUMBER (1 and 6 unless told otherwise) starts that many new hosts,
 * runs the playbook of the border mail server with as many forks (from nothing,
 * without a change, with one), and prints how long each took, in seconds. Every
 * host must come out as it should, else this ends with an error. A host takes
 * some 100 MB of memory.
 *
 * @module
 */

import {
  installCollection,
  playBorder,
  writeInventory,
} from "../fleet/ansible.ts";
import { assertWhole, fates } from "../fleet/checks.ts";
import { endHosts, makeNetwork, startHosts } from "../fleet/hosts.ts";

const CHANGE = { border_settings: { smtpd_timeout: "200s" } };

/** What is run: its name, the variables, and what comes of it for each host. */
const RUNS = [
  ["first run", {}, "changed"],
  ["no change", {}, "same"],
  ["one change", CHANGE, "changed"],
] as const;

/** Measures with hosts of these numbers. @returns The number after them. */
async function measure(first: number, count: number): Promise<number> {
  const hosts = await startHosts(first, count);
  await writeInventory(hosts);
  for (const [what, variables, fate] of RUNS) {
    const run = await playBorder(["--forks", `${count}`], variables, { count });
    const wanted = hosts.map((_, index) => `${first + index}: ${fate}`).sort();
    if (fates(run) !== wanted.join(", ")) throw new Error(run.output);
    const seconds = (run.elapsedMs / 1000).toFixed(1);
    console.log(`${count} hosts, ${what}: ${seconds} s`);
  }
  await assertWhole(hosts);
  await endHosts(hosts);
  return first + count;
}

const counts = Deno.args.length === 0 ? [1, 6] : Deno.args.map(Number);
await makeNetwork();
await installCollection([]);
let next = 1;
for (const count of counts) next = await measure(next, count);
