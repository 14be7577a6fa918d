/**
 * The mark of an instance that does not know its configuration yet.
 *
 * @module
 */

/**
 * The file that says that a running instance does not know its configuration
 * yet. It is written together with the configuration, and goes when the
 * instance has been started, stopped or reloaded.
 */
export const PENDING = "postmulti.pending";
