/**
 * What a document of --apply says: which instances there should be, and how.
 *
 * Texts that end up in files are byte strings. What is undefined was not
 * mentioned and is left alone; null takes away.
 *
 * @module
 */

import type { MasterField } from "../postfix/master_entry.ts";

/** A whole document. */
export interface ApplyDocument {
  /** Whether secondary instances that are not mentioned should be absent. */
  readonly exclusive: boolean;
  /** In start order. */
  readonly instances: readonly WantedInstance[];
}

/** What an instance should be doing. */
export const STATES = [
  "started",
  "stopped",
  "restarted_when_changed",
  "absent",
] as const;

/** One of the states. */
export type WantedState = typeof STATES[number];

/** One instance as it should be. */
export interface WantedInstance {
  /** Where it stands, for messages: `FILE, line 3: instances[0]`. */
  readonly place: string;
  /** Whether it is the primary instance. */
  readonly primary: boolean;
  /** multi_instance_name; "" for none. */
  readonly name: string | undefined;
  /** multi_instance_group; "" for none. */
  readonly group: string | undefined;
  /** multi_instance_enable. */
  readonly enabled: boolean | undefined;
  /** Absolute path. */
  readonly configDirectory: string | undefined;
  /** Absolute path. */
  readonly queueDirectory: string | undefined;
  /** Absolute path. */
  readonly dataDirectory: string | undefined;
  /** Settings by name; null removes one. */
  readonly mainCf: ReadonlyMap<string, string | null>;
  /** Services by `name/type`; null comments one out. */
  readonly masterCf: ReadonlyMap<string, WantedService | null>;
  /** Files to install. */
  readonly files: readonly WantedFile[];
  /** Plugins by id; null removes the file that a plugin is. */
  readonly plugins: ReadonlyMap<string, WantedPlugin>;
  /** What it should be doing. */
  readonly state: WantedState | undefined;
}

/** A service as it should be. */
export interface WantedService {
  /** Where it stands, for messages. */
  readonly place: string;
  /** Fields between type and command. */
  readonly fields: Readonly<Partial<Record<MasterField, string>>>;
  /** The daemon; when given, the service is nothing but what is given here. */
  readonly command: string | undefined;
  /** Overrides; null takes one away. */
  readonly options: ReadonlyMap<string, string | null>;
  /** All other arguments. */
  readonly args: readonly string[] | undefined;
}

/** A file as it should be. */
export interface WantedFile {
  /** Where it stands, for messages. */
  readonly place: string;
  /** Absolute, or relative to config_directory. */
  readonly path: string;
  /** Bytes; null when there should be no such file. */
  readonly content: string | null;
  /** Permission bits. */
  readonly mode: number;
  /** User name or number. */
  readonly owner: string;
  /** Group name or number. */
  readonly group: string;
}

/** A plugin as it should be. */
export interface WantedPlugin {
  /** Where it stands, for messages. */
  readonly place: string;
  /** Whether it is switched on. */
  readonly enabled: boolean;
  /** The content of its settings; undefined leaves them alone. */
  readonly conf: string | undefined;
  /** Its own file, for a plugin that does not come with this program. */
  readonly file:
    | { readonly name: string; readonly content: string }
    | undefined;
}
