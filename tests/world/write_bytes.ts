/**
 * Writing any bytes to a file of a world.
 *
 * @module
 */

/** Shell text that writes a file; `bytes` has one character per byte. */
export function write(path: string, bytes: string): string {
  return `base64 -d > ${path} <<'END'\n${btoa(bytes)}\nEND`;
}
