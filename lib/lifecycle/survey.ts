/**
 * Looking through the directories of an instance that is to be destroyed: what
 * has Postfix made, what is somebody else's.
 *
 * Reads directories, changes nothing. Symbolic links are not followed, other
 * file systems are not entered, and a file with a second name stays.
 *
 * @module
 */

import {
  isHashDirectory,
  isOwnQueueEntry,
  QUEUE_SUBDIRECTORIES,
  type QueueSubdirectory,
} from "../postfix/queue.ts";
import { kindOfEntry, listDirectory, lstatOrNothing } from "../sys/files.ts";
import type { RemoveStep } from "./step.ts";

/** What was found in one directory of the instance. */
export interface Survey {
  /** What is in it, in the order in which the steps must be taken. */
  readonly steps: readonly RemoveStep[];
  /** The directory itself; empty when something stays in it. */
  readonly closing: readonly RemoveStep[];
  /** What stays: paths below the directory, relative to it. */
  readonly left: readonly string[];
}

/** What to remove in a directory, and then the directory. */
export function allSteps({ steps, closing }: Survey): readonly RemoveStep[] {
  return [...steps, ...closing];
}

/**
 * What to remove of a queue directory.
 *
 * @param isClaimed Whether another instance claims a path, or one below it.
 * @throws {FatalError} When a directory cannot be read.
 */
export function surveyQueue(
  queueDirectory: string,
  isClaimed: (path: string) => boolean,
): Survey {
  const info = lstatOrNothing(queueDirectory);
  if (info === undefined) return NOTHING;
  if (!info.isDirectory) return keep("");
  const parts = listDirectory(queueDirectory).map(({ name }): Survey => {
    const path = `${queueDirectory}/${name}`;
    const subdirectory = QUEUE_SUBDIRECTORIES.find((known) => known === name);
    if (subdirectory !== undefined && !isClaimed(path)) {
      return surveyBelow(path, { subdirectory, device: info.dev, name });
    }
    const isOwn = name === "quick-start" && kindOfEntry(path) === "file";
    return isOwn ? removal(path) : keep(name);
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
  if (info === undefined) return NOTHING;
  if (!info.isDirectory) return keep("");
  const parts = listDirectory(directory).map(({ name }): Survey => {
    const path = `${directory}/${name}`;
    return own.has(name) && kindOfEntry(path) === "file"
      ? removal(path)
      : keep(name);
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
    return keep(place.name);
  }
  const parts = listDirectory(directory).map((entry): Survey => {
    const path = `${directory}/${entry.name}`;
    const name = `${place.name}/${entry.name}`;
    const kind = kindOfEntry(path);
    if (kind === "directory" && isHashDirectory(entry.name)) {
      return surveyBelow(path, { ...place, name });
    }
    return isOwnQueueEntry(place.subdirectory, entry.name, kind)
      ? removal(path)
      : keep(name);
  });
  return closeDirectory(directory, parts);
}

const NOTHING: Survey = { steps: [], closing: [], left: [] };

function removal(path: string): Survey {
  return { ...NOTHING, steps: [{ kind: "remove-file", path }] };
}

function keep(name: string): Survey {
  return { ...NOTHING, left: [name] };
}

/** A directory goes last, and only when nothing stays in it. */
function closeDirectory(path: string, parts: readonly Survey[]): Survey {
  const left = parts.flatMap((part) => part.left);
  const steps = parts.flatMap(allSteps);
  return left.length > 0
    ? { steps, closing: [], left }
    : { steps, closing: [{ kind: "remove-directory", path }], left };
}
