/**
 * The plan of -e import: an instance that exists joins the list.
 *
 * Reads what is on the disk, changes nothing.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { readParameters } from "../postfix/installation.ts";
import type { Parameters } from "../postfix/parameters.ts";
import type { Instance } from "../registry/instance.ts";
import { secondaryInstance } from "../registry/read_instance.ts";
import { isDirectory, isRegularFile } from "../sys/files.ts";
import { type EditContext, type Plan, primaryMainCf } from "./edit_context.ts";
import { checkNewClaims, refuseListed } from "./new_claims.ts";
import { newDirectory } from "./new_instance.ts";
import { nameEdits } from "./new_main_cf.ts";
import { placeBefore } from "./placement.ts";
import { planPermissions } from "./plan_permissions.ts";
import type { Step } from "./step.ts";

/**
 * Plan to take an existing instance into the list.
 *
 * @throws {FatalError} When a part of it is missing, or its directories are in use.
 */
export function planImport(context: EditContext): Plan {
  const directory = newDirectory(
    "config_directory",
    context.list.primary.configDirectory,
    context.request,
  );
  return planExisting(context, directory);
}

/**
 * Plan to take the instance in `configDirectory` into the list; its queue and
 * data directory are what its main.cf says.
 *
 * @throws {FatalError} As planImport.
 */
export function planExisting(
  context: EditContext,
  configDirectory: string,
): Plan {
  const { installation, list, request } = context;
  refuseListed(context, configDirectory);
  const before = placeBefore(list, request.selection);
  refuseIncomplete(configDirectory);
  const parameters = readParameters(configDirectory, installation.compiledIn);
  const instance = existingInstance(context, { configDirectory, parameters });
  refuseMissingDirectories(instance, parameters);
  checkNewClaims(context, instance);
  const edits = nameEdits({ name: request.newName, group: request.newGroup });
  const path = `${configDirectory}/main.cf`;
  const named: Step[] = edits.length === 0
    ? []
    : [{ kind: "edit-main-cf", path, edits }];
  const permissions = planPermissions(context, {
    configDirectory,
    value: parameters.value,
    before: [],
  });
  return {
    steps: [
      ...permissions.first,
      ...named,
      ...permissions.rest,
      {
        kind: "edit-list",
        path: primaryMainCf(context),
        change: { kind: "add", directory: configDirectory, before },
      },
    ],
    warnings: [],
    summary: `imported instance ${instance.name || "-"} in ${configDirectory}`,
    subject: instance,
  };
}

function existingInstance(
  { request }: EditContext,
  { configDirectory, parameters }: {
    readonly configDirectory: string;
    readonly parameters: Parameters;
  },
): Instance {
  const instance = secondaryInstance(configDirectory, parameters);
  return {
    ...instance,
    name: request.newName ?? instance.name,
    group: request.newGroup ?? instance.group,
  };
}

function refuseIncomplete(configDirectory: string): void {
  for (const name of ["main.cf", "master.cf"]) {
    if (isRegularFile(`${configDirectory}/${name}`)) continue;
    throw new FatalError(
      `${configDirectory}/${name}: there is no such file, so there is no ` +
        "instance to import: use -e create to make one",
    );
  }
}

function refuseMissingDirectories(
  { queueDirectory, dataDirectory }: Instance,
  parameters: Parameters,
): void {
  const directories = [
    ["queue_directory", queueDirectory],
    ["data_directory", dataDirectory],
  ] as const;
  for (const [name, path] of directories) {
    if (isDirectory(path)) continue;
    throw new FatalError(
      `${parameters.place(name)}: ${name} = ${path}: there is no such ` +
        `directory: correct the setting, or run "mkdir ${path}"`,
    );
  }
}
