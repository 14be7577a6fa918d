/**
 * Looking through the jail in a queue directory: what is a copy that the
 * distribution's start has made, what belongs to others.
 *
 * Reads directories, changes nothing. A copy is recognised by its name, which the
 * script of the distribution has, and by its content, which is still the host's. All
 * else stays: what differs, what the host does not have, what has a second name, and
 * what is in a directory that others than root can write. Symbolic links are not
 * followed, other file systems are not entered.
 *
 * @module
 */

import type { JailScript } from "../postfix/jail_script.ts";
import {
  isDirectory,
  isRegularFile,
  kindOfEntry,
  listDirectory,
  lstatOrNothing,
} from "../sys/files.ts";
import { isCopyOf, linkText } from "../sys/same_content.ts";
import { closeDirectory, keep, removal, type Survey } from "./removals.ts";

/** What is known of a jail. */
export interface JailOptions {
  /** The script that makes it. */
  readonly script: Pick<JailScript, "names" | "certificates">;
  /** Absolute paths: smtp_tls_CApath and the like of the instance. */
  readonly certificates: readonly string[];
  /** The root of the host, "" but for tests. */
  readonly host?: string;
}

/** Where a jail is. */
export interface JailPlace {
  /** The queue directory. */
  readonly directory: string;
  /** The file system that it is on. */
  readonly device: number;
  /** Whether another instance claims a path, or one below it. */
  readonly isClaimed: (path: string) => boolean;
}

interface Jail extends JailPlace {
  readonly host: string;
  /** Names that the script copies or makes. */
  readonly names: ReadonlySet<string>;
  /** Directories of certificates, relative to the root. */
  readonly certificates: readonly string[];
}

/** Modules of the name service and what they need, by the names of their files. */
const LIBRARY = /^lib(nss|resolv|gcc_s)[\w.+-]*\.so(\.[\w.]+)?$/;
const LIBRARY_DIRECTORY = /^(usr\/)?lib(\/[\w.]+-linux-[\w.]+)?$/;

/** As openssl(1) names a link to a certificate. */
const HASH_NAME = /^[0-9a-f]{8}\.r?\d+$/;

/**
 * Gives a function that surveys one entry of a queue directory; its answer is
 * undefined for what cannot be part of a jail.
 */
export function jailSurveyor(
  { script, certificates, host = "" }: JailOptions,
  place: JailPlace,
): (name: string) => Survey | undefined {
  const jail: Jail = {
    ...place,
    host,
    names: script.names,
    certificates: [...script.certificates, ...certificates]
      .filter((path) =>
        path.startsWith("/") && !`${path}/`.startsWith(`${place.directory}/`)
      )
      .map((path) => path.replace(/^\/+|\/+$/g, "")),
  };
  return (name) => isMadeDirectory(name, jail) ? survey(name, jail) : undefined;
}

/** @param name Relative to the queue directory. */
function survey(name: string, jail: Jail): Survey {
  const path = `${jail.directory}/${name}`;
  if (jail.isClaimed(path)) return keep(name);
  const kind = kindOfEntry(path);
  if (kind !== "directory") {
    if (isOwnCopy(name, jail)) return removal(path);
    const differs = kind === "file" &&
      originals(name, jail).some(isRegularFile);
    return keep(differs ? `${name} (not as /${name} is now)` : name);
  }
  if (!isMadeDirectory(name, jail) || !isRootsAlone(path, jail)) {
    return keep(name);
  }
  const parts = listDirectory(path)
    .map((entry) => survey(`${name}/${entry.name}`, jail));
  return closeDirectory(path, parts);
}

/** Whether the script makes a directory of that name, or something below it. */
function isMadeDirectory(
  name: string,
  { names, certificates }: Jail,
): boolean {
  const isAbove = (path: string): boolean => `${path}/`.startsWith(`${name}/`);
  return LIBRARY_DIRECTORY.test(name) || isCertificate(name, certificates) ||
    [...names, ...certificates].some(isAbove);
}

/** Only its owner can exchange what is in it. */
function isRootsAlone(path: string, { device }: Jail): boolean {
  const info = lstatOrNothing(path);
  return info?.dev === device && info.uid === 0 &&
    ((info.mode ?? 0o022) & 0o022) === 0;
}

function isOwnCopy(name: string, jail: Jail): boolean {
  const path = `${jail.directory}/${name}`;
  switch (kindOfEntry(path)) {
    case "file":
    case "device":
      return originals(name, jail).some((original) => isCopyOf(path, original));
    case "link":
      return originals(name, jail).some((original) =>
        isCopyOf(path, original)
      ) || isOwnLink(name, jail);
    default:
      return false;
  }
}

/** Where on the host a file can come from. */
function originals(name: string, jail: Jail): string[] {
  const { host, names, certificates } = jail;
  const same = `${host}/${name}`;
  if (names.has(name) || isCertificate(name, certificates)) return [same];
  const [directory, base] = split(name);
  if (!LIBRARY_DIRECTORY.test(directory) || !LIBRARY.test(base)) return [];
  return [same, ...libraryDirectories(host).map((path) => `${path}/${base}`)];
}

/** Links that the script makes, with nothing like them on the host. */
function isOwnLink(name: string, jail: Jail): boolean {
  const text = linkText(`${jail.directory}/${name}`) ?? "";
  if (jail.names.has(name)) {
    return text.startsWith("/") && jail.names.has(text.slice(1));
  }
  const [directory, base] = split(name);
  const target = `${directory}/${text}`;
  return isCertificate(name, jail.certificates) && HASH_NAME.test(base) &&
    !text.includes("/") &&
    kindOfEntry(`${jail.directory}/${target}`) === "file" &&
    isOwnCopy(target, jail);
}

function isCertificate(name: string, certificates: readonly string[]): boolean {
  return certificates.some((directory) =>
    `${name}/`.startsWith(`${directory}/`)
  );
}

function libraryDirectories(host: string): string[] {
  return [`${host}/lib`, `${host}/usr/lib`].filter(isDirectory)
    .flatMap((directory) =>
      listDirectory(directory).map(({ name }) => `${directory}/${name}`)
    )
    .filter((path) => LIBRARY_DIRECTORY.test(path.slice(host.length + 1)));
}

function split(name: string): [directory: string, base: string] {
  const at = name.lastIndexOf("/");
  return [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
}
