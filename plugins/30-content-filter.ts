// @postmulti-plugin 1 on=pre:start,fail:start,post:@stop,fail:@stop,post:status,post:deport,post:destroy timeout=300
/**
 * 30-content-filter - starts and stops the content filter of an instance
 *
 * Before the instance starts: when nothing accepts connections where the filter
 * should listen, starts the filter and waits until something does; a filter that
 * does not come up keeps the instance from starting. After the instance has
 * stopped: stops the filter, if it was started here and no other instance uses it.
 * When the instance is asked for its status: reports if the filter is gone.
 *
 * What was started is noted in a directory that only root can write. A process is
 * known by its number and its start time, a service by its name; a filter that was
 * running before is used, and never stopped.
 *
 * Weak spots: a filter that goes into the background by itself cannot be followed,
 * and is refused; children that leave its session are not stopped with it. An
 * instance that ends without `stop` stays noted as a user until it is started again.
 *
 * @module
 */

import type { HookAnswer, PluginEvent } from "./api.ts";
import {
  alone,
  type Filter,
  forgetFilter,
  isLocked,
  knownPaths,
  makeDirectory,
  pathFor,
  readFilter,
  runsUnderWay,
  writeFilter,
} from "./lib/content-filter/known.ts";
import {
  noteReason,
  startCommand,
  startService,
  stopFilter,
  waitUntilReady,
} from "./lib/content-filter/launch.ts";
import { lastLine, prepareLog, usualLog } from "./lib/content-filter/log.ts";
import { isRunning } from "./lib/content-filter/process.ts";
import { Refusal } from "./lib/content-filter/refusal.ts";
import { readSettings, type Settings } from "./lib/content-filter/settings.ts";
import { accepts } from "./lib/content-filter/wait.ts";

/** After an interruption a hook has ten seconds, whatever it declares. */
const HURRIED_MS = 5000;

export default async function hook(event: PluginEvent): Promise<HookAnswer> {
  try {
    await react(event);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return { veto: error.message };
    throw error;
  }
}

async function react(event: PluginEvent): Promise<void> {
  const { phase, op, test } = event;
  if (phase === "pre") return await makeReady(event);
  if (op === "status") return await look(event);
  if (phase === "post" && !test) return await release(event);
  // A stop that failed because nothing was running is a stop all the same.
  if (await isInstanceRunning(event)) {
    if (!test) return;
    throw new Refusal(`${nameOf(event)} is running: its filter stays`);
  }
  // A stop that could not wait for a start leaves the filter to that start.
  await release(event, { leaves: await runsUnderWay() });
}

/** The filter of the instance accepts connections after this. */
async function makeReady(event: PluginEvent): Promise<void> {
  const settings = await readSettings(event);
  if (settings === undefined) return;
  await makeDirectory();
  const path = pathFor(settings.listen);
  await alone(path, settings.startMs + settings.stopMs, async () => {
    const noted = await readFilter(path);
    const isOurs = noted !== undefined &&
      (noted.service !== "" || await isRunning(noted));
    if (await accepts(settings)) {
      if (isOurs) return await join(path, noted, event);
      await forgetFilter(path);
      console.error(
        `${settings.listen} is served by a process that was not started here: ` +
          "it is used, and will not be stopped",
      );
    } else if (isOurs && noted.service === "") {
      await waitForOld(noted, settings);
      await join(path, noted, event);
    } else {
      await start(path, settings, { event, users: noted?.users ?? {} });
    }
  });
}

/** Notes the instance as a user, by this run. */
async function join(
  path: string,
  filter: Filter,
  event: PluginEvent,
): Promise<void> {
  const mine = event.instance.config_directory;
  const users = { ...filter.users, [mine]: event.run_id };
  await writeFilter(path, { ...filter, users });
}

async function start(path: string, settings: Settings, { event, users }: {
  readonly event: PluginEvent;
  readonly users: Filter["users"];
}): Promise<void> {
  const { command, service, stopMs } = settings;
  const log = settings.log || usualLog(settings.listen);
  const length = await prepareLog(log);
  const since = Math.floor(Date.now() / 1000);
  const title = service === "" ? command.join(" ") : `service ${service}`;
  const noted: Filter = {
    schema: 1,
    title,
    service,
    pid: 0,
    startTime: "",
    log,
    stopMs,
    users: { ...users, [event.instance.config_directory]: event.run_id },
  };
  const begin = service === "" ? startCommand : startService;
  const { filter, process, problem } = await begin(path, noted, settings);
  const trouble = problem ?? await waitUntilReady(process, settings);
  process?.unref();
  if (trouble === undefined) return;
  await stopFilter(filter, stopMs);
  await forgetFilter(path);
  if (service !== "") await noteReason(filter, since);
  const words = await lastLine(log, length);
  throw new Refusal(
    `the content filter of ${nameOf(event)} ${trouble}: ${title}` +
      (words === "" ? "" : ` said "${words}"`) +
      `: see ${log}, correct ${event.conf}`,
  );
}

/** A filter that was started earlier gets as long as a new one, and is not ended. */
async function waitForOld(
  filter: Filter,
  settings: Settings,
): Promise<void> {
  const trouble = await waitUntilReady(undefined, settings);
  if (trouble === undefined) return;
  throw new Refusal(
    `the content filter ${filter.title} (process ${filter.pid}) is running, but ` +
      `${trouble}: see ${filter.log}, and if it hangs, run "kill ${filter.pid}"`,
  );
}

/** Tells of a filter that is gone while its instance is running. */
async function look(event: PluginEvent): Promise<void> {
  const settings = await readSettings(event);
  if (settings === undefined || await accepts(settings)) return;
  throw new Refusal(
    `the content filter of ${nameOf(event)} accepts no connections on ` +
      `${settings.listen}: see ${settings.log || usualLog(settings.listen)}, ` +
      `then start it: run "postmulti --plugins run ${event.plugin} pre:start ` +
      `-i ${nameOf(event)}"`,
  );
}

/** Takes the instance off its filters, and stops those that are not used any more. */
async function release(
  event: PluginEvent,
  { leaves = new Set() }: {
    /** The runs whose filters are left alone. */
    readonly leaves?: ReadonlySet<string>;
  } = {},
): Promise<void> {
  const mine = event.instance.config_directory;
  const isChosen = ({ users }: Filter): boolean => {
    const run = Object.hasOwn(users, mine) ? users[mine] : undefined;
    return run !== undefined && (run === event.run_id || !leaves.has(run));
  };
  const isHurried = event.outcome === "interrupted";
  const limitMs = isHurried ? HURRIED_MS : event.timeout_s * 1000 / 3;
  for (const path of await knownPaths()) {
    const seen = await readFilter(path);
    if (seen === undefined || !isChosen(seen)) continue;
    await alone(path, limitMs, async () => {
      const filter = await readFilter(path);
      if (filter === undefined || !isChosen(filter)) return;
      const { [mine]: _, ...users } = filter.users;
      if (Object.keys(users).length > 0) {
        return await writeFilter(path, { ...filter, users });
      }
      await stopFilter(filter, limitMs);
      await forgetFilter(path);
    });
  }
}

/** As Postfix decides it: a master that runs holds these locks. */
async function isInstanceRunning({ instance }: PluginEvent): Promise<boolean> {
  const { queue_directory, data_directory } = instance;
  return await isLocked(`${queue_directory}/pid/master.pid`) ||
    await isLocked(`${data_directory}/master.lock`);
}

function nameOf({ instance }: PluginEvent): string {
  return instance.name || instance.config_directory;
}
