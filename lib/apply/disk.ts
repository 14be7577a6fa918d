/**
 * The disk as it will be: what is there, and over it what steps will have made
 * of it. With it a plan can be looked through to its end before it is begun.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import { resultOfEdit } from "../lifecycle/edit_result.ts";
import type { ListSources } from "../lifecycle/list_change.ts";
import type { Step } from "../lifecycle/step.ts";
import { lstatOrNothing, statOrNothing } from "../sys/files.ts";
import { readRegularFile } from "../sys/read_file.ts";
import { isSameBytes } from "../sys/same_bytes.ts";

/** A file that steps change. */
export interface FileChange {
  /** Absolute path. */
  readonly path: string;
  /** Its bytes before; undefined when it is new. */
  readonly before: Uint8Array | undefined;
  /** Its bytes afterwards; undefined when it has gone. */
  readonly after: Uint8Array | undefined;
  /** Whether somebody who is not root can read it, before and afterwards. */
  readonly isPublic: boolean;
}

/** The disk as it will be. */
export interface Disk {
  /** The bytes of a file; undefined when there is none. */
  read(path: string): Uint8Array | undefined;
  /** Take a step in thought, and tell which files it changes. */
  take(step: Step, sources: ListSources): readonly FileChange[];
}

interface Future {
  readonly content: Uint8Array | undefined;
  readonly mode: number;
}

/** The disk as it is, with nothing done yet. */
export function openDisk(): Disk {
  const futures = new Map<string, Future>();
  const look = (path: string): Future => {
    const future = futures.get(path);
    if (future !== undefined) return future;
    const info = statOrNothing(path);
    return info?.isFile
      ? { content: readRegularFile(path), mode: info.mode ?? 0 }
      : { content: undefined, mode: 0o644 };
  };
  const put = (path: string, next: Future): FileChange[] => {
    const now = look(path);
    futures.set(path, next);
    if (isSameContent(now.content, next.content)) return [];
    const isPublic = (now.mode & next.mode & 0o004) !== 0;
    return [{ path, before: now.content, after: next.content, isPublic }];
  };
  return {
    read: (path) => look(path).content,
    take(step, sources): readonly FileChange[] {
      const now = look(step.kind === "check-empty" ? "/" : pathOf(step));
      switch (step.kind) {
        case "write-file":
          return put(step.path, step);
        case "edit-main-cf":
        case "edit-master-cf":
        case "edit-list": {
          const result = resultOfEdit(step, now.content ?? EMPTY, sources);
          const content = result?.file ?? now.content;
          return put(step.path, { content, mode: 0o644 });
        }
        case "move-file":
          return [
            ...put(step.path, { ...now, content: undefined }),
            ...put(step.to, now),
          ];
        case "withdraw-file":
        case "remove-file":
          return lstatOrNothing(step.path)?.isFile
            ? put(step.path, { ...now, content: undefined })
            : [];
        default:
          return [];
      }
    },
  };
}

const EMPTY = new Uint8Array();

function pathOf(step: Exclude<Step, { kind: "check-empty" }>): string {
  return step.kind === "seize-directories" ? step.queueDirectory : step.path;
}

/** Whether two files have the same content; undefined is a file that is not there. */
export function isSameContent(
  one: Uint8Array | undefined,
  other: Uint8Array | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  return isSameBytes(one, other);
}
