/**
 * The disk as it will be: as it is now, with the results of steps over it. With it
 * a plan can be looked through to its end before it is begun.
 *
 * Reads the disk, changes nothing.
 *
 * @module
 */

import { resultOfEdit } from "../lifecycle/edit_result.ts";
import type { ListContext } from "../lifecycle/list_change.ts";
import type { Step } from "../lifecycle/step.ts";
import { lstatOrNothing, statOrNothing } from "../sys/files.ts";
import { canEverybodyRead } from "../sys/public_file.ts";
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
  /**
   * Whether everybody can read it afterwards, and could read it, and all that it
   * was made of, before the first step.
   */
  readonly isPublic: boolean;
}

/** The disk as it will be. */
export interface DiskOverlay {
  /** The bytes of a file; undefined when there is none. */
  read(path: string): Uint8Array | undefined;
  /** Take a step in thought. @returns The files that it changes. */
  take(step: Step, sources: ListContext): readonly FileChange[];
}

interface Future {
  readonly content: Uint8Array | undefined;
  readonly mode: number;
  /** Whether anything in it may have come from a file that other users cannot read. */
  readonly isSecret: boolean;
}

/** The disk as it is, with nothing done yet. */
export function openDiskOverlay(): DiskOverlay {
  const futures = new Map<string, Future>();
  const look = (path: string): Future => {
    const future = futures.get(path);
    if (future !== undefined) return future;
    const info = statOrNothing(path);
    if (!info?.isFile) {
      return { content: undefined, mode: 0o644, isSecret: false };
    }
    const isSecret = !canEverybodyRead(path);
    return { content: readRegularFile(path), mode: info.mode ?? 0, isSecret };
  };
  const put = (
    path: string,
    { content, mode, isSecret = false }:
      & Pick<Future, "content" | "mode">
      & Partial<Future>,
  ): FileChange[] => {
    const now = look(path);
    const isPublic = !now.isSecret && !isSecret && (mode & 0o004) !== 0;
    futures.set(path, { content, mode, isSecret: !isPublic });
    if (isSameContent(now.content, content)) return [];
    return [{ path, before: now.content, after: content, isPublic }];
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
