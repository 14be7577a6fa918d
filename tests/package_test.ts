/**
 * The packages: what is in them, that they can be made again byte for byte, and
 * what dpkg does with the Debian one (package/install.ts, fresh_install.ts).
 *
 * @module
 */

import { assertEquals, assertRejects } from "@std/assert";
import { exists } from "@std/fs/exists";
import { basename } from "@std/path/basename";
import { VERSION } from "../lib/cli/version.ts";
import { describeCommit, readCommit } from "../scripts/commit.ts";
import { findCommand } from "../lib/sys/find_command.ts";
import { sha256OfFile } from "../scripts/package/digest.ts";
import { BuildError, runTool } from "../scripts/run_tool.ts";
import { testFreshInstallation } from "./package/fresh_install.ts";
import { testInstallation } from "./package/install.ts";
import { makePackages, type Packages, ROOT } from "./package/packages.ts";
import { spdxFaults } from "./package/spdx.ts";
import { copyProject } from "./unit/copy_project.ts";

const SEARCHED = "/usr/sbin:/usr/bin";

if (findCommand("dpkg-deb", SEARCHED) === undefined) {
  Deno.test.ignore("packages: skipped: there is no dpkg-deb", () => {});
} else {
  const folder = await Deno.makeTempDir({ prefix: "postmulti-package-" });
  addEventListener("unload", () => {
    Deno.removeSync(folder, { recursive: true });
  });
  const copy = `${folder}/another/copy`;
  await copyProject(ROOT, copy);
  // At once, to save time.
  const [packages, again] = await Promise.all([
    makePackages(ROOT, `${folder}/here`),
    makePackages(copy, `${folder}/there`),
  ]);
  testContents(packages, again);
  testForeignTarget(copy);
  testInstallation(packages);
  testFreshInstallation(packages);
}

function testContents(packages: Packages, again: Packages): void {
  const { folder, archive, debian } = packages;
  const sums = `${folder}/SHA256SUMS`;

  Deno.test("deno task package gives the same bytes in another folder", async () => {
    assertEquals(
      await Deno.readTextFile(`${again.folder}/SHA256SUMS`),
      await Deno.readTextFile(sums),
    );
    for (const { folder } of [packages, again]) {
      await runTool(["sha256sum", "--check", "--strict", sums], {
        cwd: folder,
      });
    }
  });

  Deno.test("deno task package takes the version from deno.json for all names", async () => {
    const name = `postmulti-${VERSION}-${Deno.build.target}`;
    assertEquals(archive, `${folder}/${name}.tar.gz`);
    const [, version, architecture] =
      /postmulti_([^_]+)_([^_]+)\.deb$/.exec(debian) ?? [];
    const told = await runTool(["dpkg-deb", "--show", debian], { cwd: "/" });
    assertEquals([version, told], [VERSION, `postmulti\t${VERSION}\n`]);
    const native = ["dpkg", "--print-architecture"] as const;
    assertEquals(`${architecture}\n`, await runTool(native, { cwd: "/" }));
  });

  Deno.test("the archive holds the program, its documents, the plugins and the license", async () => {
    const name = `postmulti-${VERSION}-${Deno.build.target}`;
    await runTool(["tar", "--extract", "--file", archive], { cwd: folder });
    const has = (path: string): Promise<boolean> =>
      exists(`${folder}/${name}/${path}`);
    for (
      const path of ["LICENSE", "README.md", ...DOCUMENTS]
    ) {
      assertEquals(await has(path), true, path);
    }
    for await (const { name: plugin } of Deno.readDir(`${ROOT}/plugins`)) {
      assertEquals(await has(`plugins/${plugin}`), true, plugin);
    }
    const version = await runTool(
      [`${folder}/${name}/postmulti`, "--version"],
      { cwd: "/" },
    );
    assertEquals(version.split("\n").slice(0, 2), [
      `postmulti ${VERSION}`,
      `commit ${describeCommit(await readCommit(ROOT))}`,
    ]);
  });

  Deno.test("the bill of materials is SPDX, names the program's digest, and is in the archive", async () => {
    const text = await Deno.readTextFile(packages.sbom);
    assertEquals(spdxFaults(text), []);
    await runTool(["tar", "--extract", "--file", archive], { cwd: folder });
    const unpacked = `${folder}/postmulti-${VERSION}-${Deno.build.target}`;
    const inArchive = `${unpacked}/postmulti.spdx.json`;
    assertEquals(await Deno.readTextFile(inArchive), text);
    const [file] = JSON.parse(text).files;
    assertEquals(
      file.checksums[1].checksumValue,
      await sha256OfFile(`${unpacked}/postmulti`),
    );
  });

  Deno.test("deno task package makes the same repository in another folder", async () => {
    const names = ["Packages", "Packages.gz", "Release", basename(debian)];
    const files = [...Deno.readDirSync(`${folder}/apt`)].map(({ name }) =>
      name
    );
    assertEquals(files.sort(), names.sort());
    for (const name of names) {
      const [here, there] = [folder, again.folder].map((one) =>
        sha256OfFile(`${one}/apt/${name}`)
      );
      assertEquals(await there, await here, name);
    }
  });

  const lintian = findCommand("lintian", SEARCHED);
  const circumstance = lintian === undefined ? "skipped: there is none" : "";
  Deno.test(`lintian has no error and no warning ${circumstance}`.trim(), {
    ignore: lintian === undefined,
  }, async () => {
    const options = ["--fail-on=error,warning", "--allow-root"];
    await runTool(["lintian", ...options, debian], { cwd: "/" });
  });
}

/** There is no network in here. */
function testForeignTarget(copy: string): void {
  const isHere = Deno.build.arch === "aarch64";
  const target = `${isHere ? "x86_64" : "aarch64"}-unknown-linux-gnu`;
  const strip = `${isHere ? "x86_64" : "aarch64"}-linux-gnu-strip`;

  Deno.test("deno task package says what it lacks for another machine", async () => {
    const bin = `${copy}/dist/bin`;
    await Deno.mkdir(bin, { recursive: true });
    const script = `${copy}/scripts/package.ts`;
    const run = (path: string): Promise<string> =>
      runTool(
        [
          Deno.execPath(),
          "run",
          "-A",
          "--frozen",
          script,
          `--target=${target}`,
        ],
        { cwd: copy, env: { PATH: path } },
      );
    await Deno.symlink("/usr/bin/git", `${bin}/git`);
    await assertRejects(
      () => run(bin),
      BuildError,
      `package: --target=${target}: there is no ${strip}: install the package`,
    );
    await Deno.symlink("/usr/bin/true", `${bin}/${strip}`);
    await assertRejects(
      () => run(`${bin}:/usr/bin:/bin`),
      BuildError,
      `package: --target=${target}: denort-${target}.zip of Deno ` +
        `${Deno.version.deno} cannot be fetched from Deno's makers (`,
    );
    const left = [...Deno.readDirSync(`${copy}/dist`)].map(({ name }) => name);
    assertEquals(left, ["bin"]);
  });
}

/** What scripts/write_docs.ts makes, as it stands in the archive. */
const DOCUMENTS = [
  "man/postmulti.1",
  "man/postmulti-plugins.7",
  "man/postmulti-apply.5",
  "man/postmulti-doctor.7",
  "completions/postmulti.bash",
  "completions/_postmulti",
  "completions/postmulti.fish",
];
