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
  isSameEntry,
  MASTER_FIELDS,
  type MasterEntry,
  parseEntry,
} from "../postfix/master_entry.ts";
import {
  changeEntry,
  type EntryChange,
  formatEntry,
} from "../postfix/master_layout.ts";
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
    if (want === null) {
      return text === undefined ? [] : [{ kind: "comment-out", service }];
    }
    const { command } = want;
    return command === undefined
      ? changeEdits(service, text, want)
      : setEdits(service, text, complete(service, { ...want, command }));
  });
}

/** Make a service what the document says, and nothing else. */
function setEdits(
  service: string,
  text: string | undefined,
  next: MasterEntry,
): MasterCfEdit[] {
  return text !== undefined && isAlready(text, next)
    ? []
    : [{ kind: "set", service, lines: formatEntry(next) }];
}

/** Change what the document names of a service that is there. */
function changeEdits(
  service: string,
  text: string | undefined,
  { place, fields, options, args }: WantedService,
): MasterCfEdit[] {
  if (text === undefined) {
    throw new FatalError(
      `${place}: there is no service ${service} yet: give its "command"`,
    );
  }
  const change: EntryChange = {
    fields: MASTER_FIELDS.flatMap((name) => {
      const value = fields[name];
      return value === undefined ? [] : [{ name, value }];
    }),
    options: [...options].map(([name, value]) =>
      value === null ? { name } : { name, value: trimWhiteSpace(value) }
    ),
    args,
  };
  const next = parseEntry(changeEntry(text, change) ?? "");
  return next === undefined || isAlready(text, next)
    ? []
    : [{ kind: "change", service, change }];
}

function isAlready(text: string, next: MasterEntry): boolean {
  const now = parseEntry(text);
  return now !== undefined && isSameEntry(now, next);
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
      // master(8) refuses a private network service.
      private: type === "inet" ? "n" : "-",
      unprivileged: "-",
      chroot: "-",
      wakeup: "-",
      process_limit: "-",
      ...fields,
    },
    command,
    options: new Map(
      [...options].flatMap(([name, value]) =>
        value === null ? [] : [[name, trimWhiteSpace(value)] as const]
      ),
    ),
    args: args ?? [],
  };
}

function partsOf(service: string): { name: string; type: string } {
  const slash = service.lastIndexOf("/");
  return { name: service.slice(0, slash), type: service.slice(slash + 1) };
}
