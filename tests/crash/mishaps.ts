/**
 * What can be wrong with a disk, compared with how it was before an action and
 * how it is after it. Pure; problems come as lines.
 *
 * @module
 */

import { differences, type Snapshot } from "./disk.ts";
import type { Stage } from "./stage.ts";

/** Which of the two states must be there at the end. */
export type Expected = "before" | "after" | "either";

/** Differences to the state that must be there, but for files that are named. */
export function unexpected(
  { before, after }: Stage,
  now: Snapshot,
  { goal, excused }: { readonly goal: Expected; readonly excused: string },
): string[] {
  const unexcused = (expected: Snapshot, times: boolean): string[] =>
    differences(expected, now, { times })
      .filter((line) => !isNamed(line.slice(0, line.indexOf(": ")), excused));
  const toBefore = goal === "after" ? undefined : unexcused(before, true);
  const toAfter = goal === "before" ? undefined : unexcused(after, false);
  const both = [toBefore, toAfter].filter((lines) => lines !== undefined);
  return both.some((lines) => lines.length === 0)
    ? []
    : both.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

/** A directory that is said not to be empty stands for what is in it. */
function isNamed(path: string, text: string): boolean {
  const above = path.split("/").map((_, at, names) =>
    names.slice(0, at).join("/")
  );
  return text.includes(`${path}:`) || text.includes(`${path} `) ||
    above.some((one) => text.includes(`${one}: Directory not empty`));
}

/** No configuration file is ever half written. */
export function incompleteFiles(
  { before, after }: Stage,
  now: Snapshot,
): string[] {
  return [...now].flatMap(([path, { content }]) =>
    !/\/(main|master)\.cf$/.test(path) ||
      content === before.get(path)?.content ||
      content === after.get(path)?.content
      ? []
      : [`${path}: is neither the old file nor the new one`]
  );
}

/** No listed instance lacks a part. */
export function incompleteInstances(list: string, now: Snapshot): string[] {
  const directories = list.match(/\/\S+$/gm) ?? [];
  return directories.slice(1).flatMap((directory) => {
    const main = now.get(`${directory}/main.cf`)?.content ?? "";
    const wanted = [
      `${directory}/main.cf`,
      `${directory}/master.cf`,
      /^queue_directory = (.*)$/m.exec(main)?.[1] ?? "its queue_directory",
      /^data_directory = (.*)$/m.exec(main)?.[1] ?? "its data_directory",
    ];
    return wanted.filter((path) => !now.has(path))
      .map((path) => `${directory} is listed, and ${path} is not there`);
  });
}

/** No mail is lost, wherever it may have been moved. */
export function lostMail({ before }: Stage, now: Snapshot): string[] {
  const there = new Set([...now.values()].map(({ content }) => content));
  return [...before].flatMap(([path, { content }]) =>
    content.startsWith("mail ") && !there.has(content)
      ? [`${path}: the mail is lost`]
      : []
  );
}
