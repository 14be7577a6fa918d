/**
 * build.ts - compile dist/postmulti
 *
 * usage: deno task build [--out FILE] [--empty]
 *
 * Bundles and minifies main.ts, then compiles the bundle with the stripped
 * runtime base and the narrowest permissions that work. (Bundling takes 3 ms off
 * a start of 16, minifying half of one.) The same sources give the same bytes,
 * from whatever directory: the bundle is one file with a fixed time stamp,
 * compiled under a fixed name. The finished file is renamed into place, so a
 * running program is not disturbed. --empty compiles an empty program instead,
 * to compare start-up times with. Needs the toolchain of scripts/bootstrap.sh,
 * and verifies vendor/ first.
 */

import { parseArgs } from "@std/cli/parse-args";
import { dirname } from "@std/path/dirname";
import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";
import { verifyVendor } from "./verify_vendor.ts";

/** The bundle's modification time, seconds: any constant does. */
const BUNDLE_MTIME_SECONDS = 1_000_000_000;

/**
 * What the program may do. Files and children anywhere, since the administrator
 * says where Postfix is. No foreign functions, no remote imports. The network is
 * for plugins that are modules: every mode but their host gives it up first thing.
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
  "--allow-sys=hostname,uid,umask",
];

const ROOT = fromFileUrl(new URL("..", import.meta.url));
const TOOLCHAIN = join(ROOT, ".toolchain");

/** A build that failed for a reason worth one line. */
export class BuildError extends Error {
  override name = "BuildError";
}

if (import.meta.main) {
  const args = parseArgs(Deno.args, { boolean: ["empty"], string: ["out"] });
  const out = resolve(args.out ?? join(ROOT, "dist", "postmulti"));
  try {
    await build(out, { empty: args.empty });
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(`build: ${error.message}`);
    Deno.exit(1);
  }
  const size = (await Deno.stat(out)).size;
  console.log(`${out}: ${(size / 1e6).toFixed(1)} MB`);
}

/**
 * Compiles the program, or an empty one, to the file `out`.
 *
 * @throws {BuildError} If the toolchain is missing, vendor/ was changed, or a
 * step of Deno's fails.
 */
export async function build(
  out: string,
  options: { readonly empty: boolean },
): Promise<void> {
  const problems = await verifyVendor(ROOT.replace(/\/$/, ""));
  if (problems.length > 0) throw new BuildError(problems.join("\nbuild: "));
  const stage = await Deno.makeTempDir({ dir: TOOLCHAIN, prefix: "build." });
  try {
    const bundle = join(stage, "main.js");
    if (options.empty) await Deno.writeTextFile(bundle, "");
    else await bundleProgram(bundle);
    await Deno.utime(bundle, BUNDLE_MTIME_SECONDS, BUNDLE_MTIME_SECONDS);
    const compiled = await compile(bundle, stage);
    await install(compiled, out);
  } finally {
    await Deno.remove(stage, { recursive: true });
  }
}

async function bundleProgram(bundle: string): Promise<void> {
  const entry = join(ROOT, "main.ts");
  await deno(
    ["bundle", "--quiet", "--frozen", "--minify", "--output", bundle, entry],
  );
}

/** Compiled outside the configuration of the project, as plain code. */
async function compile(bundle: string, stage: string): Promise<string> {
  const compiled = join(stage, "postmulti");
  const command = ["compile", "--quiet", "--no-config", "--no-lock"];
  await deno([...command, ...RUN_FLAGS, "--output", compiled, bundle]);
  return compiled;
}

/** By rename, through the target's own file system. */
async function install(compiled: string, out: string): Promise<void> {
  await Deno.mkdir(dirname(out), { recursive: true });
  const beside = `${out}.${Deno.pid}`;
  await Deno.copyFile(compiled, beside);
  await Deno.chmod(beside, 0o755);
  await Deno.rename(beside, out);
}

async function deno(args: readonly string[]): Promise<void> {
  const command = new Deno.Command(join(TOOLCHAIN, "bin", "deno"), {
    args: [...args],
    cwd: ROOT,
    env: { DENORT_BIN: join(TOOLCHAIN, "denort"), NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const result = await command.output();
  if (result.success) return;
  const said = new TextDecoder();
  throw new BuildError(
    `deno ${args[0]} failed: ${said.decode(result.stdout)}` +
      said.decode(result.stderr),
  );
}
