/**
 * Looking through the directories of an instance that is to be destroyed: what
 * is mail, what has Postfix made, what is somebody else's.
 *
 * Reads directories, changes nothing. Symbolic links are not followed and
 * other file systems are not entered.
 *
 * @module
 */

import {
  type EntryKind,
  isHashDirectory,
  isOwnQueueEntry,
  MAIL_QUEUES,
  QUEUE_SUBDIRECTORIES,
  type QueueSubdirectory,
} from "../postfix/queue.ts";
import { kindOfEntry, listDirectory, lstatOrNothing } from "../sys/files.ts";
import type { RemoveStep } from "./step.ts";

/** What was found in one directory of the instance. */
export interface Survey {
  /** In the order in which they must be taken. */
  readonly steps: readonly RemoveStep[];
  /** What stays: paths below the directory, relative to it. */
  readonly left: readonly string[];
}

/** How many files each queue with mail in it holds. */
export type MailCount = ReadonlyMap<QueueSubdirectory, number>;

/**
 * Count the mail in a queue directory.
 *
 * @throws {FatalError} When a directory cannot be read.
 */
export function countMail(queueDirectory: string): MailCount {
  const counts = new Map<QueueSubdirectory, number>();
  for (const queue of MAIL_QUEUES) {
    const count = countFiles(`${queueDirectory}/${queue}`);
    if (count > 0) counts.set(queue, count);
  }
  return counts;
}

/**
 * What to remove of a queue directory; the directory itself included, unless
 * something stays in it.
 *
 * @param isClaimed Whether another instance claims a path, or one below it.
 * @throws {FatalError} When a directory cannot be read.
 */
export function surveyQueue(
  queueDirectory: string,
  isClaimed: (path: string) => boolean,
): Survey {
  const info = lstatOrNothing(queueDirectory);
  if (info === undefined) return { steps: [], left: [] };
  if (!info.isDirectory) return { steps: [], left: [""] };
  const parts = listDirectory(queueDirectory).map(({ name }): Survey => {
    const path = `${queueDirectory}/${name}`;
    const subdirectory = QUEUE_SUBDIRECTORIES.find((known) => known === name);
    if (subdirectory !== undefined && !isClaimed(path)) {
      return surveyBelow(path, { subdirectory, device: info.dev, name });
    }
    const isOwn = name === "quick-start" && kindOfEntry(path) === "file";
    return isOwn ? { steps: [{ kind: "remove-file", path }], left: [] } : {
      steps: [],
      left: [name],
    };
  });
  return closeDirectory(queueDirectory, parts);
}

/**
 * What to remove of a directory in which Postfix's files have fixed names.
 *
 * @param own The names of the files that are Postfix's.
 * @throws {FatalError} When the directory cannot be read.
 */
export function surveyFiles(
  directory: string,
  own: ReadonlySet<string>,
): Survey {
  const info = lstatOrNothing(directory);
  if (info === undefined) return { steps: [], left: [] };
  if (!info.isDirectory) return { steps: [], left: [""] };
  const parts = listDirectory(directory).map(({ name }): Survey => {
    const path = `${directory}/${name}`;
    return own.has(name) && kindOfEntry(path) === "file"
      ? { steps: [{ kind: "remove-file", path }], left: [] }
      : { steps: [], left: [name] };
  });
  return closeDirectory(directory, parts);
}

interface Place {
  readonly subdirectory: QueueSubdirectory;
  /** The file system that the queue directory is on. */
  readonly device: number;
  /** The path relative to the queue directory. */
  readonly name: string;
}

function surveyBelow(directory: string, place: Place): Survey {
  const info = lstatOrNothing(directory);
  if (!info?.isDirectory || info.dev !== place.device) {
    return { steps: [], left: [place.name] };
  }
  const parts = listDirectory(directory).map((entry): Survey => {
    const path = `${directory}/${entry.name}`;
    const name = `${place.name}/${entry.name}`;
    const kind: EntryKind = kindOfEntry(path);
    if (kind === "directory" && isHashDirectory(entry.name)) {
      return surveyBelow(path, { ...place, name });
    }
    return isOwnQueueEntry(place.subdirectory, entry.name, kind)
      ? { steps: [{ kind: "remove-file", path }], left: [] }
      : { steps: [], left: [name] };
  });
  return closeDirectory(directory, parts);
}

/** A directory goes last, and only when nothing stays in it. */
function closeDirectory(path: string, parts: readonly Survey[]): Survey {
  const left = parts.flatMap((part) => part.left);
  const steps = parts.flatMap((part) => part.steps);
  return left.length > 0
    ? { steps, left }
    : { steps: [...steps, { kind: "remove-directory", path }], left };
}

function countFiles(directory: string): number {
  if (!lstatOrNothing(directory)?.isDirectory) return 0;
  return listDirectory(directory)
    .map(({ name, isDirectory }) =>
      isDirectory ? countFiles(`${directory}/${name}`) : 1
    )
    .reduce((sum, count) => sum + count, 0);
}
