/**
 * sign.ts - signatures by gpg, with a key of the builder
 *
 * The key is in the builder's own GNUPGHOME. gpg asks nothing: a key with a passphrase
 * must be unlocked in its agent already.
 */

import { join } from "@std/path/join";
import { BuildError, runTool } from "../run_tool.ts";

const QUIETLY = ["--batch", "--yes", "--quiet", "--armor"] as const;

/** apt and its successors accept no weaker one. */
const DIGEST = "--digest-algo=SHA512";

/**
 * Looks for the secret key before anything is built, which takes a while.
 *
 * @param root The project, whose script installs gpg where it is missing.
 * @throws {BuildError} When gpg cannot be had, or does not have the key.
 */
export async function requireKey(root: string, key: string): Promise<void> {
  await runTool([join(root, "scripts", "install_packages.sh"), "gpg"], {
    cwd: root,
  });
  const listing = ["--batch", "--list-secret-keys", "--", key];
  try {
    await runTool(["gpg", ...listing], { cwd: root });
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    throw new BuildError(
      `--sign=${key}: gpg has no such secret key: set GNUPGHOME to the ` +
        `directory that has it`,
    );
  }
}

/** Writes a text with its signature around it. */
export function signClear(
  path: string,
  out: string,
  key: string,
): Promise<void> {
  return gpg([`--local-user=${key}`, DIGEST, "--clear-sign"], path, out);
}

/** Writes the signature of a file. */
export function signDetached(
  path: string,
  out: string,
  key: string,
): Promise<void> {
  return gpg([`--local-user=${key}`, DIGEST, "--detach-sign"], path, out);
}

/** Writes the public key, without what others have signed it with. */
export function exportKey(key: string, out: string): Promise<void> {
  return gpg(["--export-options=export-minimal", "--export"], key, out);
}

async function gpg(
  options: readonly string[],
  input: string,
  out: string,
): Promise<void> {
  const command = [...QUIETLY, `--output=${out}`, ...options, input];
  await runTool(["gpg", ...command], { cwd: "/" });
}
