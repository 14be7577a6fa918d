/**
 * The plan of -e destroy: an instance that is disabled, stopped and empty goes.
 *
 * Reads directories, changes nothing. First the instance leaves the list, then
 * the directories of its queue become root's alone, its mail is counted once
 * more, and the mail queues are removed, which only works on empty ones. Up to
 * here all can be undone. Then goes what Postfix made: the configuration first,
 * so that it cannot be started. All else stays and is named.
 *
 * @module
 */

import { dirname } from "@std/path/posix/dirname";
import { isAbandoned } from "../sys/lock_probe.ts";
import { allClaims } from "../registry/all_claims.ts";
import { FatalError } from "../diag/errors.ts";
import { ownDataFiles } from "../postfix/data_files.ts";
import { readParameters } from "../postfix/installation.ts";
import { readJailScript } from "../postfix/jail_script.ts";
import { MAIL_QUEUES } from "../postfix/queue.ts";
import type { Claim } from "../registry/claims.ts";
import { type Instance, titleOf, withoutSlash } from "../registry/instance.ts";
import {
  type EditContext,
  type Plan,
  primaryMainCf,
  refuseUnknownClaims,
  selectedInstance,
} from "./edit_context.ts";
import { refuseUnlessStopped } from "./stopped.ts";
import { describeMail } from "./mail_count.ts";
import { refuseUnlessOwn } from "./own_directories.ts";
import { PENDING } from "./pending_marker.ts";
import type { Step } from "./step.ts";
import { allSteps, type Survey } from "./removals.ts";
import { surveyFiles, surveyQueue } from "./survey.ts";
import type { JailOptions } from "./survey_jail.ts";
import { refuseExchangeable, refuseUntrusted } from "./trusted.ts";

const CONFIGURATION = ["main.cf", "master.cf"];

/** Where postfix-script notes, since Postfix 3.11, what it has done once. */
const MARKER = "check-alias-maps-migration-done";

/** Parameters with a directory of certificates, of which a jail has a copy. */
const CERTIFICATES = ["smtp_tls_CApath", "smtpd_tls_CApath"];

/**
 * Plan to destroy an instance.
 *
 * @throws {FatalError} When it is the primary, enabled, running, has mail, or
 * its files could be another instance's.
 */
export function planDestroy(context: EditContext): Plan {
  const instance = selectedInstance(context);
  refuseUnlessStopped(context, instance);
  refuseUntrusted(instance.configDirectory);
  refuseUnknownClaims(context, `whether it shares ${instance.queueDirectory}`);
  refuseMail(instance);
  const { configDirectory } = instance;
  // A slash at the end would lead through a symbolic link.
  const queueDirectory = withoutSlash(instance.queueDirectory);
  const dataDirectory = withoutSlash(instance.dataDirectory);
  const { compiledIn } = context.installation;
  const { value } = readParameters(configDirectory, compiledIn);
  refuseExchangeable(queueDirectory);
  refuseExchangeable(dirname(dataDirectory));
  const claims = claimedByOthers(context, instance);
  refuseUnlessOwn(
    instance,
    [configDirectory, queueDirectory, dataDirectory],
    claims,
  );
  const config = surveyFiles(configDirectory, ownFiles(configDirectory));
  const queue = surveyQueue(
    queueDirectory,
    {
      isClaimed: (path) =>
        claims.some(({ value }) => `${value}/`.startsWith(`${path}/`)),
      jail: jailOptions(context, value),
    },
  );
  const data = surveyFiles(dataDirectory, ownDataFiles(dataDirectory, value));
  const queueSteps = closeQueue(queueDirectory, {
    title: titleOf(instance),
    queue,
  });
  return {
    steps: [
      {
        kind: "edit-list",
        path: primaryMainCf(context),
        change: { kind: "remove", directory: configDirectory },
      },
      ...queueSteps.first,
      ...config.steps,
      ...queueSteps.rest,
      ...allSteps(data),
      ...config.finalSteps,
    ],
    warnings: [
      ...describeLeft(queueDirectory, queue.left),
      ...describeLeft(dataDirectory, data.left),
      ...describeLeft(configDirectory, config.left),
    ],
    summary: `destroyed instance ${titleOf(instance)} in ${configDirectory}`,
    subject: instance,
  };
}

/** How the distribution makes the jail of an instance; undefined where it does not. */
function jailOptions(
  { installation }: EditContext,
  value: (name: string) => string,
): JailOptions | undefined {
  const script = readJailScript(
    installation.primary.value("daemon_directory"),
  );
  return script && { script, certificates: CERTIFICATES.map(value) };
}

/** What an editor that was killed has left is as much Postfix's as the file. */
function ownFiles(configDirectory: string): ReadonlySet<string> {
  const temporary = CONFIGURATION.map((name) => `${name}.tmp`)
    .filter((name) => isAbandoned(`${configDirectory}/${name}`));
  return new Set([...CONFIGURATION, MARKER, PENDING, ...temporary]);
}

/**
 * The queue, up to the point of no return: its directories can no longer be
 * replaced, the instance cannot be started, it has no mail, and no mail can get
 * in, because there is nothing left that it could get into.
 */
function closeQueue(
  queueDirectory: string,
  { title, queue }: { readonly title: string; readonly queue: Survey },
): { readonly first: readonly Step[]; readonly rest: readonly Step[] } {
  const removals = allSteps(queue);
  const directories = removals
    .filter(({ kind, path }) =>
      kind === "remove-directory" && path !== queueDirectory
    )
    .map(({ path }) => path)
    .toReversed();
  const mailDirectories = MAIL_QUEUES.flatMap((name) =>
    removals.filter(({ path }) =>
      `${path}/`.startsWith(`${queueDirectory}/${name}/`)
    )
  );
  return {
    first: [
      ...directories.length === 0
        ? []
        : [{ kind: "seize-directories", queueDirectory, directories } as const],
      { kind: "check-empty", title, queueDirectory },
      ...mailDirectories.map(({ path }): Step => {
        return { kind: "remove-queue", title, path };
      }),
    ],
    rest: removals.filter((step) => !mailDirectories.includes(step)),
  };
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

function claimedByOthers(context: EditContext, instance: Instance): Claim[] {
  const own = withoutSlash(instance.configDirectory);
  return allClaims(context.installation, context.list)
    .filter(({ ownerDirectory }) => ownerDirectory !== own);
}

function describeLeft(path: string, left: readonly string[]): string[] {
  if (left.length === 0) return [];
  if (left.includes("")) {
    return [`${path}: this is not a directory itself: it is left as it is`];
  }
  if (left.includes(".")) {
    return [
      `${path}: a file system is mounted here: unmount it, and remove it`,
    ];
  }
  const shown = left.slice(0, 5).join(", ");
  const more = left.length > 5 ? ` and ${left.length - 5} more` : "";
  return [
    `${path}: kept: it contains ${shown}${more}, which Postfix did not create: look at ` +
    "it, and remove it by hand if you do not need it",
  ];
}
