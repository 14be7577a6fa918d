import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { place, settle, sizeInKib } from "./place.ts";

Deno.test("place() copies or writes a file, with the modes and times asked for", async () => {
  using directory = tempDirectory();
  const source = directory.write("source", "from a file\n", 0o600);
  const folder = directory.makeDirectory("folder", 0o700);
  await place(folder, { source }, { path: "a/copy", mode: 0o755 });
  await place(folder, { text: "from a text\n" }, { path: "text", mode: 0o640 });
  await settle(folder, 1_000_000_000);
  assertEquals(directory.read("folder/a/copy"), "from a file\n");
  assertEquals(directory.read("folder/text"), "from a text\n");
  for (
    const [path, mode] of [
      ["", 0o755],
      ["/a", 0o755],
      ["/a/copy", 0o755],
      ["/text", 0o640],
    ] as const
  ) {
    const found = await Deno.stat(folder + path);
    assertEquals((found.mode ?? 0) & 0o7777, mode, path);
    assertEquals(found.mtime?.getTime(), 1_000_000_000_000, path);
  }
});

Deno.test("place() compresses to the same bytes whenever it is called", async () => {
  using directory = tempDirectory();
  const content = { text: "text\n" };
  const bytes = [];
  for (const name of ["a", "b"]) {
    const folder = directory.makeDirectory(name);
    const placement = { path: "x.gz", mode: 0o644, isCompressed: true };
    await place(folder, content, placement);
    assertEquals(directory.names(name), ["x.gz"]);
    bytes.push(await Deno.readFile(`${folder}/x.gz`));
    await new Promise((done) => setTimeout(done, 1100));
  }
  assertEquals(bytes[0], bytes[1]);
  const unpacked = new Blob(bytes.slice(0, 1)).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(unpacked).text(), "text\n");
});

Deno.test("sizeInKib() rounds every file up and counts a folder as one", async () => {
  using directory = tempDirectory();
  directory.write("a", "x".repeat(1025));
  directory.write("b/c", "x");
  assertEquals(await sizeInKib(directory.path), 2 + 1 + 1 + 1);
});
