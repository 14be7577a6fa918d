/**
 * The plan of -e destroy: an instance that is disabled, stopped and empty goes.
 *
 * Reads directories, changes nothing. First the instance leaves the list, then
 * its queue is closed and counted once more, then goes what Postfix made: the
 * configuration first, so that nobody can start it. All else stays and is named.
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
import { describeMail, SEALED_MAILDROP } from "./mail_count.ts";
import type { Step } from "./step.ts";
import { allSteps, type Survey, surveyFiles, surveyQueue } from "./survey.ts";
import { refuseUntrusted } from "./trusted.ts";

const CONFIGURATION: ReadonlySet<string> = new Set(["main.cf", "master.cf"]);

/**
 * Plan to destroy an instance.
 *
 * @throws {FatalError} When it is the primary, enabled, running, has mail, or
 * its files could be another instance's.
 */
export function planDestroy(context: EditContext): Plan {
  const instance = selectedInstance(context);
  refuseUnlessIdle(context, instance);
  refuseUntrusted(instance.configDirectory);
  refuseUnknownClaims(context, `whether it shares ${instance.queueDirectory}`);
  refuseMail(instance);
  const { configDirectory } = instance;
  // A slash at the end would lead through a symbolic link.
  const queueDirectory = withoutSlash(instance.queueDirectory);
  const dataDirectory = withoutSlash(instance.dataDirectory);
  const { compiledIn } = context.installation;
  const { value } = readParameters(configDirectory, compiledIn);
  const others = claimedByOthers(context, instance);
  const config = surveyFiles(configDirectory, CONFIGURATION);
  const queue = surveyQueue(
    queueDirectory,
    (path) => others.some((other) => `${other}/`.startsWith(`${path}/`)),
  );
  const data = surveyFiles(dataDirectory, ownDataFiles(dataDirectory, value));
  return {
    steps: [
      {
        kind: "edit-list",
        path: primaryMainCf(context),
        change: { kind: "remove", directory: configDirectory },
      },
      ...sealSteps(queueDirectory, { title: titleOf(instance), queue }),
      ...config.steps,
      ...sealed(allSteps(queue), queueDirectory),
      ...allSteps(data),
      ...config.closing,
    ],
    warnings: [
      ...describeLeft(queueDirectory, queue.left),
      ...describeLeft(dataDirectory, data.left),
      ...describeLeft(configDirectory, config.left),
    ],
    summary: `destroyed instance ${titleOf(instance)} in ${configDirectory}`,
  };
}

/**
 * From the rename on nothing can be dropped into the queue, so what is counted
 * after it is all there is. A maildrop that stays is not renamed.
 */
function sealSteps(
  queueDirectory: string,
  { title, queue }: { readonly title: string; readonly queue: Survey },
): Step[] {
  const from = `${queueDirectory}/maildrop`;
  const to = `${queueDirectory}/${SEALED_MAILDROP}`;
  const check: Step = { kind: "check-empty", title, queueDirectory };
  const goes = allSteps(queue).some(({ path }) => path === from);
  return goes ? [{ kind: "rename", from, to }, check] : [check];
}

function sealed(steps: readonly Step[], queueDirectory: string): Step[] {
  const maildrop = `${queueDirectory}/maildrop`;
  return steps.map((step) =>
    "path" in step && `${step.path}/`.startsWith(`${maildrop}/`)
      ? {
        ...step,
        path: `${queueDirectory}/${SEALED_MAILDROP}` +
          step.path.slice(maildrop.length),
      }
      : step
  );
}

function refuseMail(instance: Instance): void {
  const mail = describeMail(instance.queueDirectory);
  if (mail === undefined) return;
  const directory = instance.configDirectory;
  throw new FatalError(
    `instance ${titleOf(instance)} holds mail: ${mail}: deliver it, or look ` +
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
