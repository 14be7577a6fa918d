/**
 * What is known of an instance that cannot be used.
 *
 * @module
 */

import type { Installation } from "../postfix/installation.ts";
import type { DamagedInstance } from "../registry/instance.ts";
import { isDirectory, isRegularFile } from "../sys/files.ts";
import type { DamageFacts } from "./facts.ts";
import { parsePlace } from "./place.ts";

/** Look where the damage is. */
export function damageOf(
  damage: DamagedInstance,
  { primary }: Installation,
): DamageFacts {
  const { configDirectory, reason } = damage;
  const file = `${configDirectory}/main.cf`;
  const isGone = configDirectory.startsWith("/") &&
    (!isDirectory(configDirectory) || !isRegularFile(file));
  const place = isGone
    ? parsePlace(`${primary.place("multi_instance_directories")}: `)
    : parsePlace(reason);
  return { ...damage, ...(place ?? { file, line: undefined }), isGone };
}
