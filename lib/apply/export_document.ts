/**
 * `postmulti --export`: the document of the host as it is.
 *
 * What a document cannot say is left out, and so is left alone when the document
 * is applied; a warning names it. Reads the files of all instances, changes nothing.
 *
 * @module
 */

import type { Diagnostics } from "../diag/diagnostics.ts";
import { indentedJsonText } from "../diag/json_text.ts";
import { fromText } from "../main_cf/lossless_text.ts";
import type { Installation } from "../postfix/installation.ts";
import { loggingEnvironment } from "../postfix/logging_environment.ts";
import type { ShippedPlugin } from "../plugins/shipped.ts";
import { directoryProblem } from "../registry/directory_problem.ts";
import {
  groupProblem,
  type Instance,
  nameProblem,
  withoutSlash,
} from "../registry/instance.ts";
import { type DiskOverlay, openDiskOverlay } from "./disk_overlay.ts";
import { exportPlugins } from "./export_plugins.ts";
import { type Host, readHost } from "./host.ts";
import { inheritedPlugins } from "./inherited.ts";
import {
  type ExportedFile,
  exportServices,
  exportSettings,
} from "./export_files.ts";

/** What the document is made with. */
export interface ExportContext {
  /** Gets a warning for each damaged instance, and for what cannot be said. */
  readonly diagnostics: Diagnostics;
  /** The plugins that come with this program. */
  readonly shipped: readonly ShippedPlugin[];
}

/** A document, and whether all instances are in it. */
export interface Exported {
  /** JSON, as a byte string. */
  readonly text: string;
  /** False when something was left out; it has been reported. */
  readonly isComplete: boolean;
}

/**
 * Write down the host.
 *
 * @throws {FatalError} When the primary instance or a file cannot be read.
 */
export function exportDocument(
  installation: Installation,
  { diagnostics, shipped }: ExportContext,
): Exported {
  const environment = loggingEnvironment(installation, { verbose: false });
  const host = readHost(installation, environment);
  const { primary, secondaries } = host.list;
  const damaged = secondaries.flatMap(({ damage }) => damage ?? []);
  for (const { configDirectory, reason } of damaged) {
    diagnostics.warning(`instance ${configDirectory} is left out: ${reason}`);
  }
  const inherited = inheritedPlugins(primary.configDirectory, {
    exclusive: false,
    instances: [],
  });
  const all = [
    primary,
    ...secondaries.flatMap(({ instance }) => instance ?? []),
  ];
  let isComplete = damaged.length === 0;
  const onOmitted = (text: string): void => {
    isComplete = false;
    diagnostics.warning(text);
  };
  const instances = all.map((instance) =>
    exportInstance(instance, {
      host,
      disk: openDiskOverlay(),
      shipped,
      inherited,
      onOmitted,
    })
  );
  const document = { schema: 1, exclusive: false, instances };
  return {
    text: fromText(`${indentedJsonText(document)}\n`),
    isComplete,
  };
}

interface InstanceExportContext {
  readonly host: Host;
  readonly disk: DiskOverlay;
  readonly shipped: readonly ShippedPlugin[];
  readonly inherited: ReadonlySet<string>;
  /** Gets a line about each thing that a document cannot say. */
  readonly onOmitted: (text: string) => void;
}

function exportInstance(
  instance: Instance,
  { host, disk, shipped, inherited, onOmitted }: InstanceExportContext,
): unknown {
  const { primary, name, group, enabled, configDirectory } = instance;
  const read = (file: string): Uint8Array =>
    disk.read(`${configDirectory}/${file}`) ?? new Uint8Array();
  const meta = host.installation.primary.value("meta_directory");
  const both = (name: string): ExportedFile => ({
    file: read(name),
    prototype: disk.read(`${meta}/${name}.proto`),
  });
  const { services, omitted } = exportServices(both("master.cf"));
  for (const text of omitted) {
    onOmitted(`${configDirectory}/master.cf, ${text}`);
  }
  return {
    ...primary ? { primary } : {},
    ...said("name", name, nameProblem),
    ...said("group", group, groupProblem),
    enabled,
    config_directory: withoutSlash(configDirectory),
    ...directory("queue_directory", instance.queueDirectory),
    ...directory("data_directory", instance.dataDirectory),
    main_cf: exportSettings(both("main.cf"), { isCreated: !primary }),
    master_cf: services,
    plugins: exportPlugins(configDirectory, {
      disk,
      shipped,
      inherited: primary ? new Set() : inherited,
    }),
    state: host.isRunning(instance) ? "started" : "stopped",
  };
}

function said(
  member: string,
  word: string,
  problemOf: (word: string) => string | undefined,
): Record<string, string | null> {
  if (word === "") return { [member]: null };
  return problemOf(word) === undefined ? { [member]: word } : {};
}

function directory(member: string, path: string): Record<string, string> {
  const value = withoutSlash(path);
  return directoryProblem(value) === undefined ? { [member]: value } : {};
}
