/**
 * check_layers.ts - imports of the program point one way
 *
 * usage: deno task layers
 *
 * Reads the module graph of main.ts and of every file under lib/ and plugins/
 * from `deno info --json` and applies layer_rules.ts. Prints one line for each
 * breach; status 1 if there is one.
 */

import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { relative } from "@std/path/relative";
import { findSources } from "./find_sources.ts";
import { findLayerFaults, type Module } from "./layer_rules.ts";

/** The part of `deno info --json` that is read here. */
interface Info {
  readonly modules: readonly {
    readonly specifier: string;
    readonly error?: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: { readonly specifier?: string };
      readonly type?: { readonly specifier?: string };
    }[];
  }[];
}

const ROOT = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");

if (import.meta.main) {
  const { program, plugins } = await findSources(ROOT);
  const { modules, errors } = await readModules([...program, ...plugins]);
  const faults = [...errors, ...findLayerFaults(modules)];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) Deno.exit(1);
}

/** Every file of the program with its imports, and what cannot be imported. */
async function readModules(files: readonly string[]): Promise<{
  readonly modules: readonly Module[];
  readonly errors: readonly string[];
}> {
  const info = await denoInfo(files);
  const modules: Module[] = [];
  const errors: string[] = [];
  for (const { specifier, dependencies, error } of info.modules) {
    const path = inProject(specifier);
    if (error !== undefined) errors.push(`${path}: ${error}`);
    if (!files.includes(path)) continue;
    const imports = (dependencies ?? []).map((one) =>
      inProject(one.code?.specifier ?? one.type?.specifier ?? one.specifier)
    );
    const source = await Deno.readTextFile(join(ROOT, path));
    modules.push({ path, imports, source });
  }
  return { modules, errors };
}

/** The module graph of one file that imports all of these. */
async function denoInfo(files: readonly string[]): Promise<Info> {
  const entry = await Deno.makeTempFile({
    dir: join(ROOT, ".toolchain"),
    prefix: "layers.",
    suffix: ".ts",
  });
  try {
    const lines = files.map((file) => `import "../${file}";\n`);
    await Deno.writeTextFile(entry, lines.join(""));
    const { stdout, success } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--frozen", entry],
      cwd: ROOT,
      stderr: "inherit",
    }).output();
    if (!success) throw new Error("deno info failed");
    return JSON.parse(new TextDecoder().decode(stdout)) as Info;
  } finally {
    await Deno.remove(entry);
  }
}

/** A path in the project for a file of it, the specifier for anything else. */
function inProject(specifier: string): string {
  if (!specifier.startsWith("file:")) return specifier;
  const path = relative(ROOT, fromFileUrl(specifier));
  return path.startsWith("..") ? specifier : path;
}
