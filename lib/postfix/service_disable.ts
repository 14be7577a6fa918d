/**
 * Which services master_service_disable turns off; see postconf(5). Pure.
 *
 * @module
 */

import { listOf } from "./parameters.ts";
import type { MasterService } from "./master_cf.ts";

/**
 * Whether master(8) leaves a service out. The first pattern that fits decides.
 *
 * @param patterns The value of master_service_disable: service types and
 * `name/type`, each with `!` in front to exclude it.
 */
export function isDisabled(
  { name, type }: Pick<MasterService, "name" | "type">,
  patterns: string,
): boolean {
  for (const pattern of listOf(patterns)) {
    const wanted = pattern.replace(/^!+/, "");
    if (wanted !== type && wanted !== `${name}/${type}`) continue;
    return (pattern.length - wanted.length) % 2 === 0;
  }
  return false;
}
