/**
 * unzip_member.ts - take one file out of a zip archive
 *
 * usage: deno run -A unzip_member.ts ARCHIVE MEMBER OUT
 *
 * Reads the archive's central directory, unpacks MEMBER (stored or deflated) to
 * OUT with mode 755, and checks its size. No zip64, no encryption. Runs before
 * vendor/ exists, so it imports nothing.
 */

/** Signatures and field positions, bytes, of the zip format. */
const END = { signature: 0x06054b50, size: 22, entries: 10, directory: 16 };
const ENTRY = {
  signature: 0x02014b50,
  size: 46,
  method: 10,
  packedSize: 20,
  fullSize: 24,
  nameSize: 28,
  extraSize: 30,
  commentSize: 32,
  header: 42,
};
const LOCAL = { size: 30, nameSize: 26, extraSize: 28 };
const DEFLATED = 8;

if (import.meta.main) {
  const [archive, member, out] = Deno.args;
  if (archive === undefined || member === undefined || out === undefined) {
    console.error("usage: unzip_member.ts ARCHIVE MEMBER OUT");
    Deno.exit(2);
  }
  const bytes = await unzipMember(Deno.readFileSync(archive), member);
  Deno.writeFileSync(out, bytes, { mode: 0o755 });
}

/**
 * The content of one member of a zip archive.
 *
 * @throws {Error} If there is no such member, or it is damaged.
 */
export async function unzipMember(
  zip: Uint8Array<ArrayBuffer>,
  member: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const entry = findEntry(view, zip, member);
  const header = view.getUint32(entry + ENTRY.header, true);
  const from = header + LOCAL.size +
    view.getUint16(header + LOCAL.nameSize, true) +
    view.getUint16(header + LOCAL.extraSize, true);
  const packed = zip.slice(
    from,
    from + view.getUint32(entry + ENTRY.packedSize, true),
  );
  const method = view.getUint16(entry + ENTRY.method, true);
  const bytes = method === DEFLATED ? await inflate(packed) : packed;
  if (bytes.length !== view.getUint32(entry + ENTRY.fullSize, true)) {
    throw new Error(`${member}: the archive is damaged: fetch it again`);
  }
  return bytes;
}

function findEntry(view: DataView, zip: Uint8Array, member: string): number {
  const end = findEnd(view);
  let at = view.getUint32(end + END.directory, true);
  for (let left = view.getUint16(end + END.entries, true); left > 0; left--) {
    if (view.getUint32(at, true) !== ENTRY.signature) break;
    const nameSize = view.getUint16(at + ENTRY.nameSize, true);
    const name = zip.subarray(at + ENTRY.size, at + ENTRY.size + nameSize);
    if (new TextDecoder().decode(name) === member) return at;
    at += ENTRY.size + nameSize + view.getUint16(at + ENTRY.extraSize, true) +
      view.getUint16(at + ENTRY.commentSize, true);
  }
  throw new Error(`${member}: not in the archive`);
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - END.size; at >= 0; at--) {
    if (view.getUint32(at, true) === END.signature) return at;
  }
  throw new Error("not a zip archive");
}

async function inflate(
  packed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([packed]).stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  return await new Response(stream).bytes();
}
