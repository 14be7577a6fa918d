/**
 * verify_vendor.ts - vendor/ holds what the set-up put there, byte for byte
 *
 * usage: deno run -A scripts/verify_vendor.ts
 *
 * Deno verifies nothing inside vendor/, so this runs before every build and
 * every test run. @std files must have JSR's own checksums (jsr_checksums.json,
 * in the repository). The others, those of @std/cli, must be as the set-up
 * recorded them in .toolchain/vendor_digests. Nothing recorded may be missing,
 * and nothing that is neither known nor recorded may be there. Package
 * manifests (.json) are left out: they can only point at files that are checked
 * here.
 */

/** Lower-case hexadecimal SHA-256 by path below vendor/. */
export type Digests = ReadonlyMap<string, string>;

if (import.meta.main) {
  const problems = await verifyVendor(projectRoot());
  for (const problem of problems) console.error(`verify_vendor: ${problem}`);
  if (problems.length > 0) Deno.exit(1);
}

/**
 * What is wrong with the vendor/ folder of a project, one line each, none when
 * all is well.
 */
export async function verifyVendor(root: string): Promise<readonly string[]> {
  try {
    const found = await digestFolder(`${root}/vendor`);
    const recorded = parseRecord(
      await Deno.readTextFile(`${root}/.toolchain/vendor_digests`),
    );
    const known = parseChecksums(
      await Deno.readTextFile(`${root}/scripts/jsr_checksums.json`),
    );
    return compareDigests({ found, recorded, known });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return [`${error.message}: run scripts/bootstrap.sh`];
  }
}

/**
 * The differences between the files that are there and those that should be.
 * The paths of `known` start at the package (`@std/path/1.1.4/join.ts`), those
 * of the other two at the registry's folder.
 */
export function compareDigests(
  { found, recorded, known }: {
    readonly found: Digests;
    readonly recorded: Digests;
    readonly known: Digests;
  },
): readonly string[] {
  const remedy = "delete vendor/ and run scripts/bootstrap.sh";
  const problems: string[] = [];
  for (const [path, digest] of found) {
    const wanted = known.get(path.slice(path.indexOf("/") + 1)) ??
      recorded.get(path);
    if (wanted === undefined) {
      problems.push(`vendor/${path}: does not belong there: ${remedy}`);
    } else if (wanted !== digest) {
      problems.push(`vendor/${path}: has been changed: ${remedy}`);
    }
  }
  for (const path of recorded.keys()) {
    if (!found.has(path)) problems.push(`vendor/${path}: missing: ${remedy}`);
  }
  return problems;
}

/** The lines of sha256sum(1), paths below vendor/. */
export function parseRecord(text: string): Digests {
  const record = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [digest, path] = line.split("  vendor/");
    if (digest !== undefined && path !== undefined) record.set(path, digest);
  }
  return record;
}

function parseChecksums(text: string): Digests {
  const packages = JSON.parse(text) as Record<
    string,
    { readonly files: Record<string, string> }
  >;
  const known = new Map<string, string>();
  for (const [id, { files }] of Object.entries(packages)) {
    const folder = id.replace(/@([^@]+)$/, "/$1");
    for (const [file, digest] of Object.entries(files)) {
      known.set(folder + file, digest);
    }
  }
  return known;
}

async function digestFolder(
  folder: string,
  prefix = "",
): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for await (const entry of Deno.readDir(folder)) {
    const [path, name] = [`${folder}/${entry.name}`, prefix + entry.name];
    if (entry.isDirectory) {
      const below = await digestFolder(path, `${name}/`);
      for (const [file, digest] of below) digests.set(file, digest);
    } else if (!(entry.isFile && name.endsWith(".json"))) {
      digests.set(name, await digestFile(path));
    }
  }
  return digests;
}

async function digestFile(path: string): Promise<string> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    await Deno.readFile(path),
  );
  return new Uint8Array(digest).toHex();
}

function projectRoot(): string {
  return new URL("..", import.meta.url).pathname.replace(/\/$/, "");
}
