/**
 * The steps that install the files of an instance.
 *
 * A file goes into a directory of its instance that root alone can write, and
 * not through symbolic links, which lead elsewhere. foreign_places.ts looks whether
 * another instance has that directory as well.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { makeMissing, pathsTo } from "../lifecycle/make_missing.ts";
import type { Step } from "../lifecycle/step.ts";
import { refuseUntrusted } from "../lifecycle/trusted.ts";
import { toBytes } from "../main_cf/byte_string.ts";
import { PLUGIN_DIRECTORY } from "../plugins/plugin.ts";
import { QUEUE_SUBDIRECTORIES } from "../postfix/queue.ts";
import { type Instance, withoutSlash } from "../registry/instance.ts";
import { APPLY_LOCK } from "../lifecycle/apply_lock.ts";
import { PENDING } from "../lifecycle/pending_marker.ts";
import { PRIMARY_LOCK } from "../lifecycle/primary_lock.ts";
import { type Accounts, openAccounts } from "../sys/accounts.ts";
import { kindOf, lstatOrNothing } from "../sys/files.ts";
import { nearestAbove } from "../sys/real_path.ts";
import { parentOf } from "../sys/seize.ts";
import { type DiskOverlay, isSameContent } from "./disk_overlay.ts";
import type { WantedFile } from "./document.ts";

/** Files of a configuration directory that are not installed like others. */
const RESERVED: ReadonlySet<string> = new Set([
  "main.cf",
  "main.cf.tmp",
  "master.cf",
  "master.cf.tmp",
  APPLY_LOCK,
  PRIMARY_LOCK,
  PENDING,
]);

/**
 * The steps that are needed; none when all files are as they should be.
 *
 * @param instance Whose files they are.
 * @throws {FatalError} When a file cannot be installed there.
 */
export function fileSteps(
  files: readonly WantedFile[],
  instance: Instance,
  disk: DiskOverlay,
): readonly Step[] {
  const seen = new Set<string>();
  const accounts = openAccounts();
  return files.flatMap((file) => {
    const path = pathOf(file, instance);
    refuseLinks(file, path, instance);
    if (seen.has(path)) fail(file, path, "is here twice");
    seen.add(path);
    return stepsFor(file, path, { disk, accounts });
  });
}

/** Where a file of a document goes. */
export function pathOf(file: WantedFile, instance: Instance): string {
  const config = withoutSlash(instance.configDirectory);
  const path = file.path.startsWith("/") ? file.path : `${config}/${file.path}`;
  const inConfig = below(config, path);
  const inQueue = below(withoutSlash(instance.queueDirectory), path);
  if (inConfig !== undefined) {
    const [first = ""] = inConfig.split("/");
    if (first === PLUGIN_DIRECTORY) fail(file, path, 'belongs to "plugins"');
    if (RESERVED.has(inConfig)) {
      fail(
        file,
        path,
        "is not a file to install: its contents have members of their own",
      );
    }
  } else if (inQueue !== undefined) {
    const [first = ""] = inQueue.split("/");
    if (QUEUE_SUBDIRECTORIES.some((name) => name === first)) {
      fail(file, path, "is where Postfix keeps mail and sockets");
    }
  } else {
    fail(file, path, "is in neither config_directory nor queue_directory");
  }
  return path;
}

/** No directory between that of the instance and the file may be a link. */
function refuseLinks(file: WantedFile, path: string, instance: Instance): void {
  const bases = [instance.configDirectory, instance.queueDirectory]
    .map(withoutSlash)
    .filter((base) => below(base, path) !== undefined);
  const base = bases.sort((one, two) => two.length - one.length)[0] ?? "";
  const link = pathsTo(parentOf(path)).find((directory) =>
    below(base, directory) !== undefined && lstatOrNothing(directory)?.isSymlink
  );
  if (link === undefined) return;
  fail(
    file,
    path,
    `goes through ${link}, a symbolic link: give the path without it`,
  );
}

function stepsFor(
  file: WantedFile,
  path: string,
  { disk, accounts: { userId, groupId } }: {
    readonly disk: DiskOverlay;
    readonly accounts: Accounts;
  },
): Step[] {
  const info = lstatOrNothing(path);
  if (info !== undefined && !info.isFile) {
    fail(file, path, `is ${kindOf(info)}: remove it`);
  }
  const parent = parentOf(path);
  refuseUntrusted(nearestAbove(parent));
  if (file.content === null) {
    return info === undefined ? [] : [{ kind: "withdraw-file", path }];
  }
  const content = toBytes(file.content);
  const uid = accountOf(file, file.owner, userId);
  const gid = accountOf(file, file.group, groupId);
  const now = disk.read(path);
  const isNew = !isSameContent(now, content);
  const hasRights = !isNew && info?.uid === uid && info.gid === gid &&
    ((info.mode ?? 0) & 0o7777) === file.mode;
  const { mode } = file;
  return [
    ...makeMissing([{ path: parent, mode: 0o755 }]),
    ...isNew ? [{ kind: "write-file", path, content, mode } as const] : [],
    ...hasRights || isNew && uid === 0 && gid === 0 ? [] : [
      {
        kind: "set-permissions",
        path,
        uid,
        gid,
        mode,
        recursive: false,
      } as const,
    ],
  ];
}

/** The rest of a path below a directory; undefined when it is elsewhere. */
function below(directory: string, path: string): string | undefined {
  return path.startsWith(`${directory}/`)
    ? path.slice(directory.length + 1)
    : undefined;
}

function accountOf(
  file: WantedFile,
  name: string,
  look: (name: string) => number,
): number {
  try {
    return look(name);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    throw new FatalError(`${file.place}: there is no account "${name}"`);
  }
}

function fail(file: WantedFile, path: string, what: string): never {
  throw new FatalError(`${file.place}: ${path} ${what}`);
}
