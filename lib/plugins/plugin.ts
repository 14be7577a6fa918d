/**
 * What a plugin is, and what else may lie in a plugin directory.
 *
 * @module
 */

import type { Declaration } from "./declaration.ts";

/** The directory in a configuration directory that plugins are in. */
export const PLUGIN_DIRECTORY = "postmulti.d";

/** The shipped plugin that has systemd start and stop instances. */
export const SYSTEMD_PLUGIN = "05-systemd";

/** A plugin that may run. */
export interface Plugin {
  /** Its file name without extension: `20-filter`. */
  readonly id: string;
  /** Absolute path of its file. */
  readonly path: string;
  /** A module is imported by a process of this program; the rest is executed. */
  readonly kind: "executable" | "module";
  /** What it wants to be called for. */
  readonly declaration: Declaration;
  /** Absolute path of its settings; undefined without any. */
  readonly conf: string | undefined;
}

/** A plugin that must not run. */
export interface BrokenPlugin {
  /** Its file name without extension. */
  readonly id: string;
  /** Absolute path of the file that is wrong. */
  readonly path: string;
  /** What is wrong: `can be written by others`. */
  readonly reason: string;
  /** What to do: `run "chmod go-w FILE"`. */
  readonly remedy: string;
  /** What it wants, when that can be believed; it then harms nothing else. */
  readonly declaration: Declaration | undefined;
}

/** A file that is not a plugin at work, and why. */
export interface Unused {
  /** Absolute path. */
  readonly path: string;
  /**
   * Masked by an empty file of the instance, or replaced by its own; switched
   * off; no plugin's name; or an empty file that masks nothing.
   */
  readonly why: "masked" | "replaced" | "disabled" | "name" | "empty";
}

/** The plugins that are in force for one instance. */
export interface PluginSet {
  /** Bytewise by id. */
  readonly plugins: readonly Plugin[];
  /** Bytewise by id. */
  readonly broken: readonly BrokenPlugin[];
  /** In no order. */
  readonly unused: readonly Unused[];
}
