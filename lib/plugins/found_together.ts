/**
 * What makes plugins broken that look sound one by one: two files of one id, and
 * anything unsound in a tree that modules import from.
 *
 * @module
 */

import { mistrustTree } from "../sys/plugin_tree.ts";
import type { TrustJudge } from "../sys/trust_judge.ts";
import type { Declaration } from "./declaration.ts";
import type { Found } from "./look_at_plugin.ts";

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
        audience: { kind: "all" },
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

/** A module can import any file of the tree, so all of them must be sound. */
export function withoutMistrustedModules(
  found: ReadonlyMap<string, Found>,
  { directory, judge }: {
    readonly directory: string;
    readonly judge: TrustJudge;
  },
): ReadonlyMap<string, Found> {
  const modules = [...found].flatMap(([id, one]) =>
    one.kind === "plugin" && one.plugin.kind === "module"
      ? [{ id, path: one.path, declaration: one.plugin.declaration }]
      : []
  );
  const mistrust = mistrustTree(directory, judge);
  if (mistrust === undefined) return found;
  const broken = modules.map(({ id, path, declaration }): [string, Found] => [
    id,
    { kind: "broken", broken: { id, ...mistrust, declaration }, path },
  ]);
  return new Map([...found, ...broken]);
}
