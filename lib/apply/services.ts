/**
 * What has to be edited in a master.cf so that it says what a document says.
 * Pure.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { trimWhiteSpace } from "../main_cf/white_space.ts";
import { type MasterCfEdit, serviceTexts } from "../postfix/edit_master_cf.ts";
import {
  formatEntry,
  isSameEntry,
  type MasterEntry,
  parseEntry,
} from "../postfix/master_entry.ts";
import type { WantedService } from "./document.ts";

/**
 * The edits that are needed; none when the file says it already.
 *
 * @param file The bytes of the master.cf.
 * @param wanted Services by `name/type`; null for one that should not be there.
 * @throws {FatalError} When a service without a command is not there.
 */
export function serviceEdits(
  file: Uint8Array,
  wanted: ReadonlyMap<string, WantedService | null>,
): readonly MasterCfEdit[] {
  const texts = serviceTexts(file);
  return [...wanted].flatMap(([service, want]): MasterCfEdit[] => {
    const text = texts.get(service);
    const now = text === undefined ? undefined : parseEntry(text);
    if (want === null) {
      return now === undefined ? [] : [{ kind: "comment-out", service }];
    }
    const next = want.command === undefined
      ? changed(service, now, want)
      : complete(service, { ...want, command: want.command });
    if (now !== undefined && isSameEntry(now, next)) return [];
    return [{ kind: "set", service, lines: formatEntry(next) }];
  });
}

/** A service that is nothing but what the document says. */
function complete(
  service: string,
  { fields, command, options, args }: WantedService & {
    readonly command: string;
  },
): MasterEntry {
  const { name, type } = partsOf(service);
  return {
    name,
    type,
    fields: {
      // master(8) wants it so: a network service is no private one.
      private: type === "inet" ? "n" : "-",
      unprivileged: "-",
      chroot: "-",
      wakeup: "-",
      process_limit: "-",
      ...fields,
    },
    command,
    options: merged(new Map(), options),
    args: args ?? [],
  };
}

function changed(
  service: string,
  now: MasterEntry | undefined,
  { place, fields, options, args }: WantedService,
): MasterEntry {
  if (now === undefined) {
    throw new FatalError(
      `${place}: there is no service ${service} yet: give its "command"`,
    );
  }
  return {
    ...now,
    fields: { ...now.fields, ...fields },
    options: merged(now.options, options),
    args: args ?? now.args,
  };
}

function merged(
  now: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, string> {
  const options = new Map(now);
  for (const [name, value] of wanted) {
    if (value === null) options.delete(name);
    else options.set(name, trimWhiteSpace(value));
  }
  return options;
}

function partsOf(service: string): { name: string; type: string } {
  const slash = service.lastIndexOf("/");
  return { name: service.slice(0, slash), type: service.slice(slash + 1) };
}
