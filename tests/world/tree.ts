/**
 * The recorded file trees of a world: what `steps.sh` wrote, as a value, and the
 * comparison of two of them. Reads the record only; knows nothing of Postfix but
 * which files change by themselves.
 *
 * @module
 */

/** One file: everything that is compared but a configuration file's bytes. */
export interface Entry {
  /** find(1)'s type letter, mode in octal, owner, group, symlink target. */
  readonly kind: string;
  /** SHA-256 in hex of a regular file's content, else empty. */
  readonly digest: string;
}

/** A recorded tree. */
export interface Tree {
  /** By absolute path. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Bytes, one character each, of every main.cf, main.cf.proto and master.cf. */
  readonly configs: ReadonlyMap<string, string>;
}

/** Content that differs between two runs of one program: process numbers. */
const VOLATILE = /(\/pid\/[^/]+|\/master\.lock|\/prng_exch)$/;

/** Files whose content is kept, to be compared and shown line by line. */
const CONFIG = /\/(main\.cf|master\.cf|main\.cf\.proto)$/;

/**
 * The bytes of a file as a string with one character per byte, so that content
 * in any encoding is compared exactly.
 */
export function bytesToText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** Reads one record (`before` or `after`) of a finished run. */
export async function readTree(record: string): Promise<Tree> {
  const read = async (path: string): Promise<string> =>
    bytesToText(await Deno.readFile(path));
  const digests = parseDigests(await read(`${record}/sums`));
  const entries = new Map<string, Entry>();
  const paths: string[] = [];
  for (const line of (await read(`${record}/tree`)).split("\n")) {
    if (line === "") continue;
    const [type, mode, owner, group, path = "", target] = line.split("\t");
    const digest = VOLATILE.test(path) ? "" : digests.get(path) ?? "";
    const kind = `${type} ${mode} ${owner}:${group} ${target}`.trim();
    entries.set(path, { kind, digest });
    if (type === "f" && CONFIG.test(path)) paths.push(path);
  }
  const contents = await Promise.all(
    paths.map((path) => read(`${record}/files${path}`)),
  );
  const configs = new Map(
    paths.map((path, number) => [path, contents[number] ?? ""]),
  );
  return { entries, configs };
}

/**
 * What differs between two trees, one line per path, sorted. The content of
 * those files is left to the caller; other content is compared.
 */
export function treeDifferences(expected: Tree, actual: Tree): string[] {
  const paths = new Set([
    ...expected.entries.keys(),
    ...actual.entries.keys(),
  ]);
  const differences: string[] = [];
  for (const path of [...paths].sort()) {
    const [one, other] = [expected, actual].map((tree) => {
      const entry = tree.entries.get(path);
      if (entry === undefined) return "nothing";
      return tree.configs.has(path)
        ? entry.kind
        : `${entry.kind} ${entry.digest}`.trim();
    });
    if (one !== other) {
      differences.push(`${path}: expected ${one}, found ${other}`);
    }
  }
  return differences;
}

function parseDigests(text: string): Map<string, string> {
  const digests = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = /^\\?([0-9a-f]{64}) [ *](.*)$/.exec(line);
    if (match !== null) digests.set(match[2] ?? "", match[1] ?? "");
  }
  return digests;
}
