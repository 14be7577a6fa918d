/**
 * What --apply has done, or would do, as data and as text. Pure.
 *
 * The JSON is documented in postmulti-apply(5); members may be added,
 * never removed.
 *
 * @module
 */

import { jsonText } from "../diag/json_text.ts";
import { fromBytes } from "../main_cf/byte_string.ts";
import { fromText, toText } from "../main_cf/lossless_text.ts";
import type { FileChange } from "./disk_overlay.ts";
import type { Target } from "./target.ts";
import type { Task, TaskAction } from "./task.ts";
import { unifiedDiff } from "./unified_diff.ts";

/** A task, and what it does to files. */
export interface PlannedTask extends Task {
  /** In the order of its steps. */
  readonly changes: readonly FileChange[];
}

/** How far a run got. */
export interface Progress {
  /** Whether nothing was to be done. */
  readonly dryRun: boolean;
  /** What has been done; all of it with dryRun. */
  readonly done: ReadonlySet<Task>;
  /** Why it ended before its end. */
  readonly error: string | undefined;
}

/** The words that --dry-run shows, and a run with it in JSON. */
export interface Outcome extends Progress {
  /** The primary instance, and all that the document is about, in start order. */
  readonly targets: readonly Target[];
  /** What there was to do. */
  readonly tasks: readonly PlannedTask[];
}

/** One JSON object, with a newline; a byte string. */
export function formatResult(outcome: Outcome): string {
  const { dryRun, done, error, targets } = outcome;
  const result = {
    schema: 1,
    dry_run: dryRun,
    changed: done.size > 0,
    complete: error === undefined,
    error: error ?? null,
    instances: targets.map((target) => instanceResult(target, outcome)),
  };
  return fromText(`${jsonText(result)}\n`);
}

/** The plan, and the difference that it makes to each file; a byte string. */
export function formatPlan({ targets, tasks }: Outcome): string {
  if (tasks.length === 0) return "nothing to do\n";
  const plan = tasks.map(({ action, target }) =>
    fromText(`${nameOf(target)}: ${action}\n`)
  );
  const diffs = targets.flatMap((target) =>
    filesOf(tasks.filter((task) => task.target === target))
      .map((change) =>
        diffOf(change) ?? `${fromText(change.path)}: ${SECRET}\n`
      )
  );
  return [...plan, ...diffs].join("");
}

const SECRET = "changed; not shown, because other users cannot read it";

function instanceResult(target: Target, { tasks, done }: Outcome): unknown {
  const own = tasks.filter((task) => task.target === target);
  const finished = own.filter((task) => done.has(task));
  return {
    name: (target.wanted.name ?? target.instance?.name) || null,
    config_directory: target.configDirectory,
    primary: target.wanted.primary,
    changed: finished.length > 0,
    complete: finished.length === own.length,
    done: finished.map(({ action }): TaskAction => action),
    not_done: own.filter((task) => !done.has(task))
      .map(({ action }): TaskAction => action),
    files: fileResults(target, filesOf(finished)),
  };
}

/** What has changed, and what the document is about and has not. */
function fileResults(
  target: Target,
  changes: readonly FileChange[],
): readonly unknown[] {
  const changed = new Set(changes.map(({ path }) => path));
  const same = mentioned(target).filter((path) => !changed.has(path));
  return [
    ...changes.map((change) => {
      const { path } = change;
      const diff = diffOf(change);
      return {
        path,
        changed: true,
        change: kindOfChange(change),
        diff: diff === undefined ? null : toText(diff),
      };
    }),
    ...same.map((path) => ({ path, changed: false, change: null, diff: null })),
  ];
}

function mentioned({ wanted, configDirectory }: Target): readonly string[] {
  const { mainCf, masterCf, files } = wanted;
  return [
    ...mainCf.size === 0 ? [] : ["main.cf"],
    ...masterCf.size === 0 ? [] : ["master.cf"],
    ...files.map(({ path }) => path),
  ].map((path) => path.startsWith("/") ? path : `${configDirectory}/${path}`);
}

/** Each file once, from before the first change to after the last. */
function filesOf(tasks: readonly PlannedTask[]): readonly FileChange[] {
  const files = new Map<string, FileChange>();
  for (const change of tasks.flatMap(({ changes }) => changes)) {
    const first = files.get(change.path) ?? change;
    const isPublic = first.isPublic && change.isPublic;
    files.set(change.path, { ...change, before: first.before, isPublic });
  }
  return [...files.values()];
}

function kindOfChange({ before, after }: FileChange): string {
  if (before === undefined) return "created";
  return after === undefined ? "removed" : "changed";
}

/** Undefined for a file that other users cannot read. */
function diffOf(
  { path, before, after, isPublic }: FileChange,
): string | undefined {
  if (!isPublic) return undefined;
  const text = (bytes: Uint8Array | undefined) =>
    fromBytes(bytes ?? new Uint8Array());
  const name = fromText(path);
  return unifiedDiff(text(before), text(after), {
    from: before === undefined ? "/dev/null" : name,
    to: after === undefined ? "/dev/null" : name,
  });
}

function nameOf({ wanted, instance, configDirectory }: Target): string {
  return wanted.name || instance?.name || configDirectory;
}
