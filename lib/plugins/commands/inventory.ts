/**
 * Everything that lies in the plugin directories of the instances, and what has
 * become of it: for `postmulti --plugins list` and `check`.
 *
 * @module
 */

import { basename } from "@std/path/posix/basename";
import { type Instance, titleOf } from "../../registry/instance.ts";
import type { AppliesTo, Declaration } from "../declaration.ts";
import { DISABLED, fileNamed, NAME_RULE, nameOf } from "../file_name.ts";
import type { PluginDirectories } from "../load_plugins.ts";
import type { PluginSet, Unused } from "../plugin.ts";

/** What has become of a file. */
export type InventoryState =
  | "active"
  | "settings"
  | "broken"
  | "masked"
  | "replaced"
  | "disabled"
  | "ignored"
  | "available";

/** One file, or one plugin that could be installed. */
export interface InventoryRow {
  /** What has become of it. */
  readonly state: InventoryState;
  /** The id of the plugin; undefined when the file has no plugin's name. */
  readonly id: string | undefined;
  /** Absolute path; undefined for what is not installed. */
  readonly path: string | undefined;
  /** The title of the instance that this is about; undefined for all. */
  readonly instance: string | undefined;
  /** What it wants, as far as that can be believed. */
  readonly declaration: Declaration | undefined;
  /** Why it is not active, in words; "" when it is. */
  readonly reason: string;
  /** What to do about that; "" for nothing. */
  readonly remedy: string;
}

/**
 * Take the inventory.
 *
 * @param instances The primary first.
 * @param shipped The ids of the plugins that could be installed.
 */
export function takeInventory(
  instances: readonly Instance[],
  { directories, shipped }: {
    readonly directories: PluginDirectories;
    readonly shipped: readonly string[];
  },
): InventoryRow[] {
  const rows = new Map<string, InventoryRow>();
  for (const instance of instances) {
    const set = directories.of(instance);
    const title = instance.primary ? undefined : titleOf(instance);
    for (const row of set === undefined ? [] : rowsOf(set, title)) {
      const isOfInstance = row.state === "masked" || row.state === "replaced";
      const { state, path, reason, id } = row;
      const key = [state, path, reason, id, isOfInstance ? title : ""];
      const seen = key.join("\0");
      if (!rows.has(seen)) rows.set(seen, row);
    }
  }
  const known = new Set([...rows.values()].map(({ id }) => id));
  return [
    ...rows.values(),
    ...shipped.filter((id) => !known.has(id)).map(availableRow),
  ];
}

function rowsOf(
  { plugins, broken, unused }: PluginSet,
  instance: string | undefined,
): InventoryRow[] {
  return [
    ...plugins.map(({ id, path, declaration }): InventoryRow => ({
      ...NOTHING_WRONG,
      state: "active",
      id,
      path,
      instance,
      declaration,
    })),
    ...plugins.flatMap(({ id, conf }): InventoryRow[] =>
      conf === undefined ? [] : [{
        ...NOTHING_WRONG,
        state: "settings",
        id,
        path: conf,
        instance,
        declaration: undefined,
      }]
    ),
    ...broken.map((one): InventoryRow => ({
      ...one,
      state: "broken",
      instance,
    })),
    ...unused.map((one) => unusedRow(one, instance)),
  ];
}

const NOTHING_WRONG = { reason: "", remedy: "" };

/** What to say about files that are not plugins at work. */
const UNUSED: Readonly<
  Record<Unused["why"], { state: InventoryState; reason: string }>
> = {
  masked: {
    state: "masked",
    reason: "by an empty file in the directory of the instance",
  },
  replaced: {
    state: "replaced",
    reason: "by the one in the directory of the instance",
  },
  disabled: { state: "disabled", reason: "because of its name" },
  name: { state: "ignored", reason: `because of its name: ${NAME_RULE}` },
  empty: { state: "ignored", reason: "an empty file that masks nothing" },
};

function unusedRow(
  { path, why }: Unused,
  instance: string | undefined,
): InventoryRow {
  const name = basename(path);
  const named = fileNamed(
    name.endsWith(DISABLED) ? name.slice(0, -DISABLED.length) : name,
  );
  const id = named.kind === "plugin" ? named.id : undefined;
  const remedy = why === "disabled" && id !== undefined
    ? `switch it on with "postmulti --plugins enable ${id}${
      instance === undefined ? "" : ` -i ${instance}`
    }"`
    : "";
  const none = { declaration: undefined, instance, remedy };
  return { ...UNUSED[why], ...none, id, path };
}

function availableRow(id: string): InventoryRow {
  const name = nameOf(id);
  return {
    state: "available",
    id,
    path: undefined,
    instance: undefined,
    declaration: undefined,
    reason: "comes with postmulti and is not installed",
    remedy: `install it with "postmulti --plugins install ${name}"`,
  };
}

/** What a plugin wants, in the words of its declaration. */
export function describeDeclaration(
  { events, timeoutS, appliesTo }: Declaration,
): string {
  const on = events.map(({ phase, op }) => `${phase}:${op}`).join(",");
  const whom = describeAppliesTo(appliesTo);
  return `on=${on} timeout=${timeoutS}` + (whom === "" ? "" : ` for=${whom}`);
}

function describeAppliesTo(appliesTo: AppliesTo): string {
  switch (appliesTo.kind) {
    case "all":
      return "";
    case "primary":
    case "secondary":
      return appliesTo.kind;
    case "instance":
      return appliesTo.name;
    case "group":
      return `group:${appliesTo.group}`;
  }
}
