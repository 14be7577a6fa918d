/**
 * Worlds with the units that `postmulti --units install` makes, under a booted
 * systemd.
 *
 * @module
 */

import { SYSTEMD_COMMAND } from "./systemd.ts";

/** The configuration directories in the order of the list, which no sorting gives. */
export const DIRECTORIES = [
  "/etc/postfix",
  "/etc/postfix-z",
  "/usr/local/etc/mail-a",
  "/etc/postfix-n",
] as const;

/** The primary, and enabled ones: one has a name, one is elsewhere, one has no name. */
export const INSTANCES = `initialized
secondary postfix-z mta yes
files postfix-a mta yes
mkdir -p /usr/local/etc
mv /etc/postfix-a /usr/local/etc/mail-a
listed /usr/local/etc/mail-a
secondary postfix-n "" yes
sed -i '/^multi_instance_name/d' /etc/postfix-n/main.cf
touch -d '2 days ago' /usr/local/etc/mail-a/*.cf
${SYSTEMD_COMMAND}cat > /usr/local/sbin/masters <<'MASTERS'
#!/bin/sh
for pid in $(ps -C master -o pid=); do
  directory=$(tr '\\0' '\\n' < /proc/$pid/environ | sed -n 's/^MAIL_CONFIG=//p')
  echo "$directory $(sed -n 's,^0::.*/,,p' /proc/$pid/cgroup)"
done 2> /dev/null | sort -u
MASTERS
cat > /usr/local/sbin/settled <<'SETTLED'
#!/bin/sh
# A target has stopped before its services have: wait until nothing is to be done.
until systemctl list-jobs | grep -q '^No jobs'; do sleep 0.1; done
SETTLED
chmod 755 /usr/local/sbin/masters /usr/local/sbin/settled
`;

/** The units are installed, and systemd has not been booted yet. */
export const INSTALLED = `${INSTANCES}
systemd prepare
postmulti --units install
`;

/** Setup text: an executable plugin of the host; `about` is what its header says. */
export function executablePlugin(
  id: string,
  about: string,
  text: string,
): string {
  const path = `/etc/postfix/postmulti.d/${id}.sh`;
  return `cat > ${path} <<'PLUGIN'
#!/bin/sh
# @postmulti-plugin 1 ${about}
${text}
PLUGIN
chmod 755 ${path}
`;
}

/** A plugin that writes down what happens, in the order in which it does. */
export const RECORDER = executablePlugin(
  "50-record",
  "on=pre:start,post:start,fail:start,post:stop,post:reload",
  'echo "$1:$2 $MAIL_CONFIG" >> /var/log/hooks',
);

/** Prints what the recorder has written, and forgets it. */
export const RECORDED = "cat /var/log/hooks; : > /var/log/hooks";

/** The distribution's postfix.service starts nothing at boot. */
export const NOT_AT_BOOT =
  "rm /etc/systemd/system/multi-user.target.wants/postfix.service\n";

/** The unit of the instance in a configuration directory, for a shell. */
export function unitOf(directory: string): string {
  const escaped = directory.slice(1).replaceAll("-", "\\x2d")
    .replaceAll("/", "-");
  return `postmulti@${escaped}.service`;
}

/** What `masters` prints when these instances run, each in its unit. */
export function inUnits(directories: readonly string[]): string[] {
  return directories.map((directory) => `${directory} ${unitOf(directory)}`)
    .sort();
}

/** What the recorder writes for one event of these instances. */
export function recorded(
  event: string,
  directories: readonly string[],
): string[] {
  return directories.map((directory) => `${event} ${directory}`);
}
