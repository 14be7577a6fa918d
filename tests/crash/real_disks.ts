/**
 * Disks that really are full or read-only: small memory file systems and
 * read-only mounts in the place of the directories of instances.
 *
 * @module
 */

import type { Attempt } from "./faults.ts";
import { judgeCrashed, judgeFailed, judgeMended } from "./judge.ts";
import { runProgram, runShell } from "./program.ts";
import { rewind, type Stage } from "./stage.ts";

/** A directory, and shell text that makes it a bad place to write in. */
interface Disk {
  readonly title: string;
  readonly directory: string;
  /** Makes it so. */
  readonly spoil: string;
  /** Makes it good again. */
  readonly mend: string;
}

/** The action on each bad disk, and its recovery on a good one. */
export function realDisks(stage: Stage): Attempt[] {
  return disks().map((disk) => ({
    title: disk.title,
    run: async () => {
      await rewind();
      await runShell(disk.spoil);
      try {
        return await playOn(disk, stage);
      } finally {
        // A postlog(1) in the background may still have files open there.
        await runShell(`umount -l ${disk.directory}`);
      }
    },
  }));
}

async function playOn(disk: Disk, stage: Stage): Promise<string[]> {
  const outcome = await runProgram(stage.scenario.words);
  const problems = [
    ...judgeFailed(stage, outcome),
    ...await judgeCrashed(stage),
  ];
  await runShell(disk.mend);
  return [...problems, ...await judgeMended(stage, outcome.stderr)];
}

function disks(): Disk[] {
  return [
    ...["/etc", "/etc/postfix", "/var/spool", "/var/lib"].map(readOnly),
    ...range(0, 40, 2).map((pages) => full("/etc/postfix", { pages })),
    ...range(0, 3, 1).map((inodes) => full("/etc/postfix", { inodes })),
    ...range(0, 40, 4).map((pages) => full("/etc", { pages })),
    ...range(0, 6, 1).map((inodes) => full("/etc", { inodes })),
    ...range(0, 20, 1).map((inodes) => full("/var/spool", { inodes })),
  ];
}

function readOnly(directory: string): Disk {
  return {
    title: `${directory} is read-only`,
    directory,
    spoil: `mount --bind ${directory} ${directory}
mount -o remount,bind,ro ${directory}`,
    mend: `mount -o remount,bind,rw ${directory}`,
  };
}

/** A memory file system with room for some pages of 4096 bytes, or some files. */
function full(
  directory: string,
  room: { readonly pages: number } | { readonly inodes: number },
): Disk {
  const [option, title, used] = "pages" in room
    ? ["size", `${room.pages} pages`, `stat -f -c '%b %f %S' ${directory}`]
    : [
      "nr_inodes",
      `${room.inodes} files`,
      `stat -f -c '%c %d 1' ${directory}`,
    ];
  const free = "pages" in room ? room.pages : room.inodes;
  return {
    title: `${directory} has room for ${title}`,
    directory,
    // All of these directories have mode 755.
    spoil: `copy=$(mktemp -d $WORLD/disk.XXXXXX)
mount -t tmpfs -o mode=755 full $copy
cp -a ${directory}/. $copy/
mount --move $copy ${directory}
set -- $(${used})
mount -o remount,${option}=$((($1 - $2 + ${free}) * $3)) ${directory}`,
    mend: `mount -o remount,size=1g,nr_inodes=1000000 ${directory}`,
  };
}

function range(first: number, last: number, step: number): number[] {
  const count = Math.floor((last - first) / step) + 1;
  return Array.from({ length: count }, (_, n) => first + n * step);
}
