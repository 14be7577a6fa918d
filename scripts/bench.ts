/**
 * bench.ts - measure the program against an empty one and the stock tool
 *
 * usage: deno task bench [--short] [--runs=N] [--json=FILE]
 *        deno task bench --flags [--rounds=N] [--only=TEXT]
 *
 * Builds dist/postmulti and an empty program with the same command and the same
 * base, opens a throwaway world, and prints a table with each ratio, its target
 * and ok or MISSED; --json writes it to FILE as well. The long form runs
 * everything twenty times, which takes some minutes. Needs root and nothing
 * else that keeps the machine busy.
 *
 * --flags compares sets of engine options instead, see tests/bench/flags.ts.
 */

import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { build, ENGINE_FLAGS } from "./build.ts";

/** Where world.sh puts our program: beside Postfix's own, as on any host. */
const INSTALLED = "/usr/sbin/postmulti";

const ROOT = fromFileUrl(new URL("..", import.meta.url));

/** The sets of engine options that --flags compares; the first is what is shipped. */
const FLAG_SETS: readonly (readonly string[])[] = [
  ENGINE_FLAGS,
  [],
  ["--no-sparkplug", "--no-maglev"],
  ["--jitless"],
  ["--jitless", "--single-threaded"],
  ["--jitless", "--max-lazy"],
];

if (import.meta.main) {
  if (Deno.args.includes("--flags")) Deno.exit(await compareFlags());
  const ours = join(ROOT, "dist", "postmulti");
  const empty = join(ROOT, "dist", "empty");
  const base = join(ROOT, ".toolchain", "denort");
  await build(ours, { empty: false });
  await build(empty, { empty: true });
  await run(join(ROOT, "scripts", "install_packages.sh"), ["time"]);
  const deno = join(ROOT, ".toolchain", "bin", "deno");
  const bench = join(ROOT, "tests", "bench", "bench.ts");
  const status = await run(join(ROOT, "scripts", "world.sh"), [
    "--postmulti",
    ours,
    ...[deno, "run", "-A", "--frozen", bench, INSTALLED, empty, base],
    ...Deno.args,
  ]);
  Deno.exit(status);
}

async function compareFlags(): Promise<number> {
  await run(join(ROOT, "scripts", "install_packages.sh"), ["time"]);
  const programs: string[] = [];
  for (const [index, flags] of FLAG_SETS.entries()) {
    const program = join(ROOT, "dist", `flags-${index}`);
    await build(program, { empty: false, engineFlags: flags });
    const label = index === 0 ? "shipped" : flags.join(" ") || "none";
    programs.push(`${label}=${program}`);
  }
  const deno = join(ROOT, ".toolchain", "bin", "deno");
  const script = join(ROOT, "tests", "bench", "flags.ts");
  const options = Deno.args.filter((word) => word !== "--flags");
  return await run(join(ROOT, "scripts", "world.sh"), [
    "--postmulti",
    join(ROOT, "dist", "flags-0"),
    ...[deno, "run", "-A", "--frozen", script, ...options, "--", ...programs],
  ]);
}

async function run(path: string, args: readonly string[]): Promise<number> {
  const child = new Deno.Command(path, { args: [...args], cwd: ROOT }).spawn();
  const { code } = await child.status;
  return code;
}
