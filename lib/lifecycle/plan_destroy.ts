/**
 * The plan of -e destroy: an instance that is disabled, stopped and empty goes.
 *
 * Reads directories, changes nothing. First the instance leaves the list, then
 * goes what Postfix made; all else stays and is named.
 *
 * @module
 */

import { allClaims } from "../registry/all_claims.ts";
import { FatalError } from "../diag/errors.ts";
import { ownDataFiles } from "../postfix/data_files.ts";
import { readParameters } from "../postfix/installation.ts";
import { type Instance, titleOf, withoutSlash } from "../registry/instance.ts";
import {
  type EditContext,
  type Plan,
  primaryMainCf,
  refuseUnknownClaims,
  selectedInstance,
} from "./edit_context.ts";
import { refuseUnlessIdle } from "./idle.ts";
import { countMail, type Survey, surveyFiles, surveyQueue } from "./survey.ts";

/**
 * Plan to destroy an instance.
 *
 * @throws {FatalError} When it is the primary, enabled, running, has mail, or
 * its files could be another instance's.
 */
export function planDestroy(context: EditContext): Plan {
  const instance = selectedInstance(context);
  refuseUnlessIdle(context, instance);
  refuseUnknownClaims(context, `whether it shares ${instance.queueDirectory}`);
  refuseMail(instance);
  const { configDirectory, queueDirectory, dataDirectory } = instance;
  const { compiledIn } = context.installation;
  const { value } = readParameters(configDirectory, compiledIn);
  const others = claimedByOthers(context, instance);
  const surveys: (readonly [string, Survey])[] = [
    [
      queueDirectory,
      surveyQueue(
        queueDirectory,
        (path) => others.some((other) => `${other}/`.startsWith(`${path}/`)),
      ),
    ],
    [
      dataDirectory,
      surveyFiles(dataDirectory, ownDataFiles(dataDirectory, value)),
    ],
    [
      configDirectory,
      surveyFiles(configDirectory, new Set(["main.cf", "master.cf"])),
    ],
  ];
  return {
    steps: [
      {
        kind: "edit-list",
        path: primaryMainCf(context),
        change: { kind: "remove", directory: configDirectory },
      },
      ...surveys.flatMap(([, { steps }]) => steps),
    ],
    warnings: surveys.flatMap(([path, { left }]) => describeLeft(path, left)),
    summary: `destroyed instance ${titleOf(instance)} in ${configDirectory}`,
  };
}

function refuseMail(instance: Instance): void {
  const counts = [...countMail(instance.queueDirectory)];
  if (counts.length === 0) return;
  const said = counts.map(([queue, count]) =>
    `${count} in ${instance.queueDirectory}/${queue}`
  );
  const directory = instance.configDirectory;
  throw new FatalError(
    `instance ${titleOf(instance)} holds mail: ` +
      `${said.join(", ")}: deliver it, or look ` +
      `at it with "postqueue -c ${directory} -p" and delete it with ` +
      `"postsuper -c ${directory} -d ALL"; nothing was removed`,
  );
}

function claimedByOthers(context: EditContext, instance: Instance): string[] {
  const own = withoutSlash(instance.configDirectory);
  return allClaims(context.installation, context.list)
    .filter(({ ownerDirectory }) => ownerDirectory !== own)
    .map(({ value }) => value);
}

function describeLeft(path: string, left: readonly string[]): string[] {
  if (left.length === 0) return [];
  if (left.includes("")) {
    return [`${path}: this is not a directory itself: it is left as it is`];
  }
  const shown = left.slice(0, 5).join(", ");
  const more = left.length > 5 ? ` and ${left.length - 5} more` : "";
  return [
    `${path}: is kept, for Postfix did not make ${shown}${more}: look at ` +
    "it, and remove it by hand if nobody needs it",
  ];
}
