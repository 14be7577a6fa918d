/**
 * Ansible on the control node: the collection as its users install it, the
 * inventory, and playbooks with what they did to each host.
 *
 * @module
 */

import type { ApplyResult } from "../apply/border_document.ts";
import { run } from "../border/mail_system.ts";
import { runCommand } from "../world/run_command.ts";
import { testSetting } from "../world/run_in_world.ts";
import { CONTROL, type Host, SHARED } from "./hosts.ts";

/** What a playbook run did to one host, in Ansible's words. */
export type Recap = Readonly<
  Record<"ok" | "changed" | "unreachable" | "failed", number>
>;

/** One run of the playbook. */
export interface PlaybookRun {
  /** The exit status of ansible-playbook. */
  readonly status: number;
  /** All it wrote. */
  readonly output: string;
  /** By the number in the host's name; without hosts it did not get to. */
  readonly recap: ReadonlyMap<string, Recap>;
  /** What the last task returned, by the same; with what the module adds. */
  readonly results: ReadonlyMap<string, TaskResult>;
  /** How long it took. */
  readonly elapsedMs: number;
}

/** What the module returned. */
export type TaskResult = Pick<ApplyResult, "changed" | "instances"> & {
  readonly msg?: string;
};

const HOME = `${SHARED}/ansible`;
const PLAYBOOK_MS = 90_000;
const PER_HOST_MS = 15_000;

/** The environment of every command of Ansible. */
export const ENVIRONMENT = {
  HOME,
  ANSIBLE_CONFIG: `${HOME}/ansible.cfg`,
  ANSIBLE_NOCOLOR: "1",
  LC_ALL: "C.UTF-8",
};

const CONFIGURATION = `[defaults]
collections_path = ${HOME}/collections
inventory = ${HOME}/inventory.json
forks = 6
timeout = 5
interpreter_python = /usr/bin/python3
callbacks_enabled = tree
[callback_tree]
directory = ${HOME}/results
[ssh_connection]
pipelining = true
ssh_args = -F none -i ${SHARED}/keys/client -o IdentitiesOnly=yes -o UserKnownHostsFile=${SHARED}/keys/known -o ControlMaster=auto -o ControlPersist=30s -o ServerAliveInterval=2 -o ServerAliveCountMax=2
`;

/** Builds and installs the collection, and writes the inventory of these hosts. */
export async function installCollection(hosts: readonly Host[]): Promise<void> {
  await Deno.mkdir(HOME);
  await Deno.writeTextFile(`${HOME}/ansible.cfg`, CONFIGURATION);
  await writeInventory(hosts);
  const build = `ansible-galaxy collection build ${
    testSetting("PROJECT")
  }/scripts/ansible`;
  const environment = Object.entries(ENVIRONMENT)
    .map(([name, value]) => `export ${name}='${value}'\n`).join("");
  await run(
    `${environment}${build} --output-path ${HOME}
ansible-galaxy collection install --offline ${HOME}/postmulti-postmulti-*.tar.gz`,
  );
}

/** Has these hosts, and no others, in the inventory. */
export async function writeInventory(hosts: readonly Host[]): Promise<void> {
  await Deno.writeTextFile(
    `${HOME}/inventory.json`,
    JSON.stringify(inventory(hosts)),
  );
}

/**
 * Runs the playbook of the border mail server.
 *
 * @throws {Error} when it takes longer than a minute and a half, and a quarter of
 * a minute for each of `count` hosts.
 */
export async function playBorder(
  args: readonly string[],
  variables: Readonly<Record<string, unknown>> = {},
  { count = 0 }: { readonly count?: number } = {},
): Promise<PlaybookRun> {
  await run(`rm -rf ${HOME}/results`);
  await Deno.writeTextFile(`${HOME}/extra.json`, JSON.stringify(variables));
  const start = Date.now();
  const { status, stdout, stderr } = await runCommand(
    "ansible-playbook",
    ["postmulti.postmulti.border", "-e", `@${HOME}/extra.json`, ...args],
    { env: ENVIRONMENT, deadlineMs: PLAYBOOK_MS + count * PER_HOST_MS },
  );
  const elapsedMs = Date.now() - start;
  const output = `${stdout}${stderr}`;
  const recap = readRecap(stdout);
  return { status, output, recap, results: await readResults(), elapsedMs };
}

/** Mail for a host's own domain goes to the hub, all other to the host it is for. */
function inventory(hosts: readonly Host[]): unknown {
  const routesOf = (own: Host): Readonly<Record<string, string>> =>
    Object.fromEntries(hosts.map(({ name, address }) => [
      name,
      `[${name === own.name ? CONTROL : address}]:25`,
    ]));
  const entries = hosts.map((host) => [host.name, {
    ansible_host: host.address,
    border_address: host.address,
    own_routes: routesOf(host),
  }]);
  const vars = {
    ansible_user: "root",
    postmulti_file: testSetting("POSTMULTI"),
    border_routes: "{{ own_routes | combine(more_routes | default({})) }}",
  };
  return { border: { hosts: Object.fromEntries(entries), vars } };
}

function readRecap(output: string): ReadonlyMap<string, Recap> {
  const lines = output.matchAll(
    /^mx(\d+)\S* +: ok=(\d+) +changed=(\d+) +unreachable=(\d+) +failed=(\d+)/mg,
  );
  return new Map([...lines].map(([, host = "", ...counts]) => {
    const [ok = 0, changed = 0, unreachable = 0, failed = 0] = counts
      .map(Number);
    return [host, { ok, changed, unreachable, failed }];
  }));
}

async function readResults(): Promise<ReadonlyMap<string, TaskResult>> {
  const results = new Map<string, TaskResult>();
  for await (const { name } of Deno.readDir(`${HOME}/results`)) {
    const text = await Deno.readTextFile(`${HOME}/results/${name}`);
    results.set(name.match(/\d+/)?.[0] ?? name, JSON.parse(text));
  }
  return results;
}
