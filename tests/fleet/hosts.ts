/**
 * The hosts of the fleet: each a throwaway world with a Postfix, an address on
 * one network and sshd, all inside the world of the test and ending with it.
 *
 * @module
 */

import { run, until } from "../border/mail_system.ts";
import { type Outcome, runCommand } from "../world/run_command.ts";
import { testSetting } from "../world/run_in_world.ts";

/** The network that the hosts share with the control node (RFC 5737). */
const NETWORK = "203.0.113";

/** The control node, where the mail hub is, too. */
export const CONTROL = `${NETWORK}.1`;

/** A directory that the worlds share, and nobody else. */
export const SHARED = "/srv";

/** One host. */
export interface Host {
  /** Its name, and the mail domain that is its own. */
  readonly name: string;
  /** Its address, for ssh and for mail. */
  readonly address: string;
  /** Its end of the cable, on the control node. */
  readonly cable: string;
  /** A process in its world. */
  readonly pid: number;
}

/** Makes the network, the keys and the mail hub, which keeps all mail in SHARED/hub. */
export async function makeNetwork(): Promise<void> {
  await run(`: \${WORLD:?}
mount -t tmpfs fleet ${SHARED}
ip link add fleet type bridge
ip address add ${CONTROL}/24 dev fleet
ip link set fleet up
mkdir ${SHARED}/keys
ssh-keygen -q -t ed25519 -N '' -f ${SHARED}/keys/host
ssh-keygen -q -t ed25519 -N '' -f ${SHARED}/keys/client
echo "${NETWORK}.* $(cut -d ' ' -f 1,2 ${SHARED}/keys/host.pub)" > ${SHARED}/keys/known
install -d -o nobody ${SHARED}/hub
smtp-sink -u nobody -R ${SHARED}/hub -d mail. -h hub.example.com ${CONTROL}:25 100 \\
  < /dev/null > ${SHARED}/hub.log 2>&1 &`);
}

/** Starts hosts `mxFIRST.example.com` and so on; they accept ssh when this is done. */
export async function startHosts(
  first: number,
  count: number,
): Promise<readonly Host[]> {
  const numbers = Array.from({ length: count }, (_, index) => first + index);
  return await Promise.all(numbers.map(startHost));
}

/** Ends the worlds of hosts, with all that runs in them. */
export async function endHosts(hosts: readonly Host[]): Promise<void> {
  for (const { name, pid, address } of hosts) {
    await run(`kill -KILL ${pid}`);
    await until(`${name} is gone`, async () => !await isListening(address));
  }
}

/** Runs a command line on a host; shell text. */
export async function onHost(host: Host, line: string): Promise<Outcome> {
  const all = ["-m", "-n", "-p", "-u", "-i"];
  const shell = ["/bin/sh", "-c", line];
  return await runCommand("nsenter", ["-t", `${host.pid}`, ...all, ...shell]);
}

/** Whether the sshd at an address accepts connections. */
export async function isListening(hostname: string): Promise<boolean> {
  try {
    (await Deno.connect({ hostname, port: 22 })).close();
    return true;
  } catch {
    return false;
  }
}

async function startHost(number: number): Promise<Host> {
  const name = `mx${number}.example.com`;
  const cable = `cable${number}`;
  const address = `${NETWORK}.${100 + number}`;
  const project = testSetting("PROJECT");
  const log = `${SHARED}/${name}.log`;
  const { stdout } = await run(
    `${project}/scripts/world.sh sh ${project}/tests/fleet/host.sh ${name} ` +
      `${address} ${SHARED} < /dev/null > ${log} 2>&1 &
echo $!`,
  );
  const pid = await firstChild(Number(stdout), name);
  await run(`ip link add ${cable} type veth peer name eth0 netns ${pid}
ip link set ${cable} master fleet up`);
  await until(`sshd of ${name}`, () => isListening(address));
  return { name, address, cable, pid };
}

/** unshare(1) stays outside; the first process in the world is its child. */
async function firstChild(parent: number, name: string): Promise<number> {
  const log = `${SHARED}/${name}.log`;
  await until(`a world for ${name}`, async () => {
    if (await exists(`${SHARED}/${name}.up`)) return true;
    if (await exists(`/proc/${parent}`)) return false;
    throw new Error(await Deno.readTextFile(log));
  });
  const path = `/proc/${parent}/task/${parent}/children`;
  const { stdout } = await run(`cat ${path}`);
  return Number(stdout);
}

async function exists(path: string): Promise<boolean> {
  return (await runCommand("test", ["-e", path])).status === 0;
}
