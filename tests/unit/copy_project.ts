/**
 * The project in another folder, to build it there.
 *
 * @module
 */

import { join } from "@std/path/join";
import { runTool } from "../../scripts/run_tool.ts";

/** Made by the set-up and by builds. */
const NOT_COPIED = [".toolchain", "dist"];

/** In the folder of the set-up; the others there are of no use to a build. */
const TOOLCHAIN = [
  "bin",
  "cache",
  "deno",
  "denort",
  "vendor_digests",
  "way",
];

/** Copies all there is, git's record of it as well; the toolchain is linked. */
export async function copyProject(root: string, copy: string): Promise<void> {
  await Deno.mkdir(join(copy, ".toolchain"), { recursive: true });
  const paths = [...Deno.readDirSync(root)]
    .filter(({ name }) => !NOT_COPIED.includes(name))
    .map(({ name }) => join(root, name));
  await runTool(["cp", "-R", ...paths, copy], { cwd: root });
  for (const name of TOOLCHAIN) {
    const path = join(".toolchain", name);
    await Deno.symlink(join(root, path), join(copy, path));
  }
}
