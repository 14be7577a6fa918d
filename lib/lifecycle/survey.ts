/**
 * Looking through the directories of an instance that will be destroyed: what
 * has Postfix made, what belongs to others.
 *
 * Reads directories, changes nothing. Symbolic links are not followed, other
 * file systems are not entered, and a file with a second name stays.
 *
 * @module
 */

import {
  isHashDirectory,
  isOwnQueueEntry,
  QUEUE_MARKERS,
  QUEUE_SUBDIRECTORIES,
  type QueueSubdirectory,
} from "../postfix/queue.ts";
import {
  kindOfEntry,
  listDirectory,
  lstatOrNothing,
  statOrNothing,
} from "../sys/files.ts";
import {
  closeDirectory,
  keep,
  NOTHING,
  removal,
  type Survey,
} from "./removals.ts";
import { type JailOptions, jailSurveyor } from "./survey_jail.ts";

/**
 * What to remove of a queue directory. Of a subdirectory in which something
 * stays only the files in itself go: what is deeper down is not safe to remove
 * unless the directories on the way are root's alone, and these are not.
 *
 * @param options.isClaimed Whether another instance claims a path, or one below it.
 * @param options.jail Undefined where the distribution prepares none.
 * @throws {FatalError} When a directory cannot be read.
 */
export function surveyQueue(
  queueDirectory: string,
  { isClaimed, jail }: {
    readonly isClaimed: (path: string) => boolean;
    readonly jail: JailOptions | undefined;
  },
): Survey {
  const info = lstatOrNothing(queueDirectory);
  if (info === undefined) return NOTHING;
  if (!info.isDirectory) return keep("");
  const surveyJail = jail && jailSurveyor(jail, {
    directory: queueDirectory,
    device: info.dev,
    isClaimed,
  });
  const parts = namesIn(queueDirectory).map((name): Survey => {
    const path = `${queueDirectory}/${name}`;
    const subdirectory = QUEUE_SUBDIRECTORIES.find((known) => known === name);
    if (subdirectory !== undefined && !isClaimed(path)) {
      return withoutDepth(
        path,
        surveyBelow(path, { subdirectory, device: info.dev, name }),
      );
    }
    if (QUEUE_MARKERS.includes(name) && kindOfEntry(path) === "file") {
      return removal(path);
    }
    return surveyJail?.(name) ?? keep(name);
  });
  return closeTop(closeDirectory(queueDirectory, parts), info);
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
  return closeTop(closeDirectory(directory, parts), info);
}

/**
 * The queues are looked for by name as well: the runtime says nothing about a
 * directory that can only be read in part.
 */
function namesIn(queueDirectory: string): string[] {
  const queues = QUEUE_SUBDIRECTORIES.filter((name) =>
    lstatOrNothing(`${queueDirectory}/${name}`) !== undefined
  );
  const listed = listDirectory(queueDirectory).map(({ name }) => name);
  return [...new Set([...queues, ...listed])].sort();
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

function withoutDepth(directory: string, survey: Survey): Survey {
  if (survey.left.length === 0) return survey;
  const steps = survey.steps.filter(({ path }) =>
    path.lastIndexOf("/") === directory.length
  ).filter(({ kind }) => kind === "remove-file");
  return { ...survey, steps };
}

/** A file system of its own was not mounted by Postfix. */
function closeTop(survey: Survey, { dev }: Deno.FileInfo): Survey {
  const [finalStep] = survey.finalSteps;
  if (finalStep === undefined) return survey;
  const above = statOrNothing(`${finalStep.path}/..`);
  return above?.dev === dev
    ? survey
    : { ...survey, finalSteps: [], left: ["."] };
}
