/**
 * Command lines in a minimal system of a Debian release (scripts/in_release.sh), for
 * tests that see to the package there: tests/matrix is not part of scripts/test.sh.
 *
 * @module
 */

import { exists } from "@std/fs/exists";
import { join } from "@std/path/join";
import type { ReleaseName } from "../../scripts/releases.ts";
import { ROOT } from "../package/packages.ts";
import { shellText } from "../package/shell_text.ts";
import type { StepResult } from "../world/run_in_world.ts";

/** Where such a system has the project. */
export const PROJECT = "/project";

/** What a run in a release's system may have, and how long it may take. */
export interface ReleaseOptions {
  /** The layers of the system. */
  readonly layers: readonly ("base" | "postfix" | "tests")[];
  /** Whether it has the network of the host; if not, loopback is all there is. */
  readonly network?: boolean;
  /** Ten minutes, unless said otherwise. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 600_000;

/** Why there is no system of a release; undefined when there is one. */
export async function findObstacle(
  release: ReleaseName,
): Promise<string | undefined> {
  if (Deno.uid() !== 0) return "systems of releases need root";
  const layer = join(ROOT, ".toolchain", "roots", release, "postfix");
  if (await exists(layer)) return undefined;
  return `run scripts/release_root.sh ${release}`;
}

/**
 * Runs command lines, one after the other, in a new system of a release. A failing
 * one stops nothing: compare the result with assertAllDone() of package/shell_text.ts.
 */
export async function runInRelease(
  release: ReleaseName,
  commands: readonly string[],
  { layers, network = false, timeoutMs = TIMEOUT_MS }: ReleaseOptions,
): Promise<StepResult> {
  const text = shellText(commands);
  const child = new Deno.Command(join(ROOT, "scripts", "in_release.sh"), {
    args: [
      `--layers=${layers.join(",")}`,
      ...network ? ["--network"] : [],
      release,
      "sh",
      "-c",
      text,
    ],
    env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // Killing unshare(1) ends its name spaces, and only SIGKILL gets through to it.
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  const { code, stdout, stderr } = await child.output();
  clearTimeout(timer);
  const decoder = new TextDecoder();
  return {
    run: text,
    status: code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}

/** A folder that the systems of releases see as well; removed with the test file. */
export async function sharedFolder(): Promise<
  { readonly here: string; readonly there: string }
> {
  const dist = join(ROOT, "dist");
  await Deno.mkdir(dist, { recursive: true });
  const here = await Deno.makeTempDir({ dir: dist, prefix: "matrix." });
  addEventListener("unload", () => {
    Deno.removeSync(here, { recursive: true });
  });
  return { here, there: here.replace(ROOT, PROJECT) };
}
