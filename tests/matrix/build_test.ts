/**
 * The packages built in the minimal systems of bookworm and trixie, with the toolchain of
 * this project: they are the same bytes as those built here.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { runTool } from "../../scripts/run_tool.ts";
import { ROOT } from "../package/packages.ts";
import { assertAllDone } from "../package/shell_text.ts";
import {
  findObstacle,
  PROJECT,
  runInRelease,
  sharedFolder,
} from "./release_system.ts";

/** The dpkg-deb of older ones cannot be told how many threads to use. */
const BUILDERS = ["bookworm", "trixie"] as const;

/**
 * Minimal systems have no git, so the program built there knows no commit. On the host,
 * git must not find the repository of the project above the copy of its sources.
 */
const EPOCH = "SOURCE_DATE_EPOCH=1700000000";

const { here, there } = await sharedFolder();
await copySources();
await runTool(["sh", "-c", buildText(ROOT, here, "host")], { cwd: here });

for (const release of BUILDERS) {
  const obstacle = await findObstacle(release);
  const ignore = obstacle !== undefined;
  Deno.test(
    `${release}: the packages built there are the same bytes${
      ignore ? ` (skipped: ${obstacle})` : ""
    }`,
    { ignore },
    async () => {
      const commands = [buildText(PROJECT, there, release)];
      const layers = ["base"] as const;
      assertAllDone(
        await runInRelease(release, commands, { layers }),
        commands,
      );
      const sums = (name: string): Promise<string> =>
        Deno.readTextFile(join(here, name, "SHA256SUMS"));
      assertEquals(await sums(release), await sums("host"));
      const index = (name: string): Promise<string> =>
        Deno.readTextFile(join(here, name, "apt", "Release"));
      assertEquals(await index(release), await index("host"));
    },
  );
}

/** Without .git: it can be elsewhere, where the systems do not see it. */
async function copySources(): Promise<void> {
  const source = join(here, "source");
  await Deno.mkdir(source);
  const names = [...Deno.readDirSync(ROOT)].map(({ name }) => name)
    .filter((name) => ![".git", ".toolchain", "dist"].includes(name));
  const paths = names.map((name) => join(ROOT, name));
  await runTool(["cp", "-R", ...paths, source], { cwd: ROOT });
}

/** Links the toolchain, whose place differs, and builds into a folder of that name. */
function buildText(project: string, folder: string, name: string): string {
  return `cd ${folder}/source && ln -sfn ${project}/.toolchain .toolchain && ` +
    `${EPOCH} GIT_CEILING_DIRECTORIES=${folder} .toolchain/bin/deno run -A --frozen scripts/package.ts --out=${folder}/${name}`;
}
