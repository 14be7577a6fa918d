/**
 * How --doctor ends, beside 0 when it finds nothing.
 *
 * @module
 */

/** Something was found. */
export const STATUS_FOUND = 1;

/** Something could not be looked at. */
export const STATUS_UNSEEN = 2;
