import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { withResource } from "./with_resource.ts";
import { treeUse } from "./disk_use.ts";

/** What du(1) says of a directory, in bytes. */
function du(directory: string): number {
  const { stdout } = new Deno.Command("du", {
    args: ["-s", "-D", "--block-size=512", directory],
  }).outputSync();
  return Number(new TextDecoder().decode(stdout).split("\t")[0]) * 512;
}

Deno.test("treeUse() counts files at every depth and measures as du does", () => {
  withResource(tempDirectory(), ({ path, write, makeDirectory }) => {
    makeDirectory("queue/empty");
    write("queue/A", "x".repeat(5000));
    write("queue/1/B", "x");
    write("queue/1/2/C", "");
    write("elsewhere/D", "x".repeat(90_000));
    Deno.symlinkSync(`${path}/elsewhere`, `${path}/queue/link`);
    assertEquals(treeUse(`${path}/queue`), {
      files: 3,
      bytes: du(`${path}/queue`),
    });
  });
});

Deno.test("treeUse() measures a file with two names once, as du does", () => {
  withResource(tempDirectory(), ({ path, write }) => {
    write("queue/A", "x".repeat(50_000));
    Deno.linkSync(`${path}/queue/A`, `${path}/queue/B`);
    assertEquals(treeUse(`${path}/queue`), {
      files: 2,
      bytes: du(`${path}/queue`),
    });
  });
});

Deno.test("treeUse() follows a link to the directory itself", () => {
  withResource(tempDirectory(), ({ path, write }) => {
    write("elsewhere/A", "x");
    Deno.symlinkSync(`${path}/elsewhere`, `${path}/queue`);
    assertEquals(treeUse(`${path}/queue`).files, 1);
  });
});

Deno.test("treeUse() finds nothing where no directory is", () => {
  withResource(tempDirectory(), ({ path, write }) => {
    write("file", "x");
    assertEquals(treeUse(`${path}/none`), { files: 0, bytes: 0 });
    assertEquals(treeUse(`${path}/file`), { files: 0, bytes: 0 });
  });
});

Deno.test("treeUse() throws when a directory cannot be read", () => {
  withResource(tempDirectory(), ({ path, write }) => {
    // No directory has a name as long as that.
    write("queue/A", "x");
    const name = "x".repeat(300);
    assertThrows(() => treeUse(`${path}/${name}`), FatalError, "too long");
  });
});
