/**
 * Refusing to work where others could interfere.
 *
 * In a directory that another user can write, files can be replaced while
 * they are edited or removed; root does not work there.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import {
  type Distrust,
  distrustDirectory,
  distrustWayTo,
} from "../sys/trust.ts";

/**
 * Make sure that root alone can write a configuration directory.
 *
 * @throws {FatalError} Saying who else can, and how to change that.
 */
export function refuseUntrusted(configDirectory: string): void {
  refuse(configDirectory, `nothing in ${configDirectory} is safe to edit`);
}

/**
 * Make sure that root alone can exchange what is in a directory.
 *
 * @throws {FatalError} Saying who else can, and how to change that.
 */
export function refuseExchangeable(directory: string): void {
  refuse(directory, `nothing in ${directory} is safe to remove`);
}

/**
 * Make sure that root alone can exchange a directory, even if others may change
 * what is in it.
 *
 * @throws {FatalError} Saying who else can, and how to change that.
 */
export function refuseMovable(directory: string): void {
  const consequence = `nothing in ${directory} is safe to remove`;
  report(distrustWayTo(directory), consequence);
}

function refuse(directory: string, consequence: string): void {
  report(distrustDirectory(directory), consequence);
}

function report(distrust: Distrust | undefined, consequence: string): void {
  if (distrust === undefined) return;
  const { path, reason } = distrust;
  throw new FatalError(
    `${path}: this directory ${reason}, so ${consequence}: run "chown root ` +
      `${path}" and "chmod go-w ${path}"`,
  );
}
