/**
 * make_cli_stand_in.ts - a stand-in for @std/cli where only npm can be reached
 *
 * usage: deno run -A make_cli_stand_in.ts MINIMIST VENDOR
 *
 * No npm package carries @std/cli. Its `parseArgs` is a port of minimist, so
 * MINIMIST, the package's index.js, is given a typed export and put where Deno
 * looks for `@std/cli/parse-args` under VENDOR. It is for scripts/ only;
 * nothing of the compiled program may import it. Differences from the real one,
 * which the scripts avoid: a repeated option becomes an array, `--no-x` negates
 * x, and the options `collect` and `negatable` do nothing.
 */

import { sha256 } from "./restore_std.ts";

const VERSION = "1.0.27";

/** @std/cli's digest in deno.lock, so that the lock is the same both ways. */
const LOCKFILE_CHECKSUM =
  "eba97edd0891871a7410e835dd94b3c260c709cca5983df2689c25a71fbe04de";

const HEADER = `// @ts-nocheck: minimist is JavaScript
// This is NOT @std/cli: it is minimist 1.2.8 (MIT license), which @std/cli's
// parseArgs is a port of, made at bootstrap by scripts/make_cli_stand_in.ts
// because no npm package carries @std/cli. Used by scripts/ only.

/** The options that both parseArgs and minimist understand. */
export interface ParseOptions<B extends string, S extends string> {
  readonly boolean?: readonly B[];
  readonly string?: readonly S[];
  readonly alias?: Readonly<Record<string, string>>;
  readonly default?: Readonly<Record<string, string | boolean>>;
  readonly stopEarly?: boolean;
  readonly unknown?: (arg: string) => boolean;
}

/** The parsed options; \`_\` holds the operands. */
export type Args<B extends string, S extends string> =
  & { [K in B]: boolean }
  & { [K in S]?: string }
  & { _: Array<string | number> };

/** Parses command line arguments. */
export function parseArgs<
  const B extends string = never,
  const S extends string = never,
>(args: readonly string[], options?: ParseOptions<B, S>): Args<B, S> {
  return minimist([...args], options);
}

`;

if (import.meta.main) {
  const [minimist, vendor] = Deno.args;
  if (minimist === undefined || vendor === undefined) {
    console.error("usage: make_cli_stand_in.ts MINIMIST VENDOR");
    Deno.exit(2);
  }
  const source = HEADER + Deno.readTextFileSync(minimist)
    .replace("'use strict';\n\n", "")
    .replace("module.exports = function (", "function minimist(");
  if (source.includes("module.exports")) {
    throw new Error(`${minimist}: not the minimist this script knows`);
  }
  for (const host of Deno.readDirSync(vendor)) {
    await place(`${vendor}/${host.name}/@std/cli`, source);
  }
}

async function place(folder: string, source: string): Promise<void> {
  const bytes = new TextEncoder().encode(source);
  Deno.mkdirSync(`${folder}/${VERSION}`, { recursive: true });
  Deno.writeFileSync(`${folder}/${VERSION}/parse_args.ts`, bytes);
  const checksum = `sha256-${await sha256(bytes)}`;
  writeJson(`${folder}/meta.json`, {
    scope: "std",
    name: "cli",
    latest: VERSION,
    versions: { [VERSION]: {} },
  });
  writeJson(`${folder}/${VERSION}_meta.json`, {
    manifest: { "/parse_args.ts": { size: bytes.length, checksum } },
    exports: { "./parse-args": "./parse_args.ts" },
    lockfileChecksum: LOCKFILE_CHECKSUM,
  });
}

function writeJson(path: string, value: unknown): void {
  Deno.writeTextFileSync(path, JSON.stringify(value));
}
