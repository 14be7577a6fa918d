/**
 * Starting a filter and stopping it: a command of its own, or a service of the
 * init system.
 *
 * @module
 */

import { type Filter, writeFilter } from "./known.ts";
import { endProcesses, statOf } from "./process.ts";
import type { Settings } from "./settings.ts";
import { accepts, sleep, within } from "./wait.ts";

/** How often the port of a filter is tried. */
const POLL_MS = 50;

/** Waits for a line before it becomes the filter. */
const COMMAND = `read -r go || exit 1
exec </dev/null >>"$1" 2>&1
user=$2
shift 2
[ -n "$user" ] || exec "$@"
exec setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups -- "$@"`;

/** How often systemd is asked for the state of a service. */
const STATE_MS = 500;

/** Asks systemd where that is at work, else the script in /etc/init.d. */
const SERVICE = `exec </dev/null >>"$1" 2>&1
[ ! -d /run/systemd/system ] || {
    said=$(systemctl --no-ask-password "$2" -- "$3" 2>&1)
    status=$?
    printf '%s' "$said" | grep -v '^See '
    exit $status
}
! command -v service >/dev/null || exec service "$3" "$2"
exec "/etc/init.d/$3" "$2"`;

/** Prints the state of a service of systemd; nothing where that is not at work. */
const STATE = `[ ! -d /run/systemd/system ] ||
    exec systemctl show -p ActiveState --value -- "$1"`;

/** Adds to a log what the processes of a service of systemd have said since a second. */
const REASON = `exec </dev/null >>"$1" 2>/dev/null
[ -d /run/systemd/system ] || exit 0
case $2 in *.service) unit=$2 ;; *) unit=$2.service ;; esac
journalctl --sync
journalctl -q --no-pager -o cat --since="@$3" _SYSTEMD_UNIT="$unit" | tail -n 20`;

/** A filter that has been started, but need not work. */
export interface Started {
  /** What has been noted of it. */
  readonly filter: Filter;
  /** The command; undefined for a service. */
  readonly process?: Deno.ChildProcess;
  /** What went wrong already: `could not be started`. */
  readonly problem?: string;
}

/**
 * Starts a command in a session of its own, and notes it under `path`. The
 * command waits for a word on its standard input until it is noted, so that at no
 * moment an end of this program leaves a filter that is not noted.
 */
export async function startCommand(
  path: string,
  noted: Filter,
  { command, user }: Settings,
): Promise<Started> {
  const process = run(["-c", COMMAND, "start", noted.log, user, ...command], {
    stdin: "piped",
  });
  const startTime = (await statOf(process.pid))?.startTime ?? "";
  const filter = { ...noted, pid: process.pid, startTime };
  await writeFilter(path, filter);
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode("go\n"));
  await writer.close();
  return { filter, process };
}

/** Starts a service, and notes it under `path`. */
export async function startService(
  path: string,
  filter: Filter,
  { startMs }: Settings,
): Promise<Started> {
  await writeFilter(path, filter);
  const status = await control(filter, "start", startMs);
  if (status === "0") return { filter };
  return { filter, problem: `could not be started (${status})` };
}

/** What goes wrong before a filter accepts connections, if anything does. */
export async function waitUntilReady(
  process: Deno.ChildProcess | undefined,
  settings: Settings,
): Promise<string | undefined> {
  const { service } = settings;
  let ended: Deno.CommandStatus | undefined;
  process?.status.then((status) => ended = status);
  const deadline = Date.now() + settings.startMs;
  let askAt = Date.now() + STATE_MS;
  while (ended === undefined && Date.now() < deadline) {
    if (await accepts(settings)) return undefined;
    await sleep(POLL_MS);
    if (process !== undefined || service === "" || Date.now() < askAt) continue;
    const state = await stateOf(service);
    if (state === "failed" || state === "inactive") {
      return `is ${state} and accepts no connections on ${settings.listen}`;
    }
    askAt = Date.now() + STATE_MS;
  }
  if (ended === undefined) {
    return `accepts no connections on ${settings.listen} within ` +
      `${settings.startMs / 1000} s`;
  }
  const how = ended.signal ?? `status ${ended.code}`;
  const hint = ended.success ? " (it has to stay in the foreground)" : "";
  return `ended with ${how} before it accepted connections on ` +
    `${settings.listen}${hint}`;
}

/** The filter is stopped after this; what hinders that is said. */
export async function stopFilter(
  filter: Filter,
  limitMs: number,
): Promise<void> {
  const waitMs = Math.min(filter.stopMs, limitMs);
  if (filter.service === "") return await endProcesses(filter, waitMs);
  const status = await control(filter, "stop", waitMs);
  if (status === "0") return;
  console.error(
    `${filter.title} could not be stopped (${status}): see ${filter.log}`,
  );
}

/**
 * Adds to the log of a filter why its service has failed, as far as the journal of
 * systemd knows.
 *
 * @param since In seconds of the epoch.
 */
export async function noteReason(
  { service, log }: Filter,
  since: number,
): Promise<void> {
  const process = run(["-c", REASON, "reason", log, service, `${since}`], {
    stdin: "null",
  });
  await within(5000, process.status.then(() => true), false);
  process.unref();
}

/** What systemd calls the state of a service; "" when it does not say. */
async function stateOf(service: string): Promise<string> {
  const { stdout } = await new Deno.Command("/bin/sh", {
    args: ["-c", STATE, "state", service],
    stdin: "null",
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

/** How a request to the init system ended. */
async function control(
  { service, log }: Filter,
  verb: "start" | "stop",
  limitMs: number,
): Promise<string> {
  const process = run(["-c", SERVICE, verb, log, verb, service], {
    stdin: "null",
  });
  const ended = process.status
    .then(({ code, signal }) => signal ?? `${code}`);
  const status = await within(limitMs, ended, "not in time");
  process.unref();
  return status;
}

/** Nothing of an instance goes along: mail of a filter must find its own way. */
function run(
  args: readonly string[],
  { stdin }: { readonly stdin: "piped" | "null" },
): Deno.ChildProcess {
  const names = ["PATH", "LANG", "LC_ALL", "TZ"];
  const env = Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
  const quiet = { stdout: "null", stderr: "null" } as const;
  const options = { args: [...args], clearEnv: true, env, stdin, ...quiet };
  return new Deno.Command("/bin/sh", { ...options, detached: true }).spawn();
}
