/**
 * Which instance of the host an entry of a document means. Pure.
 *
 * An entry means the instance in its config_directory; without one, the
 * instance of its name, or a new one where `-e create -I NAME` would put it.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { type Instance, titleOf, withoutSlash } from "../registry/instance.ts";
import type { InstanceList } from "../registry/load.ts";
import type { ApplyDocument, WantedInstance } from "./document.ts";

/** An entry, and the instance it means. */
export interface Target {
  /** The entry. */
  readonly wanted: WantedInstance;
  /** Absolute, as it is listed. */
  readonly configDirectory: string;
  /** As it is now; undefined when it is not listed. */
  readonly instance: Instance | undefined;
}

/**
 * What each entry means, in the order of the document; with `exclusive`, all
 * other secondary instances come last, to be absent.
 *
 * @throws {FatalError} When an entry means a damaged instance, or two mean one.
 */
export function targetsOf(
  { instances, exclusive }: ApplyDocument,
  list: InstanceList,
): readonly Target[] {
  const targets = instances.map((wanted) => targetOf(wanted, list));
  const seen = new Map<string, Target>();
  for (const target of targets) {
    const key = withoutSlash(target.configDirectory);
    if (seen.has(key)) {
      throw new FatalError(
        `${target.wanted.place}: ${key} is the instance of an earlier entry`,
      );
    }
    seen.set(key, target);
  }
  if (!exclusive) return targets;
  const others = list.secondaries.flatMap(({ instance, damage }): Target[] => {
    const { configDirectory } = instance ?? damage;
    if (seen.has(withoutSlash(configDirectory))) return [];
    if (instance === undefined) throw new FatalError(damage.reason);
    const place = `${configDirectory}, which the document does not mention`;
    const wanted: WantedInstance = {
      ...unmentioned(configDirectory, { primary: false }),
      place,
      state: "absent",
    };
    return [{ wanted, configDirectory, instance }];
  });
  return [...targets, ...others];
}

function targetOf(wanted: WantedInstance, list: InstanceList): Target {
  const { place, primary } = wanted;
  const configDirectory = primary
    ? list.primary.configDirectory
    : wanted.configDirectory ?? directoryOfName(wanted, list);
  if (
    primary &&
    (wanted.configDirectory ?? configDirectory) !==
      withoutSlash(configDirectory)
  ) {
    throw new FatalError(
      `${place}: the primary instance is in ${configDirectory}`,
    );
  }
  const all = [{ instance: list.primary }, ...list.secondaries];
  for (
    const { instance, damage } of all.map((one) => ({
      damage: undefined,
      ...one,
    }))
  ) {
    const { configDirectory: listed } = instance ?? damage;
    if (withoutSlash(listed) !== withoutSlash(configDirectory)) continue;
    if (instance === undefined) {
      throw new FatalError(
        `${place}: the instance is damaged: ${damage.reason}`,
      );
    }
    if (instance.primary !== primary) {
      throw new FatalError(
        `${place}: ${configDirectory} is the primary instance: say "primary": true`,
      );
    }
    return { wanted, configDirectory: listed, instance };
  }
  return { wanted, configDirectory, instance: undefined };
}

function directoryOfName(
  { place, name = "" }: WantedInstance,
  { primary, secondaries }: InstanceList,
): string {
  const named = secondaries.find(({ instance, damage }) =>
    (instance ?? damage).name === name
  );
  if (named !== undefined) {
    return (named.instance ?? named.damage).configDirectory;
  }
  const parent = primary.configDirectory.replace(/\/[^/]*$/, "");
  const configDirectory = `${parent}/${name}`;
  const other = secondaries.find(({ instance }) =>
    instance !== undefined &&
    withoutSlash(instance.configDirectory) === configDirectory
  )?.instance;
  if (other === undefined) return configDirectory;
  throw new FatalError(
    `${place}: ${configDirectory} belongs to instance ${titleOf(other)}: ` +
      'say which is meant with "config_directory"',
  );
}

/** An entry that asks for nothing. */
export function unmentioned(
  configDirectory: string,
  { primary }: { readonly primary: boolean },
): WantedInstance {
  return {
    place: configDirectory,
    primary,
    name: undefined,
    group: undefined,
    enabled: undefined,
    configDirectory,
    queueDirectory: undefined,
    dataDirectory: undefined,
    mainCf: new Map(),
    masterCf: new Map(),
    files: [],
    plugins: new Map(),
    state: undefined,
  };
}
