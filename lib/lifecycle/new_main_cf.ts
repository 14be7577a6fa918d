/**
 * The main.cf of a new instance, made from Postfix's prototype. Pure.
 *
 * @module
 */

import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { editMainCf, type MainCfEdit } from "../main_cf/edit.ts";
import type { Parameters } from "../postfix/parameters.ts";

/**
 * Where shared files are; a new instance has these from the primary when they
 * are set there, and lives with Postfix's defaults otherwise.
 */
const SHARED_PARAMETERS = [
  "command_directory",
  "daemon_directory",
  "meta_directory",
  "mail_owner",
  "setgid_group",
  "sendmail_path",
  "mailq_path",
  "newaliases_path",
  "html_directory",
  "manpage_directory",
  "sample_directory",
  "readme_directory",
  "shlib_directory",
] as const;

/** What is particular to the new instance. */
export interface NewInstanceSettings {
  /** Absolute path. */
  readonly queueDirectory: string;
  /** Absolute path. */
  readonly dataDirectory: string;
  /** undefined or "" for none. */
  readonly name: string | undefined;
  /** undefined or "" for none. */
  readonly group: string | undefined;
}

/**
 * The bytes of the new main.cf. The instance takes no mail until its
 * administrator says so: no local submission, no inet services.
 *
 * @param prototype The bytes of main.cf.proto.
 * @param primary The primary instance's parameters.
 */
export function newMainCf(
  prototype: Uint8Array,
  primary: Parameters,
  settings: NewInstanceSettings,
): Uint8Array {
  const own: MainCfEdit[] = [
    set("queue_directory", settings.queueDirectory),
    set("data_directory", settings.dataDirectory),
    set("authorized_submit_users", ""),
    set("master_service_disable", "inet"),
  ];
  const shared = SHARED_PARAMETERS.map((name): MainCfEdit => {
    const value = primary.explicit(name);
    return value ? { kind: "set", name, value } : { kind: "comment-out", name };
  });
  const complete = editMainCf(prototype, [...shared, ...own]).file;
  return editMainCf(complete, nameEdits(settings)).file;
}

/**
 * The edits that give an instance its name and group; "" takes one away,
 * undefined leaves it alone.
 */
export function nameEdits(
  { name, group }: Pick<NewInstanceSettings, "name" | "group">,
): MainCfEdit[] {
  const edits: MainCfEdit[] = [];
  if (name !== undefined) edits.push(set("multi_instance_name", name));
  if (group !== undefined) edits.push(set("multi_instance_group", group));
  return edits;
}

function set(name: string, text: string): MainCfEdit {
  return { kind: "set", name, value: encodeUtf8(text) };
}
