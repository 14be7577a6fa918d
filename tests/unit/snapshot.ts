/**
 * All that is in a directory, for comparing before and after. For tests beside
 * the sources; reads only.
 *
 * @module
 */

/**
 * Every entry below a directory, as `KIND MODE UID:GID TIME`, and with it a
 * file's content (one character per byte) or a link's target.
 */
export function snapshot(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (directory: string, prefix: string): void => {
    const entries = [...Deno.readDirSync(directory)];
    for (const { name } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
      const path = `${directory}/${name}`;
      found[prefix + name] = describe(path);
      if (Deno.lstatSync(path).isDirectory) visit(path, `${prefix}${name}/`);
    }
  };
  visit(root, "");
  return found;
}

function describe(path: string): string {
  const info = Deno.lstatSync(path);
  const owner = `${info.uid}:${info.gid}`;
  if (info.isSymlink) return `link ${owner} ${Deno.readLinkSync(path)}`;
  const mode = ((info.mode ?? 0) & 0o7777).toString(8);
  if (info.isDirectory) return `directory ${mode} ${owner}`;
  if (!info.isFile) return `other ${mode} ${owner}`;
  const bytes = Array.from(
    Deno.readFileSync(path),
    (byte) => String.fromCharCode(byte),
  );
  const time = info.mtime?.getTime();
  return `file ${mode} ${owner} ${time} ${bytes.join("")}`;
}
