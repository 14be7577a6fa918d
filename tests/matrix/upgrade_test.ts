/**
 * A host with our package goes from bookworm to trixie, while two instances run and have
 * mail: no message, no plugin and no file of ours is lost, and both are managed afterwards.
 *
 * Two runs: one with the network, which downloads the new packages, and one without,
 * which installs them.
 *
 * @module
 */

import { basename } from "@std/path/basename";
import { makePackages, ROOT } from "../package/packages.ts";
import { assertAllDone } from "../package/shell_text.ts";
import {
  findObstacle,
  PROJECT,
  type ReleaseOptions,
  runInRelease,
  sharedFolder,
} from "./release_system.ts";

const FROM = "bookworm";
const TO = "trixie";
const LAYERS: ReleaseOptions = { layers: ["base", "postfix"] };

const obstacle = await findObstacle(FROM);
const ignore = obstacle !== undefined;
const skipped = ignore ? ` (skipped: ${obstacle})` : "";

Deno.test(`upgrade from ${FROM} to ${TO} with mail in the queues${skipped}`, {
  ignore,
}, async (t) => {
  const { here, there } = await sharedFolder();
  const { debian } = await makePackages(ROOT, here);
  const apt = aptIn(there);

  await t.step("the packages are downloaded", async () => {
    const commands = download(there, apt);
    const network = { ...LAYERS, network: true };
    assertAllDone(await runInRelease(FROM, commands, network), commands);
  });
  await t.step("the host is upgraded", async () => {
    const ours = `${there}/${basename(debian)}`;
    const commands = [
      `. ${PROJECT}/tests/matrix/upgrade.sh`,
      ...beforehand(ours),
      ...upgrade(apt, there),
      ...afterwards(),
      ...goingBack(),
    ];
    assertAllDone(await runInRelease(FROM, commands, LAYERS), commands);
  });
});

/** apt-get with the new release as its only source, and all its files in `folder`. */
function aptIn(folder: string): string {
  return [
    "apt-get -y -q",
    `-o Dir::Cache::Archives=${folder}/archives`,
    `-o Dir::State::Lists=${folder}/lists`,
    "-o Acquire::Check-Valid-Until=false",
    // Nobody but root can enter the folder.
    "-o APT::Sandbox::User=root",
    "-o Dpkg::Options::=--force-confold",
  ].join(" ");
}

const NEW_SOURCES = `sed -i s/${FROM}/${TO}/ /etc/apt/sources.list`;

function download(folder: string, apt: string): readonly string[] {
  return [
    `mkdir -p ${folder}/archives/partial ${folder}/lists/partial`,
    NEW_SOURCES,
    `${apt} update`,
    `${apt} --download-only dist-upgrade`,
  ];
}

/** Local mail waits, and is tried again only when somebody says so. */
const KEEP_MAIL = '"defer_transports = local" "minimal_backoff_time = 1h" ' +
  '"maximal_backoff_time = 2h" "queue_run_delay = 1h"';

const HOOK = "#!/bin/sh\\n# @postmulti-plugin 1 on=pre:start,post:stop\\n" +
  'echo "$POSTMULTI_PHASE:$POSTMULTI_OP ${multi_instance_name:--}" >> /var/log/hooks\\n';

/** Two instances with plugins and mail: deferred, on hold, and not yet picked up. */
function beforehand(ours: string): readonly string[] {
  return [
    "useradd --no-create-home --shell /bin/false reader",
    `dpkg --install ${ours}`,
    "postconf -e inet_interfaces=loopback-only",
    "postmulti -e init",
    "postmulti -e create -I postfix-out -G mta",
    "postconf -c /etc/postfix-out -e authorized_submit_users=static:anyone " +
    "mydestination=localhost",
    `postconf -e ${KEEP_MAIL}`,
    `postconf -c /etc/postfix-out -e ${KEEP_MAIL}`,
    "postmulti -e enable -i postfix-out",
    "mkdir -p /etc/postfix/postmulti.d /etc/postfix-out/postmulti.d",
    `printf '${HOOK}' > /etc/postfix/postmulti.d/50-record.sh`,
    `printf '${HOOK}' > /etc/postfix-out/postmulti.d/60-record.sh`,
    "chmod 755 /etc/postfix*/postmulti.d/*.sh",
    "postmulti --plugins install maintenance",
    "postmulti --plugins check",
    "postfix start",
    "fill_queue /etc/postfix primary",
    "fill_queue /etc/postfix-out second",
    "postfix stop",
    "drop /etc/postfix primary",
    "drop /etc/postfix-out second",
    // What was dropped is picked up, and waits with the others.
    "postfix start",
    "soon are_deferred /etc/postfix 4",
    "soon are_deferred /etc/postfix-out 4",
    "postmulti -p status",
  ];
}

function upgrade(apt: string, folder: string): readonly string[] {
  return [
    "ours > /tmp/before",
    NEW_SOURCES,
    `${apt} --no-download dist-upgrade`,
    `grep -x 'VERSION_CODENAME=${TO}' /etc/os-release`,
    '[ -z "$(dpkg --audit)" ]',
    "postconf -h mail_version | grep '^3\\.10\\.'",
    "postmulti -p status",
    "ours > /tmp/after",
    "diff /tmp/before /tmp/after",
    "(cd / && md5sum --check --quiet /var/lib/dpkg/info/postmulti.md5sums)",
    "postmulti --version | grep 'postfix 3.10.'",
    `stock_is_of ${folder}/archives/postfix_3.10*.deb /usr/sbin/postmulti.distrib`,
  ];
}

/** Both are stopped, started and asked, and deliver what they have. */
function afterwards(): readonly string[] {
  return [
    // Whatever the packages' scripts left running or stopped.
    "postmulti -p stop",
    ": > /var/log/hooks",
    "postmulti -p start",
    "postmulti -p status",
    "[ \"$(grep -c 'pre:start' /var/log/hooks)\" = 3 ]",
    "postmulti --status",
    "postmulti --plugins check",
    "holds /etc/postfix 5",
    "holds /etc/postfix-out 5",
    "postmulti -x postconf -e defer_transports=",
    "postmulti -p reload",
    "postmulti -x postsuper -H ALL",
    "postmulti -x postqueue -f",
    "soon all_arrived",
    "soon holds /etc/postfix 0",
    "soon holds /etc/postfix-out 0",
    "postmulti -i postfix-out -p stop",
    "postmulti -e disable -i postfix-out",
    "postmulti -e enable -i postfix-out",
    "postmulti -e create -I postfix-new",
    "postmulti -e destroy -i postfix-new",
    "postmulti -i postfix-out -p start",
    "postmulti -p status",
  ];
}

/** The stock tool of the new release comes back, and knows both. */
function goingBack(): readonly string[] {
  return [
    "cp /usr/sbin/postmulti.distrib /root/stock",
    "postmulti -l > /tmp/list",
    "dpkg --purge postmulti",
    "cmp /usr/sbin/postmulti /root/stock",
    "[ ! -e /usr/sbin/postmulti.distrib ]",
    "postmulti -l | cmp - /tmp/list",
    "postfix -c /etc/postfix-out status",
    "postfix stop",
  ];
}
