/**
 * `postmulti --plugins plan`: hooks that are shown in the place of being run.
 *
 * They are handed to the mode that the command line asks for. What that would
 * do to an instance counts as done elsewhere, so nothing happens.
 *
 * @module
 */

import type { Instance } from "../../registry/instance.ts";
import { chooseHooks } from "../choose.ts";
import type { Hooks } from "../hooks.ts";
import { pluginsOf } from "../load_plugins.ts";
import type { PluginSet } from "../plugin.ts";
import type { Preview } from "./show_preview.ts";

const NO_PLUGINS: PluginSet = { plugins: [], broken: [], unused: [] };

/**
 * Hooks that only show what would run.
 *
 * @param show Takes the whole plan; not called for an action that
 * changes nothing.
 */
export function previewHooks(
  show: (previews: readonly Preview[]) => void,
  { usePlugins }: { readonly usePlugins: boolean },
): Hooks {
  return {
    areUsed: false,
    finish(): void {},
    mayApply: () => true,
    plan(targets, { installation }): ReturnType<Hooks["plan"]> {
      const directories = pluginsOf(installation);
      const setFor = (instance: Instance) =>
        (usePlugins ? directories.of(instance) : undefined) ?? NO_PLUGINS;
      show(
        targets.map((target) => ({
          target,
          plan: chooseHooks(setFor(target.instance), target),
        })),
      );
      return Promise.resolve(() => Promise.resolve({ kind: "delegated" }));
    },
  };
}
