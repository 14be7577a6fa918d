/**
 * What the machine has that can be named on a command line.
 *
 * @module
 */

/** An instance as far as it is known. */
export interface NamedInstance {
  /** Whether it is the primary instance. */
  readonly primary: boolean;
  /** "" for none. */
  readonly name: string;
  /** "" for none. */
  readonly group: string;
  /** Undefined when it is damaged. */
  readonly enabled: boolean | undefined;
  /** Absolute path. */
  readonly configDirectory: string;
}

/** A plugin as far as its file's name says. */
export interface NamedPlugin {
  /** Its id. */
  readonly id: string;
  /** Whether it is switched on. */
  readonly isEnabled: boolean;
}

/** Looks at the machine when it is asked; what is unknown is left out. */
export interface HostLookup {
  /** All instances, in start order. */
  instances(): readonly NamedInstance[];
  /** The commands of postfix(1), sorted. */
  postfixCommands(): readonly string[];
  /** The files of the plugin directory in a configuration directory. */
  plugins(configDirectory: string): readonly NamedPlugin[];
}
