/**
 * What makes plugins broken that look sound one by one: two files of one id, and
 * anything unsound that they import or read.
 *
 * @module
 */

import { mistrustTree } from "../sys/plugin_tree.ts";
import type { Mistrust, TrustJudge } from "../sys/trust_judge.ts";
import type { Declaration } from "./declaration.ts";
import { mistrustImports } from "./judge_imports.ts";
import type { Found } from "./inspect_plugin.ts";
import type { Plugin } from "./plugin.ts";

/** Two files of one id: what they want can be believed when both can be. */
export function twins(
  id: string,
  [one, other]: readonly [Found, Found],
  path: string,
): Found {
  const [a, b] = [declarationOf(one), declarationOf(other)];
  return {
    kind: "broken",
    broken: {
      id,
      path,
      reason: `has the same id, ${id}, as ${one.path}`,
      remedy: "rename or remove one of them",
      declaration: a && b && {
        ...a,
        events: [...a.events, ...b.events],
        appliesTo: { kind: "all" },
      },
    },
    path,
  };
}

function declarationOf(found: Found): Declaration | undefined {
  if (found.kind === "mask") return undefined;
  return found.kind === "plugin"
    ? found.plugin.declaration
    : found.broken.declaration;
}

/** What plugins of one directory can read besides their own files. */
export interface PluginTree {
  /** The plugin directory. */
  readonly directory: string;
  /** Its subdirectories. */
  readonly subdirectories: readonly string[];
  /** Files in it that are neither plugins nor their settings. */
  readonly others: readonly string[];
  /** Judges paths. */
  readonly judge: TrustJudge;
}

/**
 * A module can import any file of the tree, so all of them must be sound. A script
 * can read what is in subdirectories, and what is not a plugin; plugins beside it are
 * judged one by one.
 */
export function withoutMistrusted(
  found: ReadonlyMap<string, Found>,
  tree: PluginTree,
): ReadonlyMap<string, Found> {
  const plugins = [...found].flatMap(([id, one]) =>
    one.kind === "plugin" ? [{ id, path: one.path, plugin: one.plugin }] : []
  );
  const hasKind = (wanted: Plugin["kind"]): boolean =>
    plugins.some(({ plugin }) => plugin.kind === wanted);
  const { directory, judge } = tree;
  const module = hasKind("module") ? mistrustTree(directory, judge) : undefined;
  // What is sound for modules is so for scripts.
  const isSound = hasKind("module") && module === undefined;
  const isRead = hasKind("executable") && !isSound;
  const mistrust = {
    module,
    executable: isRead ? mistrustRead(tree) : undefined,
  };
  const broken = plugins.flatMap(({ id, path, plugin }): [string, Found][] => {
    const { kind, declaration } = plugin;
    const reason = mistrust[kind] ??
      (kind === "module" ? mistrustImports(path, directory) : undefined);
    return reason === undefined ? [] : [[id, {
      kind: "broken",
      broken: { id, ...reason, declaration },
      path,
    }]];
  });
  return broken.length === 0 ? found : new Map([...found, ...broken]);
}

function mistrustRead(
  { subdirectories, others, judge }: PluginTree,
): Mistrust | undefined {
  for (const path of others) {
    const { mistrust } = judge.judge(path, "file");
    if (mistrust !== undefined) return mistrust;
  }
  for (const path of subdirectories) {
    const mistrust = judge.judge(path, "directory").mistrust ??
      mistrustTree(path, judge);
    if (mistrust !== undefined) return mistrust;
  }
  return undefined;
}
