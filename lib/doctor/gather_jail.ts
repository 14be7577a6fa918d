/**
 * Whether the jail of an instance has in it what Postfix needs there.
 *
 * A process that has gone to its queue directory by chroot(2) finds no file of the
 * host any more. What it needs is what the host itself has of the files below; the
 * libraries of the name service are looked for only by one of them, and not where
 * postfix(1) itself prepares jails: the scripts that do so leave it out, because the C
 * library has that part in itself.
 *
 * @module
 */

import type { MasterService } from "../postfix/master_cf.ts";
import type { Instance } from "../registry/instance.ts";
import { isRegularFile, listDirectory } from "../sys/files.ts";
import { isLocked } from "../sys/lock_probe.ts";
import type { Jail } from "./facts.ts";

/** Names, addresses, ports and the time of day. */
const FILES = [
  "etc/hosts",
  "etc/localtime",
  "etc/nsswitch.conf",
  "etc/resolv.conf",
  "etc/services",
];

/** The part of the name service that asks DNS. */
const LIBRARY = "libnss_dns.so.2";

/**
 * The jail of an instance.
 *
 * @param services Those that are not turned off.
 * @returns Undefined when none of them wants one.
 */
export function jailOf(
  services: readonly MasterService[],
  { instance, compatibilityLevel, hasLibraries, hasPlugin }: {
    readonly instance: Pick<Instance, "queueDirectory">;
    readonly compatibilityLevel: string;
    /** Whether a jail has libraries of the C library in it here. */
    readonly hasLibraries: boolean;
    /** Asked only when something is missing. */
    readonly hasPlugin: () => boolean;
  },
): Jail | undefined {
  const jailed = services.filter(({ fields }) =>
    isJailed(fields, compatibilityLevel)
  );
  if (jailed.length === 0) return undefined;
  const directory = instance.queueDirectory;
  const wanted = hasLibraries ? [...FILES, ...libraries()] : FILES;
  const missing = wanted.filter((path) =>
    isRegularFile(`/${path}`) && !isRegularFile(`${directory}/${path}`)
  );
  const isPrepared = missing.length === 0;
  return {
    services: jailed,
    directory,
    missing,
    isRunning: isPrepared ? undefined : isLocked(`${directory}/pid/master.pid`),
    hasPlugin: !isPrepared && hasPlugin(),
  };
}

/** Whether a service runs in a jail; before level 1 all do that do not say otherwise. */
export function isJailed(
  { chroot }: Pick<MasterService["fields"], "chroot">,
  compatibilityLevel: string,
): boolean {
  if (chroot === "-") return !(parseInt(compatibilityLevel) >= 1);
  return chroot === "y";
}

function libraries(): string[] {
  return listDirectory("/lib")
    .filter(({ name }) => /-linux-/.test(name))
    .map(({ name }) => `lib/${name}/${LIBRARY}`);
}
