/**
 * Whether the directories of a new instance are good places for one.
 *
 * They get the owners and modes that Postfix wants, and what is in them is removed
 * with the instance. So they may not be directories of the system, nor lie inside
 * those of another instance or around them, nor hold what is not Postfix's.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { ownDataFiles } from "../postfix/data_files.ts";
import { QUEUE_MARKERS, QUEUE_SUBDIRECTORIES } from "../postfix/queue.ts";
import type { Claim } from "../registry/claims.ts";
import { type Instance, withoutSlash } from "../registry/instance.ts";
import { openAccounts } from "../sys/accounts.ts";
import { listDirectory, statOrNothing } from "../sys/files.ts";
import { realPlace } from "../sys/real_path.ts";
import { claimedPlace } from "./claimed_places.ts";

/** Directories of the file system hierarchy, hier(7), that have other tasks. */
const SYSTEM: ReadonlySet<string> = new Set([
  ..."bin boot dev etc home lib lib32 lib64 libx32 media mnt opt proc root run"
    .split(" "),
  ..."sbin srv sys tmp usr var".split(" "),
  ..."bin games include lib lib32 lib64 libexec local sbin share src"
    .split(" ").map((name) => `usr/${name}`),
  ..."backups cache crash empty lib local lock log mail opt run spool tmp www"
    .split(" ").map((name) => `var/${name}`),
].map((name) => `/${name}`));

/** What the jail of a queue consists of; see the script that makes it. */
const JAIL = ["dev", "etc", "lib", "lib64", "usr", "var"];

/** What a new file system has. */
const LOST_AND_FOUND = "lost+found";

interface Place {
  readonly parameter: "config_directory" | "queue_directory" | "data_directory";
  /** Absolute, without slash at the end. */
  readonly path: string;
  /** The same without symbolic links. */
  readonly real: string;
}

/**
 * Make sure that a new instance may have the directories it asks for.
 *
 * @param claims Those of all instances; its own do not matter.
 * @param mailOwner The value of mail_owner.
 * @throws {FatalError} Naming the directory, and what speaks against it.
 */
export function refuseBadPlaces(
  instance: Instance,
  claims: readonly Claim[],
  mailOwner: string,
): void {
  const places = placesOf(instance);
  for (const place of places) refuseSystem(place);
  refuseNested(instance, claims, places);
  const [config, queue, data] = places;
  refuseInQueue(places, queue?.real ?? "");
  const isOther = (place: Place | undefined): place is Place =>
    place !== undefined && !isNamedAfter(place, instance);
  if (isOther(config)) refuseForeignConfiguration(config.path);
  if (isOther(queue)) refuseForeignQueue(queue.path);
  if (isOther(data)) refuseForeignData(data.path, mailOwner);
}

/**
 * What is in a directory of the instance's name is an instance's: -e destroy leaves
 * there what Postfix did not make.
 */
function isNamedAfter({ path }: Place, { name }: Instance): boolean {
  return name !== "" && path.endsWith(`/${name}`);
}

function placesOf(instance: Instance): readonly Place[] {
  return ([
    ["config_directory", instance.configDirectory],
    ["queue_directory", instance.queueDirectory],
    ["data_directory", instance.dataDirectory],
  ] as const).map(([parameter, directory]) => {
    const path = withoutSlash(directory);
    return { parameter, path, real: realPlace(path) };
  });
}

function refuseSystem({ parameter, path, real }: Place): void {
  if (!SYSTEM.has(real) && !SYSTEM.has(path)) return;
  throw new FatalError(
    `${parameter} = ${path}: this is a system directory: choose one for ` +
      "this instance alone",
  );
}

/**
 * Make sure that no directory of an instance lies inside or around one of another.
 *
 * @param claims Those of all instances; its own do not matter.
 * @throws {FatalError} Naming both.
 */
export function refuseNested(
  instance: Instance,
  claims: readonly Claim[],
  places = placesOf(instance),
): void {
  const own = withoutSlash(instance.configDirectory);
  for (const claim of claims) {
    if (claim.ownerDirectory === own || !claim.value.startsWith("/")) continue;
    const other = claimedPlace(claim.value);
    for (const { parameter, path, real } of places) {
      const relation = isWithin(real, other)
        ? "inside"
        : isWithin(other, real)
        ? "around"
        : undefined;
      if (relation === undefined) continue;
      throw new FatalError(
        `${parameter} = ${path}: this is ${relation} ${claim.value}, the ` +
          `${claim.parameter} of instance ${claim.owner}: choose a directory ` +
          "beside it",
      );
    }
  }
}

/** Directories that Postfix makes in the queue are for mail and sockets. */
function refuseInQueue(places: readonly Place[], queue: string): void {
  for (const { parameter, path, real } of places) {
    const name = QUEUE_SUBDIRECTORIES.find((one) =>
      isWithin(real, `${queue}/${one}`)
    );
    if (name === undefined || parameter === "queue_directory") continue;
    throw new FatalError(
      `${parameter} = ${path}: this is inside ${queue}/${name}, where Postfix ` +
        "keeps mail and sockets: choose another directory",
    );
  }
}

function refuseForeignConfiguration(path: string): void {
  const names = namesIn(path);
  const isPostfix = names.includes("main.cf") || names.includes("master.cf");
  if (isPostfix || statOrNothing(path)?.uid === 0) return;
  refuseContent("config_directory", path, names);
}

function refuseForeignQueue(path: string): void {
  const names = namesIn(path);
  if (names.some(isQueueSubdirectory)) return;
  const known = new Set([...QUEUE_MARKERS, ...JAIL, LOST_AND_FOUND]);
  refuseContent(
    "queue_directory",
    path,
    names.filter((name) => !known.has(name)),
  );
}

function refuseForeignData(path: string, mailOwner: string): void {
  const owned = ownDataFiles(path, () => "");
  const names = namesIn(path)
    .filter((name) => !owned.has(name) && name !== LOST_AND_FOUND);
  if (names.length === 0) return;
  const { userId } = openAccounts();
  if (statOrNothing(path)?.uid === userId(mailOwner)) return;
  refuseContent("data_directory", path, names);
}

function refuseContent(
  parameter: string,
  path: string,
  names: readonly string[],
): void {
  if (names.length === 0) return;
  const shown = names.toSorted().slice(0, 3).join(", ");
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  throw new FatalError(
    `${parameter} = ${path}: this directory holds ${shown}${more}, which is not ` +
      "Postfix's, and its owner and mode would be changed: choose another, or " +
      "empty it",
  );
}

function isQueueSubdirectory(name: string): boolean {
  return QUEUE_SUBDIRECTORIES.some((one) => one === name);
}

/** The names in a directory; none when there is no such directory. */
function namesIn(path: string): readonly string[] {
  return statOrNothing(path)?.isDirectory
    ? listDirectory(path).map(({ name }) => name)
    : [];
}

function isWithin(path: string, directory: string): boolean {
  return `${path}/`.startsWith(`${directory}/`);
}
