/**
 * runtime_base.ts - the runtime that a compiled program is appended to
 *
 * For this machine, the set-up has it. For another one it is fetched from Deno's
 * makers, which needs an open network, stripped, and kept in .toolchain/. There
 * is no digest on record to compare it with.
 *
 * Weak spot: what is kept is believed until .toolchain/ is removed.
 */

import { exists } from "@std/fs/exists";
import { walk } from "@std/fs/walk";
import { join } from "@std/path/join";
import { BuildError, runTool } from "./run_tool.ts";
import { unzipMember } from "./unzip_member.ts";

/** A machine that the program can be compiled for. */
export interface Target {
  /** Deno's name of it, as in --target. */
  readonly name: string;
  /** Debian's name of the architecture. */
  readonly debian: string;
  /** The program that strips executables of it, and the package that has it. */
  readonly strip: { readonly command: string; readonly from: string };
}

/** The first one is the only one that the set-up has a runtime for. */
export const TARGETS: readonly Target[] = [
  {
    name: "x86_64-unknown-linux-gnu",
    debian: "amd64",
    strip: {
      command: "x86_64-linux-gnu-strip",
      from: "binutils-x86-64-linux-gnu",
    },
  },
  {
    name: "aarch64-unknown-linux-gnu",
    debian: "arm64",
    strip: {
      command: "aarch64-linux-gnu-strip",
      from: "binutils-aarch64-linux-gnu",
    },
  },
];

const FETCH_TIMEOUT_MS = 600_000;

/**
 * The target of that name; this machine's without one.
 *
 * @throws {BuildError} When nothing is known about it.
 */
export function findTarget(name: string = Deno.build.target): Target {
  const target = TARGETS.find((target) => target.name === name);
  if (target !== undefined) return target;
  const names = TARGETS.map(({ name }) => name).join(", ");
  throw new BuildError(`--target=${name}: no such target: one of ${names}`);
}

/**
 * The file with the stripped runtime base for a target.
 *
 * @throws {BuildError} When it is not there and cannot be fetched.
 */
export async function runtimeBase(
  toolchain: string,
  target: Target,
): Promise<string> {
  if (target.name === Deno.build.target) return join(toolchain, "denort");
  const kept = keptBase(toolchain, target.name);
  if (await exists(kept)) return kept;
  const stage = await Deno.makeTempDir({ dir: toolchain, prefix: "base." });
  try {
    await requireStrip(target, stage);
    const base = join(stage, "denort");
    await Deno.writeFile(base, await fetchBase(toolchain, stage, target));
    await runTool([target.strip.command, base], { cwd: stage });
    await Deno.chmod(base, 0o755);
    await Deno.rename(base, kept);
    return kept;
  } finally {
    await Deno.remove(stage, { recursive: true });
  }
}

/** Where the stripped one for another machine is kept. */
function keptBase(toolchain: string, name: string): string {
  return join(toolchain, `denort-${name}`);
}

/** Before the download: it is large. */
async function requireStrip(
  { name, strip }: Target,
  stage: string,
): Promise<void> {
  try {
    await runTool([strip.command, "--version"], { cwd: stage });
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw new BuildError(
      `--target=${name}: there is no ${strip.command}: install the package ` +
        strip.from,
    );
  }
}

/** Compiling anything makes Deno fetch the base, and keep its archive. */
async function fetchBase(
  toolchain: string,
  stage: string,
  { name }: Target,
): Promise<Uint8Array<ArrayBuffer>> {
  await Deno.writeTextFile(join(stage, "empty.js"), "");
  const cache = join(stage, "cache");
  const archive = `denort-${name}.zip`;
  const compile = ["compile", "--quiet", "--no-config", `--target=${name}`];
  try {
    await runTool(
      [join(toolchain, "deno"), ...compile, "--output=empty", "empty.js"],
      {
        cwd: stage,
        env: { DENO_DIR: cache, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
        timeoutMs: FETCH_TIMEOUT_MS,
      },
    );
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw new BuildError(
      `--target=${name}: ${archive} of Deno ${Deno.version.deno} cannot be ` +
        `fetched from Deno's makers (${
          reasonIn(error.message)
        }): build on an ` +
        `open network, or put the denort of that archive, stripped, at ` +
        keptBase(toolchain, name),
    );
  }
  for await (const { path } of walk(cache, { includeDirs: false })) {
    if (!path.endsWith(`/${archive}`)) continue;
    return await unzipMember(await Deno.readFile(path), "denort");
  }
  throw new BuildError(`--target=${name}: Deno has kept no ${archive}`);
}

/** The last and most precise cause in what Deno says. */
function reasonIn(message: string): string {
  const causes = [...message.matchAll(/^ +\d+: (?!<)(.+)$/gm)]
    .map(([, cause = ""]) => cause)
    .filter((cause) => !cause.startsWith("__"));
  return causes.at(-1) ?? message.split("\n")[0] ?? message;
}
