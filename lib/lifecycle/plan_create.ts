/**
 * The plan of -e create: a new instance from Postfix's prototypes.
 *
 * Reads what is on the disk, changes nothing. Whatever is written comes before
 * the change of the list, so that no incomplete instance is ever listed.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { parseMainCf } from "../main_cf/parse.ts";
import { parametersOf } from "../postfix/parameters.ts";
import { readShippedFile } from "../postfix/shipped_file.ts";
import type { Instance } from "../registry/instance.ts";
import { isRegularFile } from "../sys/files.ts";
import { type EditContext, type Plan, primaryMainCf } from "./edit_context.ts";
import { makeMissing } from "./make_missing.ts";
import { checkNewClaims, refuseListed } from "./new_claims.ts";
import { newDirectory, newInstance } from "./new_instance.ts";
import { newMainCf } from "./new_main_cf.ts";
import { placeBefore } from "./placement.ts";
import { planExisting } from "./plan_import.ts";
import { planPermissions } from "./plan_permissions.ts";
import type { Step } from "./step.ts";

/**
 * Plan to make an instance; one whose main.cf and master.cf are there already
 * is imported as it is.
 *
 * @throws {FatalError} When its directories are in use or cannot be used.
 */
export function planCreate(context: EditContext): Plan {
  const directory = newDirectory(
    "config_directory",
    context.list.primary.configDirectory,
    context.request,
  );
  const isComplete = isRegularFile(`${directory}/main.cf`) &&
    isRegularFile(`${directory}/master.cf`);
  return isComplete ? planExisting(context, directory) : planNew(context);
}

function planNew(context: EditContext): Plan {
  const { list, request } = context;
  const instance = newInstance(list.primary, request);
  const { configDirectory } = instance;
  refuseListed(context, configDirectory);
  const before = placeBefore(list, request.selection);
  checkNewClaims(context, instance);
  const files = writeConfiguration(context, instance);
  const made = makeMissing([
    { path: configDirectory, mode: 0o755 },
    { path: instance.queueDirectory, mode: 0o755 },
    { path: instance.dataDirectory, mode: 0o700 },
  ]);
  const permissions = planPermissions(context, {
    configDirectory,
    value: files.value,
    before: [...made, ...files.steps],
  });
  return {
    steps: [
      ...made,
      ...permissions.first,
      ...files.steps,
      ...permissions.rest,
      {
        kind: "edit-list",
        path: primaryMainCf(context),
        change: { kind: "add", directory: configDirectory, before },
      },
    ],
    warnings: files.warnings,
    summary: `created instance ${instance.name || "-"} in ${configDirectory}`,
    subject: instance,
  };
}

interface Configuration {
  readonly steps: readonly Step[];
  readonly warnings: readonly string[];
  /** Looks up a parameter of the new instance. */
  readonly value: (name: string) => string;
}

/** master.cf comes last: with it the configuration is complete. */
function writeConfiguration(
  { installation, request }: EditContext,
  { configDirectory, queueDirectory, dataDirectory }: Instance,
): Configuration {
  const { primary, compiledIn } = installation;
  const prototypes = primary.value("meta_directory");
  const main = newMainCf(
    readPrototype(`${prototypes}/main.cf.proto`),
    primary,
    {
      queueDirectory,
      dataDirectory,
      name: request.newName || undefined,
      group: request.newGroup || undefined,
    },
  );
  const master = readPrototype(`${prototypes}/master.cf.proto`);
  const write = (name: string, content: Uint8Array): Step => ({
    kind: "write-file",
    path: `${configDirectory}/${name}`,
    content,
    mode: 0o644,
  });
  const steps = [write("main.cf", main), write("master.cf", master)];
  const parameters = parametersOf({
    configDirectory,
    mainCf: parseMainCf(main),
    compiledIn,
  });
  return {
    steps,
    warnings: ["main.cf", "master.cf"]
      .map((name) => `${configDirectory}/${name}`)
      .filter(isRegularFile)
      .map((path) => `${path}: has been replaced by Postfix's prototype`),
    value: parameters.value,
  };
}

function readPrototype(path: string): Uint8Array {
  const use = "new instances are made from it";
  const content = readShippedFile(path, use);
  if (content.length > 0) return content;
  throw new FatalError(`${path}: is empty: ${use}: reinstall Postfix`);
}
