/**
 * A key of gpg that lasts as long as a test file.
 *
 * @module
 */

import { runTool } from "../../scripts/run_tool.ts";
import type { Signer } from "./packages.ts";

/** Makes a key, in a directory of its own that is removed with the test file. */
export async function makeSigningKey(name: string): Promise<Signer> {
  // Its agent's socket must have a short name.
  const gnupgHome = await Deno.makeTempDir({ dir: "/tmp", prefix: "gpg." });
  const env = { GNUPGHOME: gnupgHome };
  addEventListener("unload", () => {
    new Deno.Command("gpgconf", { args: ["--kill", "all"], env }).outputSync();
    Deno.removeSync(gnupgHome, { recursive: true });
  });
  const key = `${name}@example.com`;
  await runTool([
    "gpg",
    "--batch",
    "--passphrase=",
    "--quick-generate-key",
    `${name} <${key}>`,
    "ed25519",
    "sign",
    "1y",
  ], { cwd: "/", env });
  return { key, gnupgHome };
}
