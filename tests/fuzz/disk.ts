/**
 * What a run has changed on the disk, and putting it back. Touches the private
 * directories of the world it runs in, and a copy of them in its memory file
 * system.
 *
 * Two records of one file are the same only when nobody has touched it: the time
 * of the last change of its inode is part of it.
 *
 * @module
 */

/** By absolute path: all that lstat(2) tells and that a change shows in. */
export type Disk = ReadonlyMap<string, string>;

/** Where instances are; looked at after every run. */
const NEAR = ["/etc", "/var/spool", "/var/cache"];
/** Everything else that can be written; looked at once, in the end. */
const FAR = ["/var/lib", "/usr/local", "/run/lock", "/run/world/canary"];
const COPY = "/run/world/copy";

/** Records everything where instances are. */
export function readNear(): Disk {
  const disk = new Map<string, string>();
  for (const root of NEAR) record(root, disk);
  for (const { name } of Deno.readDirSync("/var/lib")) {
    if (name.startsWith("postfix")) record(`/var/lib/${name}`, disk);
  }
  return disk;
}

/** Records everything else that can be written in the world, but for logs. */
export function readFar(): Disk {
  const disk = new Map<string, string>();
  for (const root of FAR) record(root, disk);
  return new Map(
    [...disk].filter(([path]) => !path.startsWith("/var/lib/postfix")),
  );
}

/** The paths that differ, sorted. */
export function changedPaths(before: Disk, after: Disk): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path))
    .sort();
}

/** Keeps a copy of everything as it is. */
export async function saveDisk(): Promise<void> {
  await shell(`mkdir -p ${COPY}/var/lib
cp -a /etc ${COPY}/
cp -a /var/spool /var/cache ${COPY}/var/
cp -a /var/lib/postfix* ${COPY}/var/lib/`);
}

/** Puts paths back as they were when the copy was made. */
export async function restorePaths(paths: readonly string[]): Promise<void> {
  // A directory that merely lost or gained an entry is not copied as a whole.
  const tops = paths.filter((path) =>
    !isDirectory(path) || !isDirectory(COPY + path)
  );
  for (const path of tops) await restorePath(path);
  for (const path of paths) {
    if (!isDirectory(path) || !isDirectory(COPY + path)) continue;
    const { uid, gid, mode, atime, mtime } = Deno.lstatSync(COPY + path);
    Deno.chownSync(path, uid, gid);
    if (mode !== null) Deno.chmodSync(path, mode & 0o7777);
    if (atime && mtime) Deno.utimeSync(path, atime, mtime);
  }
}

/**
 * Whether a file is, but for times, as in the copy: kind, owner, mode, content.
 */
export function isAsSaved(path: string): boolean {
  return describe(path) === describe(COPY + path);
}

async function restorePath(path: string): Promise<void> {
  const parent = path.slice(0, path.lastIndexOf("/"));
  if (!isDirectory(parent)) return; // it goes, or comes, with its parent
  await Deno.remove(path, { recursive: true }).catch(() => undefined);
  if (exists(COPY + path)) {
    await new Deno.Command("cp", { args: ["-a", COPY + path, path] }).output();
  }
}

async function shell(text: string): Promise<void> {
  const { success, stderr } = await new Deno.Command("sh", {
    args: ["-ec", text],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

function record(path: string, disk: Map<string, string>): void {
  let info: Deno.FileInfo;
  try {
    info = Deno.lstatSync(path);
  } catch {
    return; // it has just gone
  }
  const { mode, uid, gid, size, ctime } = info;
  const isTree = info.isDirectory;
  // The entries of a directory count, not its times. Inode numbers do not: in an
  // overlay they change when the kernel has forgotten a file for a while.
  const rest = isTree ? "" : ` ${size} ${ctime?.getTime()}`;
  disk.set(path, `${mode} ${uid} ${gid}${rest}`);
  if (!isTree) return;
  for (const { name } of Deno.readDirSync(path)) {
    record(`${path}/${name}`, disk);
  }
}

function describe(path: string): string {
  try {
    const info = Deno.lstatSync(path);
    const { mode, uid, gid } = info;
    const head = `${mode} ${uid} ${gid}`;
    if (info.isSymlink) return `${head} ${Deno.readLinkSync(path)}`;
    return info.isFile ? `${head} ${Deno.readFileSync(path)}` : head;
  } catch {
    return "nothing";
  }
}

function exists(path: string): boolean {
  return describe(path) !== "nothing";
}

function isDirectory(path: string): boolean {
  try {
    return Deno.lstatSync(path).isDirectory;
  } catch {
    return false;
  }
}
