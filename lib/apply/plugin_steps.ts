/**
 * The steps that install plugins, switch them and write their settings.
 *
 * The settings come first and the plugin last, so that it is never found
 * without them. Reads the disk, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import type { Step } from "../lifecycle/step.ts";
import { DISABLED, fileNamed } from "../plugins/file_name.ts";
import { PLUGIN_DIRECTORY } from "../plugins/plugin.ts";
import { isDirectory, listDirectory } from "../sys/files.ts";
import { distrustDirectory } from "../sys/trust.ts";
import type { WantedPlugin } from "./document.ts";
import {
  installShipped,
  type PluginFilesContext,
  type PluginPlace,
  writeIfOther,
} from "./plugin_files.ts";

/** Settings can hold a secret. */
const SECRET = 0o600;

/**
 * The steps that are needed; none when all is as it should be.
 *
 * @param configDirectory Whose `postmulti.d` they go into.
 * @throws {FatalError} When a plugin is neither there nor given.
 */
export function pluginSteps(
  plugins: ReadonlyMap<string, WantedPlugin>,
  configDirectory: string,
  context: PluginFilesContext,
): readonly Step[] {
  if (plugins.size === 0) return [];
  const directory = `${configDirectory}/${PLUGIN_DIRECTORY}`;
  const distrust = distrustDirectory(directory);
  if (distrust !== undefined) {
    throw new FatalError(
      `${distrust.path}: this directory ${distrust.reason}, so no plugin is ` +
        `safe: run "chown root ${distrust.path}" and "chmod go-w ${distrust.path}"`,
    );
  }
  const place = { ...context, directory, names: namesIn(directory) };
  const steps = [...plugins].flatMap(([id, plugin]) =>
    stepsFor(id, plugin, place)
  );
  if (steps.length === 0 || isDirectory(directory)) return steps;
  return [{ kind: "make-directory", path: directory, mode: 0o755 }, ...steps];
}

function stepsFor(
  id: string,
  plugin: WantedPlugin,
  place: PluginPlace,
): Step[] {
  const { enabled, file, conf } = plugin;
  const shipped = place.shipped.find((one) => one.id === id);
  const own = ownFiles(id, place.names);
  const confSteps = conf === undefined
    ? []
    : writeIfOther({ name: `${id}.conf`, content: conf }, place, {
      mode: shipped?.conf.mode ?? SECRET,
    });
  if (file !== undefined) {
    return [...confSteps, ...installOwn({ ...file, enabled }, own, place)];
  }
  const isMask = own.active === id && isEmpty(id, place);
  if (place.inherited.has(id) && (own.active === undefined || isMask)) {
    return [...confSteps, ...maskSteps(id, { enabled, isMask }, place)];
  }
  if (own.active !== undefined || own.disabled !== undefined) {
    return [...confSteps, ...switchSteps(own, enabled, place)];
  }
  if (shipped === undefined) {
    throw new FatalError(
      `${plugin.place}: there is no plugin ${id} here, and none comes with ` +
        'postmulti: give its "file"',
    );
  }
  const usual = conf === undefined && !place.names.includes(shipped.conf.name)
    ? [shipped.conf]
    : [];
  return [
    ...confSteps,
    ...installShipped([...shipped.parts, ...usual], place),
    ...installShipped([{
      ...shipped.file,
      name: shipped.file.name + (enabled ? "" : DISABLED),
    }], place),
  ];
}

interface OwnFiles {
  /** The name of the plugin's file, when it is switched on. */
  readonly active: string | undefined;
  /** The name of its file when it is switched off. */
  readonly disabled: string | undefined;
}

function ownFiles(id: string, names: readonly string[]): OwnFiles {
  const isMeant = (name: string): boolean => {
    const named = fileNamed(name);
    return named.kind === "plugin" && named.id === id;
  };
  return {
    active: names.find(isMeant),
    disabled: names.find((name) =>
      name.endsWith(DISABLED) && isMeant(name.slice(0, -DISABLED.length))
    ),
  };
}

function installOwn(
  { name, content, enabled }: {
    readonly name: string;
    readonly content: string;
    readonly enabled: boolean;
  },
  own: OwnFiles,
  place: PluginPlace,
): Step[] {
  const wanted = enabled ? name : name + DISABLED;
  const others = [own.active, own.disabled]
    .flatMap((other) => other === undefined || other === wanted ? [] : other);
  const named = fileNamed(name);
  const isModule = named.kind === "plugin" && named.isModule;
  return [
    ...others.map((other): Step => ({
      kind: "withdraw-file",
      path: `${place.directory}/${other}`,
    })),
    ...writeIfOther({ name: wanted, content }, place, {
      mode: isModule ? 0o644 : 0o755,
    }),
  ];
}

function maskSteps(
  id: string,
  { enabled, isMask }: { readonly enabled: boolean; readonly isMask: boolean },
  place: PluginPlace,
): Step[] {
  if (enabled === !isMask) return [];
  const path = `${place.directory}/${id}`;
  return enabled
    ? [{ kind: "withdraw-file", path }]
    : [{ kind: "write-file", path, content: new Uint8Array(), mode: 0o644 }];
}

function switchSteps(
  { active, disabled }: OwnFiles,
  enabled: boolean,
  { directory }: PluginPlace,
): Step[] {
  if (enabled ? active !== undefined : active === undefined) return [];
  if (active !== undefined) {
    const path = `${directory}/${active}`;
    return disabled === active + DISABLED
      ? [
        { kind: "withdraw-file", path: path + DISABLED },
        moveTo(path, path + DISABLED),
      ]
      : [moveTo(path, path + DISABLED)];
  }
  const path = `${directory}/${disabled}`;
  return [moveTo(path, path.slice(0, -DISABLED.length))];
}

function moveTo(path: string, to: string): Step {
  return { kind: "move-file", path, to };
}

function isEmpty(name: string, { directory, disk }: PluginPlace): boolean {
  return disk.read(`${directory}/${name}`)?.length === 0;
}

function namesIn(directory: string): readonly string[] {
  return isDirectory(directory)
    ? listDirectory(directory).flatMap(({ name, isDirectory }) =>
      isDirectory ? [] : name
    )
    : [];
}
