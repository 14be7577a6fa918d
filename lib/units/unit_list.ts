/**
 * What the generator writes its files from.
 *
 * @module
 */

/** One listed instance. */
export interface UnitInstance {
  /** Absolute path, as it is written in the list. */
  readonly configDirectory: string;
  /** multi_instance_name; "" for none. */
  readonly name: string;
  /** multi_instance_group; "" for none. */
  readonly group: string;
  /** Whether it is the primary instance. */
  readonly isPrimary: boolean;
  /** Whether it is started with the others; a damaged one is, so that it fails where that is seen. */
  readonly isStarted: boolean;
  /** queue_directory; undefined for a damaged instance. */
  readonly queueDirectory: string | undefined;
}

/**
 * What the distribution's template postfix@.service is named after: instances by
 * their name (Debian up to 12), or by what follows /etc/postfix- (from 13 on).
 */
export type TemplateNaming = "name" | "directory";

/** The units of the distribution that have to agree with ours. */
export interface DistributionUnits {
  /** Whether there is a postfix.service. */
  readonly hasService: boolean;
  /** Undefined without a template, and for one that is not known. */
  readonly naming: TemplateNaming | undefined;
}
