import { assertEquals, assertRejects } from "@std/assert";
import { unzipMember } from "./unzip_member.ts";

const CONTENT = new TextEncoder().encode("runtime base ".repeat(50));

Deno.test("unzipMember() inflates a member behind another", async () => {
  const zip = await zipOf([["other", 8], ["denort", 8]]);
  assertEquals(await unzipMember(zip, "denort"), CONTENT);
});

Deno.test("unzipMember() copies a stored member", async () => {
  assertEquals(await unzipMember(await zipOf([["a", 0]]), "a"), CONTENT);
});

Deno.test("unzipMember() names a member that is not there", async () => {
  const zip = await zipOf([["other", 8]]);
  await assertRejects(
    () => unzipMember(zip, "denort"),
    Error,
    "denort: not in the archive",
  );
});

Deno.test("unzipMember() refuses what is no archive", async () => {
  await assertRejects(() => unzipMember(CONTENT, "denort"), Error, "not a zip");
});

/** An archive with CONTENT under each name; method 0 stores, 8 deflates. */
async function zipOf(
  members: readonly (readonly [name: string, method: number])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes: number[] = [];
  const directory: number[] = [];
  for (const [name, method] of members) {
    const packed = method === 8 ? await deflate() : CONTENT;
    const sizes = [...word(packed.length, 4), ...word(CONTENT.length, 4)];
    const names = [...word(name.length, 2), ...word(0, 2)];
    const at = bytes.length;
    const letters = new TextEncoder().encode(name);
    const common = [...word(method, 2), ...word(0, 8), ...sizes, ...names];
    const header = [...word(0x04034b50, 4), ...word(0, 4), ...common];
    bytes.push(...header, ...letters, ...packed);
    directory.push(...word(0x02014b50, 4), ...word(0, 6), ...common);
    directory.push(...word(0, 10), ...word(at, 4), ...letters);
  }
  const end = [...word(0x06054b50, 4), ...word(0, 6)];
  end.push(...word(members.length, 2), ...word(directory.length, 4));
  end.push(...word(bytes.length, 4), ...word(0, 2));
  return new Uint8Array([...bytes, ...directory, ...end]);
}

async function deflate(): Promise<Uint8Array> {
  const stream = new Blob([CONTENT]).stream()
    .pipeThrough(new CompressionStream("deflate-raw"));
  return await new Response(stream).bytes();
}

/** A little-endian number of some bytes. */
function word(value: number, size: number): number[] {
  return Array.from(
    { length: size },
    (_, i) => i < 4 ? value >> 8 * i & 255 : 0,
  );
}
