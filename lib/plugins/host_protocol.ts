/**
 * What this program and the process that it runs a module in agree on.
 *
 * @module
 */

/** The first word on the command line of the process; the module's path follows. */
export const HOST_OPTION = "--plugin-host";

/** The exit status of a pre hook that has had the operation done elsewhere. */
export const DELEGATED = 77;

/**
 * How the process ends. A module that ends it by itself cannot be taken for one
 * that returned, since none of the ways to do that leads to these by chance.
 */
export const HOST_STATUS = { done: 113, failed: 114 } as const;
