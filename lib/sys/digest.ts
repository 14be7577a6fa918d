/**
 * The digest of bytes that are in memory.
 *
 * @module
 */

/** The SHA-256 of bytes, as 64 lower-case hexadecimal digits. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return new Uint8Array(digest).toHex();
}
