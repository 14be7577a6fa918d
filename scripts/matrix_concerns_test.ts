import { assertEquals } from "@std/assert";
import { exists } from "@std/fs/exists";
import { fromFileUrl } from "@std/path/from-file-url";
import { CONCERNS } from "./matrix_concerns.ts";

const ROOT = fromFileUrl(new URL("..", import.meta.url));

for (const { name, files, shortFiles, command } of CONCERNS) {
  Deno.test(`the row "${name}" of the matrix names files that exist`, async () => {
    const named = [
      ...files,
      ...shortFiles,
      ...command?.words.slice(0, 1) ?? [],
    ];
    const missing: string[] = [];
    for (const file of named) {
      if (!await exists(ROOT + file)) missing.push(file);
    }
    assertEquals(missing, []);
    assertEquals(shortFiles.filter((file) => !files.includes(file)), []);
  });
}
