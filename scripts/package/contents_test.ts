import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { type Item, listContents, WRITTEN_NAMES } from "./contents.ts";

async function list(): Promise<readonly Item[]> {
  using directory = tempDirectory();
  directory.write("README.md");
  directory.write("plugins/10-a.sh");
  directory.write("plugins/10-a.conf");
  directory.write("plugins/lib/a/part.ts");
  directory.write("plugins/lib/a/part_test.ts");
  directory.write("lib/b/output.schema.json");
  directory.write("lib/b/other.json");
  return await listContents(directory.path, {
    program: "/program",
    sbom: "/sbom",
    written: "/written",
  });
}

Deno.test("listContents() has the plugins with their parts, without their tests, and schemas", async () => {
  const items = (await list())
    .filter(({ source }) => !source.startsWith("/written/"));
  assertEquals(
    items.map(({ inArchive, mode }) => [inArchive, mode.toString(8)]),
    [
      ["README.md", "644"],
      ["plugins/10-a.conf", "644"],
      ["plugins/10-a.sh", "755"],
      ["plugins/lib/a/part.ts", "644"],
      ["postmulti", "755"],
      ["postmulti.spdx.json", "644"],
      ["schemas/output.schema.json", "644"],
    ],
  );
});

Deno.test("listContents() has what was written, where a Debian system looks for it", async () => {
  const items = await list();
  const written = items.filter(({ source }) => source.startsWith("/written/"));
  assertEquals(
    written.map(({ source }) => source.slice("/written/".length)).sort(),
    [...WRITTEN_NAMES].sort(),
  );
  assertEquals(written.map(({ onDebian }) => onDebian).sort(), [
    "usr/share/bash-completion/completions/postmulti",
    "usr/share/fish/vendor_completions.d/postmulti.fish",
    "usr/share/man/man1/postmulti.1.gz",
    "usr/share/man/man5/postmulti-apply.5.gz",
    "usr/share/man/man7/postmulti-doctor.7.gz",
    "usr/share/man/man7/postmulti-plugins.7.gz",
    "usr/share/zsh/vendor-completions/_postmulti",
  ]);
});
