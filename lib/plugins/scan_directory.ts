/**
 * Reading one plugin directory, `postmulti.d` in a configuration directory.
 *
 * Nothing in it is executed. What is found is a plugin, a broken one, a mask (an
 * empty file), or of no use; which of these are in force for an instance is
 * decided in merge.ts.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { listDirectory, lstatOrNothing } from "../sys/files.ts";
import { withoutLinksAbove } from "../sys/plugin_tree.ts";
import type { Mistrust, TrustJudge } from "../sys/trust_judge.ts";
import { fileNamed } from "./file_name.ts";
import { twins, withoutMistrusted } from "./plugin_conflicts.ts";
import type { KnownOps } from "./known_ops.ts";
import { type Found, inspectPlugin } from "./inspect_plugin.ts";
import { type BrokenPlugin, PLUGIN_DIRECTORY, type Unused } from "./plugin.ts";

/** The settings of a plugin, and whether they can be believed. */
export interface FoundConf {
  /** Absolute path. */
  readonly path: string;
  /** What speaks against it; undefined when nothing does. */
  readonly mistrust: Mistrust | undefined;
}

/** One plugin directory. */
export interface ScannedDirectory {
  /** Absolute, without symbolic links above it. */
  readonly path: string;
  /** The directory itself, when nothing in it can be believed. */
  readonly broken: BrokenPlugin | undefined;
  /** By id, bytewise. */
  readonly found: ReadonlyMap<string, Found>;
  /** Settings, by the id they are for. */
  readonly confs: ReadonlyMap<string, FoundConf>;
  /** What is not a plugin at work; masks not included. */
  readonly unused: readonly Unused[];
}

/** What a scan is made with. */
export interface ScanContext {
  /** Judges paths; one for the whole run. */
  readonly judge: TrustJudge;
  /** What events can be about. */
  readonly knownOps: KnownOps;
}

/**
 * Read the plugin directory of a configuration directory.
 *
 * @returns undefined when there is none: one lstat(2) has been made.
 */
export function scanDirectory(
  configDirectory: string,
  context: ScanContext,
): ScannedDirectory | undefined {
  const wanted = `${configDirectory}/${PLUGIN_DIRECTORY}`;
  try {
    if (lstatOrNothing(wanted) === undefined) return undefined;
    const path = withoutLinksAbove(wanted);
    const { mistrust } = context.judge.judge(path, "directory");
    return mistrust === undefined
      ? sort(listDirectory(path), { ...context, directory: path })
      : brokenDirectory(path, mistrust);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    const reason = `cannot be read (${error.message})`;
    const remedy = "run this as root, or correct its mode";
    return brokenDirectory(wanted, { path: wanted, reason, remedy });
  }
}

/** A directory of which nothing can be believed counts as one broken plugin. */
function brokenDirectory(path: string, mistrust: Mistrust): ScannedDirectory {
  return {
    path,
    broken: { id: PLUGIN_DIRECTORY, ...mistrust, declaration: undefined },
    found: new Map(),
    confs: new Map(),
    unused: [],
  };
}

interface Place extends ScanContext {
  /** Absolute path of the plugin directory, without symbolic links. */
  readonly directory: string;
}

function sort(
  entries: readonly Deno.DirEntry[],
  place: Place,
): ScannedDirectory {
  const { directory, judge } = place;
  const found = new Map<string, Found>();
  const confs = new Map<string, FoundConf>();
  const unused: Unused[] = [];
  const metas = metasAmong(entries);
  const subdirectories: string[] = [];
  for (const { name, isDirectory } of entries) {
    const path = `${directory}/${name}`;
    if (isDirectory) subdirectories.push(path);
    if (isDirectory) continue;
    const named = fileNamed(name);
    if (named.kind === "disabled") unused.push({ path, why: "disabled" });
    if (named.kind === "odd") unused.push({ path, why: "name" });
    if (named.kind === "conf") {
      const { mistrust } = judge.judge(path, "file");
      confs.set(named.id, { path, mistrust });
    }
    if (named.kind !== "plugin") continue;
    const { id, isModule } = named;
    const declaredIn = metas.has(id) ? `${directory}/${id}.meta` : path;
    const one = inspectPlugin({ id, path, isModule, declaredIn }, place);
    const twin = found.get(id);
    found.set(id, twin === undefined ? one : twins(id, [twin, one], path));
  }
  return {
    path: directory,
    broken: undefined,
    found: inOrder(withoutMistrusted(found, {
      directory,
      subdirectories,
      others: unused.flatMap(({ path, why }) => why === "name" ? path : []),
      judge,
    })),
    confs,
    unused,
  };
}

/** File names and ids mostly have the same order; "10-a.sh" and "10-a-b" do not. */
function inOrder(
  found: ReadonlyMap<string, Found>,
): ReadonlyMap<string, Found> {
  let before = "";
  for (const id of found.keys()) {
    if (id < before) return new Map([...found].sort(byId));
    before = id;
  }
  return found;
}

function byId([one]: [string, Found], [other]: [string, Found]): number {
  return one < other ? -1 : 1;
}

/** The ids that have a .meta. */
function metasAmong(entries: readonly Deno.DirEntry[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { name } of entries) {
    if (name.endsWith(".meta")) ids.add(name.slice(0, -".meta".length));
  }
  return ids;
}
