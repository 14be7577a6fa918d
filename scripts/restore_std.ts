/**
 * restore_std.ts - make vendor/ from the npm package that carries @std
 *
 * usage: deno run -A restore_std.ts DEPS VENDOR
 *
 * DEPS is the folder `package/src/deps` of the npm package: the JSR sources as
 * dnt rewrote them for Node. The rewriting is undone, every file is compared
 * with JSR's own checksum (jsr_checksums.json), and the result is laid out
 * under VENDOR the way Deno's "vendor": true reads it, the registry's folder
 * name included, which is the same in both. A file that differs or is missing
 * is an error. Runs before vendor/ exists, so it imports nothing.
 */

interface PackageChecksums {
  readonly integrity: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The version ranges by which one @std package names another. */
const RANGES: Readonly<Record<string, string>> = {
  internal: "^1.0.12",
  path: "^1.1.4",
};

if (import.meta.main) {
  const [deps, vendor] = Deno.args;
  if (deps === undefined || vendor === undefined) {
    console.error("usage: restore_std.ts DEPS VENDOR");
    Deno.exit(2);
  }
  const checksums = JSON.parse(
    Deno.readTextFileSync(new URL("jsr_checksums.json", import.meta.url)),
  ) as Record<string, PackageChecksums>;
  const host = hostFolder(deps);
  for (const [id, expected] of Object.entries(checksums)) {
    await restorePackage(`${deps}/${host}`, `${vendor}/${host}`, id, expected);
  }
}

/**
 * One JSR source out of dnt's version of it: the shim import goes, its global
 * object becomes Deno's, and the specifiers become JSR's again.
 */
export function undoDnt(source: string): string {
  return source
    .replace(/^import \* as dntShim from .*;\n\n?/m, "")
    .replaceAll("dntShim.dntGlobalThis", "globalThis")
    .replaceAll("dntShim.", "")
    .replace(
      /"(?:\.\.\/)+([a-z]+)\/\d+\.\d+\.\d+\/([^"]+)\.js"/g,
      (_, name: string, file: string) =>
        `"jsr:@std/${name}@${RANGES[name]}/${file.replaceAll("_", "-")}"`,
    )
    .replace(/(["'])(\.\.?\/[^"'\n]+)\.js\1/g, "$1$2.ts$1");
}

/**
 * The `exports` of a package as JSR lists them: "." for mod.ts, "./a-b" for
 * a_b.ts, "./posix" for posix/mod.ts. Private files (`_x.ts`) have none.
 */
export function exportsOf(files: readonly string[]): Record<string, string> {
  const exports: Record<string, string> = {};
  for (const file of files) {
    if (!file.endsWith(".ts") || /\/_/.test(file)) continue;
    const name = file.slice(1, -".ts".length).replaceAll("_", "-");
    const key = name === "mod" ? "." : `./${name.replace(/\/mod$/, "")}`;
    exports[key] = `.${file}`;
  }
  return exports;
}

/** The lower-case hexadecimal SHA-256 of some bytes. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex();
}

function hostFolder(deps: string): string {
  for (const entry of Deno.readDirSync(deps)) {
    if (entry.isDirectory) return entry.name;
  }
  throw new Error(`${deps}: no package folder: the tarball has changed`);
}

async function restorePackage(
  from: string,
  to: string,
  id: string,
  expected: PackageChecksums,
): Promise<void> {
  const at = id.lastIndexOf("@");
  const [path, version] = [id.slice(0, at), id.slice(at + 1)];
  const manifest: Record<string, unknown> = {};
  for (const [file, checksum] of Object.entries(expected.files)) {
    const source = Deno.readTextFileSync(`${from}/${path}/${version}${file}`);
    const bytes = new TextEncoder().encode(undoDnt(source));
    if (await sha256(bytes) !== checksum) {
      throw new Error(`${id}${file}: differs from JSR's checksum: refused`);
    }
    write(`${to}/${path}/${version}${file}`, bytes);
    manifest[file] = { size: bytes.length, checksum: `sha256-${checksum}` };
  }
  const [scope, name] = path.slice(1).split("/");
  writeJson(`${to}/${path}/meta.json`, {
    scope,
    name,
    latest: version,
    versions: { [version]: {} },
  });
  writeJson(`${to}/${path}/${version}_meta.json`, {
    manifest,
    exports: exportsOf(Object.keys(expected.files)),
    lockfileChecksum: expected.integrity,
  });
}

function writeJson(path: string, value: unknown): void {
  write(path, new TextEncoder().encode(JSON.stringify(value)));
}

function write(path: string, bytes: Uint8Array): void {
  Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  Deno.writeFileSync(path, bytes);
}
