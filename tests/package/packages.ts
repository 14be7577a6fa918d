/**
 * The packages of this project, made once for a test file, and variants of the
 * Debian one, as a later release or a broken one would be.
 *
 * @module
 */

import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { runTool } from "../../scripts/run_tool.ts";

/** The project. */
export const ROOT: string = fromFileUrl(new URL("../..", import.meta.url))
  .replace(/\/$/, "");

/** Packages in one folder. */
export interface Packages {
  /** The folder. */
  readonly folder: string;
  /** The path of the packed tar archive. */
  readonly archive: string;
  /** The path of the Debian package. */
  readonly debian: string;
  /** The path of the bill of materials. */
  readonly sbom: string;
}

/** The key that packages are signed with. */
export interface Signer {
  /** What gpg finds it by. */
  readonly key: string;
  /** The directory of gpg that has it. */
  readonly gnupgHome: string;
}

/** Makes the packages of the project at `root` in a folder. */
export async function makePackages(
  root: string,
  folder: string,
  signer?: Signer,
): Promise<Packages> {
  const script = join(root, "scripts", "package.ts");
  const options = [
    `--out=${folder}`,
    ...signer === undefined ? [] : [`--sign=${signer.key}`],
  ];
  const made = await runTool(
    [Deno.execPath(), "run", "-A", "--frozen", script, ...options],
    {
      cwd: root,
      ...signer === undefined ? {} : { env: { GNUPGHOME: signer.gnupgHome } },
    },
  );
  const [archive = "", debian = "", sbom = ""] = made.split("\n");
  return { folder, archive, debian, sbom };
}

/** How a variant differs from the package that was made. */
export interface Variant {
  /** Its version. */
  readonly version: string;
  /** Whether its first script fails at its end. */
  readonly fails?: boolean;
}

/** Makes a variant of a Debian package in a folder of its own; returns its path. */
export async function makeVariant(
  { folder, debian }: Packages,
  { version, fails = false }: Variant,
): Promise<string> {
  const work = join(folder, version);
  const cwd = folder;
  await runTool(["dpkg-deb", "--raw-extract", debian, work], { cwd });
  const control = join(work, "DEBIAN", "control");
  const text = await Deno.readTextFile(control);
  await Deno.writeTextFile(
    control,
    text.replace(/^Version: .*$/m, `Version: ${version}`),
  );
  if (fails) {
    const script = join(work, "DEBIAN", "preinst");
    await Deno.writeTextFile(script, "exit 1\n", { append: true });
  }
  const out = join(folder, `${version}.deb`);
  const pack = ["--root-owner-group", "-Znone", "--build", work, out];
  await runTool(["dpkg-deb", ...pack], { cwd });
  return out;
}
