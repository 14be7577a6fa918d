/**
 * components.ts - what a program was made of, with digests
 *
 * Reads deno.lock and the toolchain as it is here, so that the list is true for this
 * build and not for another one.
 */

import { basename } from "@std/path/basename";
import { join } from "@std/path/join";
import { findSources } from "../find_sources.ts";
import { BuildError } from "../run_tool.ts";
import { sha256OfFile } from "./digest.ts";

/** How a component takes part, in the words of SPDX. */
export type Part =
  | "CONTAINS"
  | "BUILD_TOOL_OF"
  | "BUILD_DEPENDENCY_OF"
  | "TEST_DEPENDENCY_OF";

/** Something that another program has made. */
export interface Component {
  /** As its makers call it. */
  readonly name: string;
  /** Its exact version. */
  readonly version: string;
  /** What it is for the program. */
  readonly part: Part;
  /** The license, as SPDX names it. */
  readonly license: string;
  /** Its name in all registries (a package URL). */
  readonly purl: string;
  /** SHA-256; undefined when other bytes took the place of its own. */
  readonly sha256?: string;
  /** Of what the digest is, and whatever else there is to know. */
  readonly comment: string;
}

/** The packages of deno.lock by name and version, as in `@std/path@1.1.4`. */
type LockedPackages = Readonly<
  Record<string, {
    readonly integrity: string;
    readonly dependencies?: readonly string[];
  }>
>;

/**
 * All of them: the runtime base, the tools, and every package of deno.lock.
 *
 * @param base The stripped runtime base that the program was compiled into.
 * @throws {BuildError} When the toolchain is not complete.
 */
export async function listComponents(
  root: string,
  base: string,
): Promise<readonly Component[]> {
  const toolchain = join(root, ".toolchain");
  return [
    await runtimeComponent(base),
    await denoComponent(join(toolchain, "deno")),
    await esbuildComponent(join(toolchain, "cache", "dl")),
    ...await standardLibrary(root),
  ];
}

async function runtimeComponent(base: string): Promise<Component> {
  return {
    name: "denort",
    version: Deno.version.deno,
    part: "CONTAINS",
    license: "MIT",
    purl: `pkg:github/denoland/deno@v${Deno.version.deno}#denort`,
    sha256: await sha256OfFile(base),
    comment: "The runtime base of Deno that the program is appended to; the " +
      "digest is that of the file after strip(1).",
  };
}

async function denoComponent(path: string): Promise<Component> {
  return {
    name: "deno",
    version: Deno.version.deno,
    part: "BUILD_TOOL_OF",
    license: "MIT",
    purl: `pkg:github/denoland/deno@v${Deno.version.deno}`,
    sha256: await sha256OfFile(path),
    comment: "The digest is that of the executable.",
  };
}

/** Deno looks for it in a folder that is named after the version. */
async function esbuildComponent(downloads: string): Promise<Component> {
  for await (const { name } of Deno.readDir(downloads)) {
    const version = /^esbuild-(\d+\.\d+\.\d+)$/.exec(name)?.[1];
    if (version === undefined) continue;
    const [executable] = [...Deno.readDirSync(join(downloads, name))]
      .map((entry) => join(downloads, name, entry.name));
    if (executable === undefined) continue;
    const platform = basename(executable).replace(/^esbuild-/, "");
    return {
      name: "esbuild",
      version,
      part: "BUILD_TOOL_OF",
      license: "MIT",
      purl: `pkg:npm/%40esbuild/${platform}@${version}`,
      sha256: await sha256OfFile(executable),
      comment: "The digest is that of the executable.",
    };
  }
  throw new BuildError(`${downloads}: there is no esbuild: run the set-up`);
}

async function standardLibrary(root: string): Promise<readonly Component[]> {
  const text = await Deno.readTextFile(join(root, "deno.lock"));
  const { jsr } = JSON.parse(text) as { readonly jsr: LockedPackages };
  const { program, plugins, buildScripts } = await findSources(root);
  const inProgram = await importsOf(root, [...program, ...plugins], jsr);
  const inBuild = await importsOf(root, buildScripts, jsr);
  const standIn = await isStandIn(root) ? "@std/cli" : undefined;
  return Object.entries(jsr).map(([id, { integrity }]) => {
    const { name, version } = partsOf(id);
    const part = inProgram.has(name)
      ? "CONTAINS"
      : inBuild.has(name)
      ? "BUILD_DEPENDENCY_OF"
      : "TEST_DEPENDENCY_OF";
    return {
      name,
      version,
      part,
      license: "MIT",
      purl: `pkg:jsr/${name.replace("@", "%40")}@${version}`,
      ...name === standIn
        ? { comment: "In this build, a stand-in made from minimist was used." }
        : {
          sha256: integrity,
          comment: "The digest is that of the package's manifest, which has " +
            "the digest of every file; deno.lock has it as well.",
        },
    };
  });
}

function partsOf(
  id: string,
): { readonly name: string; readonly version: string } {
  const [, name = "", version = ""] = /^(.+)@([^@]+)$/.exec(id) ?? [];
  return { name, version };
}

/** The names of the packages that files need, directly or not. */
async function importsOf(
  root: string,
  files: readonly string[],
  locked: LockedPackages,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const file of files) {
    const source = await Deno.readTextFile(join(root, file));
    for (const [, name = ""] of source.matchAll(/ from "(@std\/[a-z]+)/g)) {
      names.add(name);
    }
  }
  // A set goes on to what is added while it is gone through.
  for (const name of names) {
    for (const [id, { dependencies = [] }] of Object.entries(locked)) {
      if (partsOf(id).name !== name) continue;
      for (const one of dependencies) {
        names.add(one.replace(/^jsr:/, "").replace(/(.)@.*$/, "$1"));
      }
    }
  }
  return names;
}

/** Whether the set-up had only npm, which does not have @std/cli. */
async function isStandIn(root: string): Promise<boolean> {
  const way = await Deno.readTextFile(join(root, ".toolchain", "way"));
  return way.trim() === "npm";
}
