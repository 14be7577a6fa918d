/**
 * digest.ts - digests of files, in hexadecimal digits
 */

/** The SHA-256 digest of a file. */
export function sha256OfFile(path: string): Promise<string> {
  return digestOfFile("SHA-256", path);
}

/** The SHA-1 digest of a file, which the SPDX format wants beside a better one. */
export function sha1OfFile(path: string): Promise<string> {
  return digestOfFile("SHA-1", path);
}

async function digestOfFile(
  algorithm: "SHA-1" | "SHA-256",
  path: string,
): Promise<string> {
  const bytes = await Deno.readFile(path);
  const digest = new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
  return digest.toHex();
}
