/**
 * The files of all instances as they are at one moment, and putting them back.
 * Touches the directories of Postfix in the world it runs in, and copies of
 * them in the world's memory file system.
 *
 * @module
 */

import { runShell } from "./program.ts";

/** One file. */
export interface Entry {
  /** Type, mode, owner, group, and the target of a symbolic link. */
  readonly kind: string;
  /** Of a regular file: its bytes, one character each. */
  readonly content: string;
  /** Of a regular file: last modification, milliseconds since the epoch. */
  readonly mtimeMs: number;
}

/** Files by absolute path. */
export type Snapshot = ReadonlyMap<string, Entry>;

/** The lock of the primary instance, with the journal in it. */
export const LOCK = "/etc/postfix/postmulti.lock";

const PARENTS = ["/etc", "/var/spool", "/var/lib"];
const BYTES = new TextDecoder("latin1");

/** Records everything of every instance. */
export function takeSnapshot(): Snapshot {
  const entries = new Map<string, Entry>();
  for (const parent of PARENTS) {
    for (const { name } of Deno.readDirSync(parent)) {
      if (name.startsWith("postfix")) record(`${parent}/${name}`, entries);
    }
  }
  return entries;
}

/** Keeps a copy of everything, under a name. */
export async function saveDisk(name: string): Promise<void> {
  await runShell(`rm -rf $WORLD/${name}
for parent in etc var/spool var/lib; do
    mkdir -p $WORLD/${name}/$parent
    cp -a /$parent/postfix* $WORLD/${name}/$parent/
done
mkdir -p /var/cache/postmulti $WORLD/${name}/var/cache
cp -a /var/cache/postmulti $WORLD/${name}/var/cache/`);
}

/** Makes everything as it was when the copy was taken. */
export async function restoreDisk(name: string): Promise<void> {
  await runShell(
    `rm -rf /etc/postfix* /var/spool/postfix* /var/lib/postfix* /var/cache/*
cp -a $WORLD/${name}/etc/. /etc/ && cp -a $WORLD/${name}/var/. /var/`,
  );
}

/**
 * What is different, one line per path, sorted; times only of files that are
 * the same otherwise, and only when asked.
 */
export function differences(
  expected: Snapshot,
  found: Snapshot,
  { times }: { readonly times: boolean },
): string[] {
  const paths = new Set([...expected.keys(), ...found.keys()]);
  return [...paths].sort().flatMap((path) => {
    const one = expected.get(path);
    const other = found.get(path);
    if (one?.kind !== other?.kind) {
      return `${path}: expected ${one?.kind ?? "nothing"}, found ${
        other?.kind ?? "nothing"
      }`;
    }
    if (one?.content !== other?.content) {
      return `${path}: expected ${one?.content.length} bytes, found ${other?.content.length} others`;
    }
    return times && one?.mtimeMs !== other?.mtimeMs
      ? `${path}: expected time ${one?.mtimeMs}, found ${other?.mtimeMs}`
      : [];
  });
}

function record(path: string, entries: Map<string, Entry>): void {
  const info = Deno.lstatSync(path);
  const mode = (info.mode ?? 0).toString(8);
  const target = info.isSymlink ? ` ${Deno.readLinkSync(path)}` : "";
  entries.set(path, {
    kind: `${mode} ${info.uid}:${info.gid}${target}`,
    content: info.isFile ? BYTES.decode(Deno.readFileSync(path)) : "",
    mtimeMs: info.isFile ? info.mtime?.getTime() ?? 0 : 0,
  });
  if (!info.isDirectory) return;
  for (const { name } of Deno.readDirSync(path)) {
    record(`${path}/${name}`, entries);
  }
}
