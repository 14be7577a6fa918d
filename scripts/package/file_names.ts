/**
 * file_names.ts - the names of the files that are made for a target
 */

import { exists } from "@std/fs/exists";
import { join } from "@std/path/join";
import { VERSION } from "../../lib/cli/version.ts";
import { type Target, TARGETS } from "../runtime_base.ts";

/** They have the version in them. */
export interface FileNames {
  /** The packed tar archive. */
  readonly archive: string;
  /** The Debian package. */
  readonly debian: string;
  /** The bill of materials. */
  readonly sbom: string;
}

/** Those of one target. */
export function fileNames({ name, debian }: Target): FileNames {
  return {
    archive: `postmulti-${VERSION}-${name}.tar.gz`,
    debian: `postmulti_${VERSION}_${debian}.deb`,
    sbom: `postmulti-${VERSION}-${name}.spdx.json`,
  };
}

/** Those of all targets that are in a folder, sorted. */
export async function namesIn(
  folder: string,
  choose: (names: FileNames) => readonly string[],
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of TARGETS.flatMap((target) => choose(fileNames(target)))) {
    if (await exists(join(folder, name))) names.push(name);
  }
  return names.sort();
}
