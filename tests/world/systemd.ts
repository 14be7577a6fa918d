/**
 * Worlds with a booted systemd and the plugin 05-systemd in them, and what to
 * expect of instances in there.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { type StepResult, testSetting } from "./run_in_world.ts";

const SYSTEMD = `${testSetting("PROJECT")}/tests/world/systemd_world.sh`;

/** Setup: the command `systemd`, which is systemd_world.sh, and its end with the world. */
export const SYSTEMD_COMMAND = `ln -s ${SYSTEMD} /usr/local/sbin/systemd
at_end() {
  systemd end
}
`;

const NEEDED = [
  "/lib/systemd/systemd",
  "/lib/systemd/system/postfix@.service",
];

const MAIL_LOG = "/var/log/postfix.log";

/** The secondary instances in the order of the list, which is not that of their names. */
export const SECONDARIES = ["postfix-z", "postfix-a", "postfix-m"];

/** All instances in the order in which they start. */
export const ALL = ["-", ...SECONDARIES];

/** Why no systemd can be booted here; undefined when it can. */
export const obstacle = await findObstacle();

/** The last words of a test's name: what it takes place under, or why it does not. */
export const circumstance = obstacle === undefined
  ? "under systemd"
  : `skipped: ${obstacle}`;

/**
 * Whether the distribution's units are named after configuration directories and
 * call postfix(1), as on Debian from 13 on. The older ones are named after instances
 * and call postmulti.
 */
export const areDirect = obstacle === undefined &&
  /^Environment=MAIL_CONFIG=/m.test(
    await Deno.readTextFile("/lib/systemd/system/postfix@.service"),
  );

/**
 * Enabled instances that log into one file; `install_plugin`; and two commands:
 * `systemd`, which is systemd_world.sh, and `masters`, which prints the control
 * group of every running instance.
 */
export const INSTANCES = `initialized
for name in ${SECONDARIES.join(" ")}; do
  secondary $name mta yes
  put /etc/$name/main.cf 'maillog_file = ${MAIL_LOG}'
  put /etc/$name/main.cf 'maillog_file_prefixes = /var'
done
${SYSTEMD_COMMAND}cat > /usr/local/sbin/masters <<'MASTERS'
#!/bin/sh
for pid in $(ps -C master -o pid=); do
  directory=$(tr '\\0' '\\n' < /proc/$pid/environ | sed -n 's/^MAIL_CONFIG=//p')
  name=$(postconf -c "$directory" -h multi_instance_name)
  echo "\${name:--} $(sed -n 's,^0::.*/postmulti-world[.][^/]*,,p' /proc/$pid/cgroup)"
done 2> /dev/null | sort -u
MASTERS
chmod 755 /usr/local/sbin/masters
plugin=/etc/postfix/postmulti.d/05-systemd.sh
install_plugin() {
  postmulti --plugins install systemd
}
`;

/** After that systemd is up, and no instance runs. */
export const BOOTED = `${INSTANCES}
install_plugin
systemd prepare
rm /etc/systemd/system/multi-user.target.wants/postfix.service
systemd boot
`;

/** Has systemd start all instances at the next boot. */
export const START_AT_BOOT = `wants=/etc/systemd/system/multi-user.target.wants
ln -s /lib/systemd/system/postfix.service $wants/
${
  areDirect
    ? SECONDARIES.map((name) =>
      `ln -s /lib/systemd/system/postfix@.service $wants/${unitOf(name)}`
    ).join("\n")
    : ": the generator of the distribution does it"
}`;

/** The distribution's unit for an instance. */
export function unitOf(name: string): string {
  if (!areDirect) return `postfix@${name}.service`;
  return name === "-"
    ? "postfix.service"
    : `postfix@${name.slice("postfix-".length)}.service`;
}

/** What `masters` prints when these instances run, each in its unit. */
export function inUnits(names: readonly string[]): string[] {
  return names.map((name) => {
    const unit = unitOf(name);
    const slice = unit.includes("@") ? "/system-postfix.slice" : "";
    return `${name} /system.slice${slice}/${unit}`;
  }).sort();
}

/** The lines of standard output. */
export function linesOf(step: StepResult | undefined): string[] {
  return step?.stdout.trim().split("\n").filter((line) => line !== "") ?? [];
}

/** Fails unless systemd has done this, with these units in this order. */
export function assertDone(
  step: StepResult | undefined,
  verb: string,
  units: readonly string[],
): void {
  assertEquals(step?.status, 0, step?.stderr);
  assertEquals(step?.stdout, "");
  const told = step?.stderr.matchAll(/"systemctl (\S+) (\S+)"/g) ?? [];
  assertEquals(
    [...told].map(([, done, unit]) => `${done} ${unit}`),
    units.map((unit) => `${verb} ${unit}`),
  );
}

async function findObstacle(): Promise<string | undefined> {
  for (const path of NEEDED) {
    try {
      await Deno.stat(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return `there is no ${path}`;
      throw error;
    }
  }
  const known = await Deno.readTextFile("/proc/filesystems");
  return /\bcgroup2$/m.test(known)
    ? undefined
    : "the kernel has no control groups of version 2";
}
