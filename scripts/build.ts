/**
 * build.ts - compile dist/postmulti
 *
 * usage: deno task build [--out=FILE] [--target=TARGET] [--empty]
 *
 * Bundles and minifies main.ts, and apart from it each module that it imports when
 * it is needed, since loading code takes a start of 11 ms about 2 ms for every 100
 * KB. Then compiles the bundles with the stripped runtime base and the narrowest
 * permissions that work. The same sources of the same commit give the same bytes,
 * from whatever directory: the bundles have a fixed time stamp and fixed names. The
 * program knows the commit, and whether anything was changed since. The finished
 * file is renamed into place, so a running program is not disturbed. --empty
 * compiles an empty program instead, to compare start-up times with; --target
 * compiles for another machine, see runtime_base.ts. Needs the toolchain of
 * scripts/bootstrap.sh, and verifies vendor/ first.
 */

import { parseArgs } from "@std/cli/parse-args";
import { dirname } from "@std/path/dirname";
import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";
import { bundleProgram, filesIn } from "./bundle_program.ts";
import { BuildError, reportErrors, runTool } from "./run_tool.ts";
import { findTarget, runtimeBase, type Target } from "./runtime_base.ts";
import { verifyVendor } from "./verify_vendor.ts";

/** The modification time of the bundles, seconds: any constant does. */
const BUNDLE_MTIME_SECONDS = 1_000_000_000;

/**
 * Options of the engine. Without its compilers to machine code the program needs no
 * memory that is both writable and executable, so it runs in units that forbid it
 * (systemd.exec(5), MemoryDenyWriteExecute). Most of the code runs once: compiling it
 * would not pay (`deno task bench --flags`).
 */
export const ENGINE_FLAGS: readonly string[] = ["--jitless"];

/**
 * What the program may do. Files and children anywhere, since the administrator
 * says where Postfix is. No remote imports. The network is for plugins that are
 * modules: every mode but their host gives it up first thing. Functions of the C
 * library are for lib/sys/descriptors.ts; the host of a module gives them up.
 * Without --no-code-cache the runtime would load compiled code from a
 * predictable file in the temporary directory; without --no-prompt it would ask
 * on a terminal.
 */
const RUN_FLAGS: readonly string[] = [
  "--no-prompt",
  "--no-code-cache",
  "--no-remote",
  "--no-npm",
  "--deny-import",
  "--allow-read",
  "--allow-write",
  "--allow-run",
  "--allow-env",
  "--allow-net",
  "--allow-ffi",
  "--allow-sys=hostname,uid,umask",
];

const ROOT = fromFileUrl(new URL("..", import.meta.url));
const TOOLCHAIN = join(ROOT, ".toolchain");

/** What to compile. */
export interface BuildOptions {
  /** An empty program instead of this one. */
  readonly empty: boolean;
  /** Options of the engine instead of those that are shipped. */
  readonly engineFlags?: readonly string[];
  /** The machine to compile for, if not this one. */
  readonly target?: Target;
}

if (import.meta.main) {
  const args = parseArgs(Deno.args, {
    boolean: ["empty"],
    string: ["out", "target"],
  });
  await reportErrors("build", async () => {
    const out = resolve(args.out ?? join(ROOT, "dist", "postmulti"));
    await build(out, { empty: args.empty, target: findTarget(args.target) });
    const size = (await Deno.stat(out)).size;
    console.log(`${out}: ${(size / 1e6).toFixed(1)} MB`);
  });
}

/**
 * Compiles the program, or an empty one, to the file `out`.
 *
 * @throws {BuildError} If the toolchain is missing, vendor/ was changed, or a
 * step of Deno's fails.
 */
export async function build(
  out: string,
  { empty, engineFlags = ENGINE_FLAGS, target = findTarget() }: BuildOptions,
): Promise<void> {
  const problems = await verifyVendor(ROOT.replace(/\/$/, ""));
  if (problems.length > 0) throw new BuildError(problems.join("\nbuild: "));
  const base = await runtimeBase(TOOLCHAIN, target);
  // By its real path: with a link on the way, the name of this directory, which is
  // another one each time, would become part of the program.
  const dir = await Deno.realPath(TOOLCHAIN);
  const stage = await Deno.makeTempDir({ dir, prefix: "build." });
  try {
    const bundles = join(stage, "bundles");
    await Deno.mkdir(bundles);
    if (empty) await Deno.writeTextFile(join(bundles, "main.js"), "");
    else await bundleProgram(bundles, { root: ROOT, deno });
    await setTimes(bundles);
    const compiled = join(stage, "postmulti");
    await compile(bundles, { out: compiled, base, target, engineFlags });
    await install(compiled, out);
  } finally {
    await Deno.remove(stage, { recursive: true });
  }
}

async function setTimes(bundles: string): Promise<void> {
  for (const path of filesIn(bundles)) {
    await Deno.utime(path, BUNDLE_MTIME_SECONDS, BUNDLE_MTIME_SECONDS);
  }
}

/** Compiled outside the configuration of the project, as plain code. */
async function compile(
  bundles: string,
  { out, base, target, engineFlags }: {
    readonly out: string;
    readonly engineFlags: readonly string[];
    readonly base: string;
    readonly target: Target;
  },
): Promise<void> {
  const command = ["compile", "--quiet", "--no-config", "--no-lock"];
  const targeted = `--target=${target.name}`;
  const engine = engineFlags.length === 0
    ? []
    : [`--v8-flags=${engineFlags.join(",")}`];
  const included = ["--include", bundles];
  const main = join(bundles, "main.js");
  await deno([
    ...command,
    targeted,
    ...engine,
    ...RUN_FLAGS,
    ...included,
    "--output",
    out,
    main,
  ], { DENORT_BIN: base });
}

/** By rename, through the target's own file system. */
async function install(compiled: string, out: string): Promise<void> {
  await Deno.mkdir(dirname(out), { recursive: true });
  const beside = `${out}.${Deno.pid}`;
  await Deno.copyFile(compiled, beside);
  await Deno.chmod(beside, 0o755);
  await Deno.rename(beside, out);
}

async function deno(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<void> {
  await runTool([join(TOOLCHAIN, "bin", "deno"), ...args], {
    cwd: ROOT,
    env: { ...env, NO_COLOR: "1" },
  });
}
