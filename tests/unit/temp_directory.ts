/**
 * A directory for one test, removed when the test ends. For tests beside the
 * sources; touches the directory for temporary files only.
 *
 * @module
 */

/** A directory of one test's own. */
export interface TempDirectory extends Disposable {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Write a file, with the directories above it; returns its path. */
  write(name: string, content?: string | Uint8Array, mode?: number): string;
  /** Make a directory, with those above it; returns its path. */
  makeDirectory(name: string, mode?: number): string;
  /** The text of a file. */
  read(name: string): string;
  /** The names in a directory, sorted; the directory itself by default. */
  names(name?: string): string[];
}

/**
 * Make a directory.
 *
 * @param parent Where; the usual place for temporary files when left out.
 */
export function tempDirectory(parent?: string): TempDirectory {
  const path = Deno.realPathSync(Deno.makeTempDirSync({
    prefix: "postmulti-unit-",
    ...parent === undefined ? {} : { dir: parent },
  }));
  const inside = (name: string): string =>
    name === "" ? path : `${path}/${name}`;
  const directory: TempDirectory = {
    path,
    write(name, content = "", mode = 0o644): string {
      const file = inside(name);
      Deno.mkdirSync(file.slice(0, file.lastIndexOf("/")), { recursive: true });
      const bytes = typeof content === "string"
        ? new TextEncoder().encode(content)
        : content;
      Deno.writeFileSync(file, bytes);
      Deno.chmodSync(file, mode);
      return file;
    },
    makeDirectory(name, mode = 0o755): string {
      Deno.mkdirSync(inside(name), { recursive: true });
      Deno.chmodSync(inside(name), mode);
      return inside(name);
    },
    read: (name) => Deno.readTextFileSync(inside(name)),
    names: (name = "") =>
      [...Deno.readDirSync(inside(name))].map((entry) => entry.name).sort(),
    [Symbol.dispose](): void {
      Deno.removeSync(path, { recursive: true });
    },
  };
  return directory;
}
