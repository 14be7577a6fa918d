/**
 * find_sources.ts - the project's source files, by kind
 */

import { walk } from "@std/fs/walk";
import { relative } from "@std/path/relative";

/** Paths relative to the project's root, sorted. */
export interface Sources {
  /** main.ts and what is under lib/, without tests. */
  readonly program: readonly string[];
  /** The modules of the plugins that are shipped, without tests. */
  readonly plugins: readonly string[];
  /** What builds, checks and packages, without tests. */
  readonly buildScripts: readonly string[];
  /** Tests beside the sources, run on the host. */
  readonly unitTests: readonly string[];
  /** Tests of the whole program, each run in a world of its own. */
  readonly worldTests: readonly string[];
  /** Tests that make systems of Debian releases; the matrix alone runs them. */
  readonly matrixTests: readonly string[];
}

/** Directories that hold nothing of the project's own. */
export const FOREIGN = /\/(\.toolchain|\.git|vendor|dist)$/;

const TEST = /_test\.ts$/;

/** How the names of files end that people read. */
const TEXTS = ["ts", "md", "sh", "conf", "json", "py", "yml"];

/** Tests have wrong words on purpose, and so has the list of them. */
const NOT_TEXTS = [/\/tests$/, TEST, /\/word_list\.ts$/];

/**
 * Lists what people read, in sources and documents.
 *
 * @returns Paths relative to `root`, sorted.
 */
export async function findTexts(root: string): Promise<readonly string[]> {
  const files: string[] = [];
  const options = {
    includeDirs: false,
    exts: TEXTS,
    skip: [FOREIGN, ...NOT_TEXTS],
  };
  for await (const { path } of walk(root, options)) {
    files.push(relative(root, path));
  }
  return files.sort();
}

/** Lists the sources of the project at `root`. */
export async function findSources(root: string): Promise<Sources> {
  const files: string[] = [];
  const options = {
    includeDirs: false,
    exts: ["ts"],
    skip: [FOREIGN],
  };
  for await (const entry of walk(root, options)) {
    files.push(relative(root, entry.path));
  }
  files.sort();
  return sortSources(files);
}

/** Sorts paths into kinds; what is of no kind is left out. */
export function sortSources(files: readonly string[]): Sources {
  const tests = files.filter((file) => TEST.test(file));
  const isWorldTest = (file: string): boolean => /^tests\/[^/]+$/.test(file);
  const isMatrixTest = (file: string): boolean =>
    /^tests\/matrix\/[^/]+$/.test(file);
  return {
    program: files.filter((file) =>
      !TEST.test(file) && (file === "main.ts" || file.startsWith("lib/"))
    ),
    plugins: files.filter((file) =>
      !TEST.test(file) && file.startsWith("plugins/")
    ),
    buildScripts: files.filter((file) =>
      !TEST.test(file) && file.startsWith("scripts/")
    ),
    unitTests: tests.filter((file) =>
      !isWorldTest(file) && !isMatrixTest(file)
    ),
    worldTests: tests.filter(isWorldTest),
    matrixTests: tests.filter(isMatrixTest),
  };
}
