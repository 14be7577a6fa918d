/**
 * The role of the Ansible collection where it installs the Debian package: from a
 * file on the control node, and by name from package sources.
 *
 * The hosts have a /usr of their own, and their own records of dpkg and apt. The
 * tests share the world that this file has for itself, and build on each other.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { VERSION } from "../lib/cli/version.ts";
import { doneIn } from "./apply/border_document.ts";
import { run } from "./border/mail_system.ts";
import { installCollection, playBorder } from "./fleet/ansible.ts";
import { assertWhole, fates } from "./fleet/checks.ts";
import {
  type Host,
  makeNetwork,
  onHost,
  SHARED,
  startHosts,
} from "./fleet/hosts.ts";
import { OWN_USR } from "./package/own_usr.ts";
import { makePackages, ROOT } from "./package/packages.ts";
import { runCommand } from "./world/run_command.ts";

const MISSING = (await runCommand("sh", [
  "-c",
  `for i in ansible-playbook sshd ssh-keygen python3 dpkg-deb apt-get; do
    command -v $i > /dev/null || echo $i
done
/usr/bin/python3 -c 'import apt' 2> /dev/null || echo python3-apt`,
])).stdout.trim().split("\n").filter((name) => name !== "").join(" and ");

const ROLE_ONLY = ["--tags", "install"];
const HOST_FROM_FILE = ["--limit", "mx1.example.com"];
const HOST_BY_NAME = ["--limit", "mx2.example.com"];

/** Whose program stands where, and what dpkg has on record. */
const STATE = `postmulti --version | head -n 1
dpkg-query --show --showformat '\${Status} \${Version}\\n' postmulti
dpkg-divert --truename /usr/sbin/postmulti
dpkg-divert --listpackage /usr/sbin/postmulti
cmp /usr/sbin/postmulti.distrib ${SHARED}/stock && echo stock tool
dpkg --verify postmulti`;

const INSTALLED = `postmulti ${VERSION}
install ok installed ${VERSION}
/usr/sbin/postmulti.distrib
postmulti
stock tool
`;

const hosts: Host[] = [];
let debian = "";

function test(name: string, work: () => Promise<void>): void {
  const ignore = MISSING !== "";
  Deno.test(ignore ? `${name}: ${MISSING} missing` : name, { ignore }, work);
}

/** Has the role take the package: a file or a name. */
function taking(postmulti_package: string): Readonly<Record<string, unknown>> {
  return { postmulti_file: "", postmulti_package };
}

/** Runs shell text on a host, which must succeed. */
async function must(host: Host | undefined, text: string): Promise<string> {
  assert(host !== undefined);
  const { status, stdout, stderr } = await onHost(host, `set -e\n${text}`);
  assertEquals(status, 0, `${stdout}${stderr}`);
  return stdout;
}

test("a fleet with a /usr of its own on each host, and a package", async () => {
  await makeNetwork();
  hosts.push(...await startHosts(1, 2));
  for (const host of hosts) {
    await must(
      host,
      `${OWN_USR}
rm -rf /etc/dpkg/dpkg.cfg.d/* /etc/apt/sources.list*
cp /usr/sbin/postmulti ${SHARED}/stock`,
    );
  }
  await installCollection(hosts);
  const packages = await makePackages(ROOT, `${SHARED}/packages`);
  debian = packages.debian;
});

test("the role installs the package from a file on the control node", async () => {
  const args = [...HOST_FROM_FILE, ...ROLE_ONLY];
  const first = await playBorder(args, taking(debian));
  assertEquals(fates(first), "1: changed", first.output);
  assertEquals(await must(hosts[0], STATE), INSTALLED);
  const again = await playBorder(args, taking(debian));
  assertEquals(fates(again), "1: same", again.output);
  assertEquals(await must(hosts[0], STATE), INSTALLED);
});

test("the role installs the package by its name", async () => {
  await run(`cd ${SHARED}/packages && {
  dpkg-deb --field *.deb
  echo "Filename: ./$(echo *.deb)"
  echo "Size: $(stat -c %s *.deb)"
  echo "SHA256: $(sha256sum *.deb | cut -d ' ' -f 1)"
} > Packages`);
  await must(
    hosts[1],
    `echo 'deb [trusted=yes] file:${SHARED}/packages ./' > /etc/apt/sources.list
apt-get update`,
  );
  const args = [...HOST_BY_NAME, ...ROLE_ONLY];
  const first = await playBorder(args, taking("postmulti"));
  assertEquals(fates(first), "2: changed", first.output);
  assertEquals(await must(hosts[1], STATE), INSTALLED);
  const again = await playBorder(args, taking("postmulti"));
  assertEquals(fates(again), "2: same", again.output);
});

test("with the package, the hosts become border mail servers", async () => {
  const first = await playBorder(HOST_FROM_FILE, taking(debian));
  assertEquals(fates(first), "1: changed", first.output);
  assertEquals(
    doneIn(first.results.get("1") ?? { instances: [] })[0],
    "-: init configure start",
  );
  await assertWhole(hosts.slice(0, 1));
  assertMatch(
    await must(hosts[0], "postconf multi_instance_wrapper"),
    /= \$\{command_directory\}\/postmulti -p --$/m,
  );
  const again = await playBorder(HOST_FROM_FILE, taking(debian));
  assertEquals(fates(again), "1: same", again.output);
});
