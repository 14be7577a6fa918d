/**
 * contents.ts - what the packages hold, and where
 *
 * Reads the names of the project's files. A file that is made for the packages
 * alone is written by the caller, who says where it is.
 */

import { walk } from "@std/fs/walk";
import { join } from "@std/path/join";
import { relative } from "@std/path/relative";
import { fileOf, manualPages } from "../../lib/cli/manual.ts";
import type { Page } from "../../lib/manual/block.ts";
import { TEXTS } from "../../lib/manual/texts.ts";

/** One file of a package. */
export interface Item {
  /** Where it is now. */
  readonly source: string;
  /** Its path below the folder of the archive. */
  readonly inArchive: string;
  /** Its path below the root of a Debian system. */
  readonly onDebian: string;
  /** Its permission bits. */
  readonly mode: number;
  /** Whether Debian wants it compressed; the name ends in .gz already. */
  readonly isCompressed: boolean;
}

/** Where a Debian package has its documents. */
export const DOCUMENTS = "usr/share/doc/postmulti";

/** Where it has the plugins, to be read; --plugins install writes usable ones. */
const EXAMPLES = `${DOCUMENTS}/examples/plugins`;

const EXECUTABLE = 0o755;
const READABLE = 0o644;

/** What scripts/write_docs.ts makes, and where Debian looks for it. */
const WRITTEN: readonly Omit<Item, "source">[] = [
  ...manualPages(TEXTS).map(manual),
  completion(
    "postmulti.bash",
    "usr/share/bash-completion/completions/postmulti",
  ),
  completion("_postmulti", "usr/share/zsh/vendor-completions/_postmulti"),
  completion(
    "postmulti.fish",
    "usr/share/fish/vendor_completions.d/postmulti.fish",
  ),
];

/** The names of the files that scripts/write_docs.ts makes. */
export const WRITTEN_NAMES: readonly string[] = WRITTEN.map(fileName);

/**
 * All that the packages have in common, sorted by path.
 *
 * @param root The project.
 * @param made The compiled program, its bill of materials, and the folder of what
 * write_docs.ts made.
 */
export async function listContents(
  root: string,
  made: {
    readonly program: string;
    readonly sbom: string;
    readonly written: string;
  },
): Promise<readonly Item[]> {
  const { program, sbom, written } = made;
  const items = [
    plain(program, "postmulti", "usr/sbin/postmulti", EXECUTABLE),
    plain(sbom, "postmulti.spdx.json", `${DOCUMENTS}/postmulti.spdx.json`),
    // On Debian, the file copyright has its text.
    {
      ...plain(
        join(root, "README.md"),
        "README.md",
        `${DOCUMENTS}/README.md.gz`,
      ),
      isCompressed: true,
    },
    ...await listPlugins(root),
    ...await listSchemas(root),
  ];
  for (const item of WRITTEN) {
    items.push({ ...item, source: join(written, fileName(item)) });
  }
  return items.sort((a, b) => a.inArchive < b.inArchive ? -1 : 1);
}

/** With their guide and their types, without their tests. */
async function listPlugins(root: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  const directory = join(root, "plugins");
  const options = { includeDirs: false, skip: [/_test\.ts$/] };
  for await (const { path } of walk(directory, options)) {
    const name = relative(directory, path);
    const mode = name.endsWith(".sh") ? EXECUTABLE : READABLE;
    items.push(plain(path, `plugins/${name}`, `${EXAMPLES}/${name}`, mode));
  }
  return items;
}

/** What describes the output that is for programs. */
async function listSchemas(root: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  const options = { includeDirs: false, match: [/\.schema\.json$/] };
  for await (const { path, name } of walk(join(root, "lib"), options)) {
    items.push(plain(path, `schemas/${name}`, `${DOCUMENTS}/schemas/${name}`));
  }
  return items;
}

function plain(
  source: string,
  inArchive: string,
  onDebian: string,
  mode = READABLE,
): Item {
  return { source, inArchive, onDebian, mode, isCompressed: false };
}

function manual(page: Page): Omit<Item, "source"> {
  const file = fileOf(page);
  return {
    inArchive: `man/${file}`,
    onDebian: `usr/share/man/man${page.section}/${file}.gz`,
    mode: READABLE,
    isCompressed: true,
  };
}

function completion(name: string, onDebian: string): Omit<Item, "source"> {
  return {
    inArchive: `completions/${name}`,
    onDebian,
    mode: READABLE,
    isCompressed: false,
  };
}

function fileName({ inArchive }: { readonly inArchive: string }): string {
  return inArchive.slice(inArchive.lastIndexOf("/") + 1);
}
