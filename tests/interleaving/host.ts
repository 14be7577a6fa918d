/**
 * The host on which runs are interleaved: an instance with a content filter and with
 * hooks that make and remove a marker, and what must hold between runs.
 *
 * @module
 */

import { runShell } from "../concurrency/program.ts";

/** How the instance is before the runs begin. */
export type Start = "stopped" | "running" | "disabled";

/** Makes the host, once, and keeps a copy of its files; shell text. */
const SETUP = `mount --bind "$POSTMULTI" /usr/sbin/postmulti
sed -i '/^maillog_file/d; s/^smtp *inet.*/#&/' /etc/postfix/main.cf /etc/postfix/master.cf
initialized
secondary postfix-in mta yes
secondary postfix-out mta no
sed -i 's/^smtp *inet.*/#&/' /etc/postfix-*/master.cf
postmulti --plugins install content-filter
mkdir /etc/postfix-in/postmulti.d
cat > /etc/postfix-in/postmulti.d/30-content-filter.conf <<'CONF'
listen = 127.0.0.1:10025
command = /bin/sh -c "sleep 0.4; exec /usr/sbin/smtp-sink -u postfix 127.0.0.1:10025 10"
CONF
cat > /etc/postfix/postmulti.d/50-marker.sh <<'HOOK'
#!/bin/sh
# @postmulti-plugin 1 on=pre:start,fail:start,post:@stop,fail:@stop
marker=/run/world/marker
is_running() {
    ! MAIL_CONFIG=$config_directory "$daemon_directory/master" -t 2> /dev/null
}
case $1:$2 in
pre:start) : > $marker.$3 ;;
*) is_running || rm -f $marker.$3 ;;
esac
HOOK
cat > /etc/postfix/postmulti.d/60-made.sh <<'HOOK'
#!/bin/sh
# @postmulti-plugin 1 on=pre:create,fail:create,post:destroy
case $1 in
pre) : > /run/world/made.$3 ;;
*) rm -f /run/world/made.$3 ;;
esac
HOOK
chmod 755 /etc/postfix/postmulti.d/*.sh
cat > $WORLD/document.json <<'JSON'
{ "schema": 1, "instances": [{ "name": "postfix-in", "state": "started" }] }
JSON
mkdir $WORLD/saved
cp -a --parents /etc/postfix /etc/postfix-in /etc/postfix-out /var/spool/postfix-in \\
    /var/spool/postfix-out /var/lib/postfix-in /var/lib/postfix-out $WORLD/saved
find $WORLD/saved -name '*.cf' -exec touch -d '2 days ago' {} +`;

/** Ends all that runs, and puts the files back; shell text. */
const REWIND = `for instance in /etc/postfix-*; do
    postfix -c $instance stop > /dev/null 2>&1 || :
done
for pid in $(ps -C smtp-sink -o pid=); do kill -9 $pid 2> /dev/null || :; done
rm -rf /etc/postfix /etc/postfix-* /var/spool/postfix-* /var/lib/postfix-* \\
    /run/postmulti $WORLD/marker.* $WORLD/made.* $WORLD/play.*
cp -a $WORLD/saved/. /`;

const WAYS: Readonly<Record<Start, string>> = {
  stopped: ":",
  running: "postmulti -i in -p start > /dev/null 2>&1",
  disabled: "postmulti -e disable -i in",
};

/** Prints one line for each thing that can be seen. */
const LOOK = `is_running() {
    ! MAIL_CONFIG=/etc/$1 /usr/lib/postfix/sbin/master -t 2> /dev/null
}
[ ! -f /etc/postfix-in/main.cf ] || ! is_running postfix-in || echo master
[ ! -e $WORLD/marker.postfix-in ] || echo marker
[ ! -e $WORLD/made.postfix-new ] || echo made
find /var/spool/postfix-*/hold -type f 2> /dev/null | sed 's/^/mail /'
# The first process of the world does not bury the dead.
! ps -C smtp-sink -o stat= | grep -q '^[^Z]' || echo filter
[ ! -s /run/postmulti/content-filter/127.0.0.1:10025 ] || echo noted
ls -A /run/postmulti/instances 2> /dev/null | sed 's/^/lock /'
ls /etc/postfix/*.lock /etc/postfix*/*.tmp 2> /dev/null | sed 's/^/left /'
postmulti -l | awk '{ print "list", $1, $3 }'
ls /etc/postfix-*/main.cf | sed 's/^/instance /; s!/main.cf!!'`;

/** Makes the host. */
export async function makeHost(): Promise<void> {
  await runShell(SETUP);
}

/** A message in the queue of the instance. */
const HOLD = "/var/spool/postfix-in/hold";
const MAIL = `${HOLD}/4ZZZZZ0ZZZZ`;

/**
 * Puts the host into the state to start from.
 *
 * @param hasMail Whether the instance has mail, which must not be lost then.
 */
export async function rewindTo(start: Start, hasMail = false): Promise<void> {
  const mail = hasMail
    ? `mkdir -p ${HOLD}; : > ${MAIL}; chmod 700 ${MAIL}; chown -R postfix ${HOLD}`
    : ":";
  await runShell(`${REWIND}\n${mail}\n${WAYS[start]}`);
}

/** What can be seen of the host, in lines. */
export async function lookAtHost(): Promise<readonly string[]> {
  return (await runShell(`${LOOK}\n:`)).trim()
    .split("\n");
}

/**
 * What is wrong when no run is under way.
 *
 * @returns One line for each fault, and what the instance is: `running` or `stopped`
 * with `enabled` or `disabled` where it is listed, else `deported` or `gone`.
 */
export function judge(
  seen: readonly string[],
  hasMail: boolean,
): { readonly faults: readonly string[]; readonly state: string } {
  const has = (line: string): boolean => seen.includes(line);
  const isUp = has("master");
  const faults = [
    ...["marker", "filter", "noted"].filter((line) => has(line) !== isUp)
      .map((line) => `master: ${isUp}, ${line}: ${has(line)}`),
    ...seen.filter((line) => /^(lock|left) /.test(line)),
    ...has("made") === has("instance /etc/postfix-new")
      ? []
      : [`made: ${has("made")}`],
    ...has(`mail ${MAIL}`) === hasMail ? [] : [`mail: ${!hasMail}`],
    ...seen.filter((line) => /^instance /.test(line)).flatMap((line) => {
      const name = line.replace(/.*\//, "");
      // Its state says so.
      if (name === "postfix-in") return [];
      return seen.some((one) => one.startsWith(`list ${name} `))
        ? []
        : [`${name} is not in the list`];
    }),
    ...["list - y", "list postfix-out n"].filter((line) => !has(line))
      .map((line) => `missing: ${line}`),
  ];
  const entry = seen.find((line) => line.startsWith("list postfix-in "));
  const state = entry === undefined
    ? has("instance /etc/postfix-in") ? "deported" : "gone"
    : `${isUp ? "running" : "stopped"} ${
      entry.endsWith(" y") ? "enabled" : "disabled"
    }`;
  return { faults, state };
}
