/**
 * The repository that `deno task package` writes, under the real apt of every release: it
 * is accepted when the builder's key has signed it, and refused when it is unsigned, was
 * changed, or was signed with another key.
 *
 * @module
 */

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path/join";
import { RELEASES } from "../../scripts/releases.ts";
import { findCommand } from "../../lib/sys/find_command.ts";
import { BuildError, runTool } from "../../scripts/run_tool.ts";
import { makePackages, ROOT } from "../package/packages.ts";
import { assertAllDone } from "../package/shell_text.ts";
import { makeSigningKey } from "../package/signing_key.ts";
import { findObstacle, runInRelease, sharedFolder } from "./release_system.ts";

if (findCommand("gpg", "/usr/bin:/bin") === undefined) {
  Deno.test.ignore("repository: skipped: there is no gpg", () => {});
} else {
  const signer = await makeSigningKey("builder");
  const other = await makeSigningKey("other");
  const { here, there } = await sharedFolder();
  const { folder } = await makePackages(ROOT, here, signer);
  const env = { GNUPGHOME: other.gnupgHome };
  await runTool([
    "gpg",
    "--batch",
    "--armor",
    `--output=${here}/other.asc`,
    "--export",
    other.key,
  ], { cwd: "/", env });

  Deno.test("deno task package --sign signs SHA256SUMS", async () => {
    const sums = join(folder, "SHA256SUMS");
    const verify = (home: string): Promise<string> =>
      runTool(["gpg", "--batch", "--verify", `${sums}.asc`, sums], {
        cwd: "/",
        env: { GNUPGHOME: home },
      });
    await verify(signer.gnupgHome);
    await assertRejects(
      () => verify(other.gnupgHome),
      BuildError,
      "No public key",
    );
  });

  Deno.test("deno task package --sign refuses a key that gpg does not have", async () => {
    const unknown = { ...signer, key: "nobody@example.com" };
    await assertRejects(
      () => makePackages(ROOT, `${here}/none`, unknown),
      BuildError,
      "package: --sign=nobody@example.com: gpg has no such secret key",
    );
    assertEquals(Deno.statSync(here).isDirectory, true);
  });

  for (const release of RELEASES) {
    const obstacle = await findObstacle(release);
    const ignore = obstacle !== undefined;
    Deno.test(
      `${release}: apt installs from the signed repository alone${
        ignore ? ` (skipped: ${obstacle})` : ""
      }`,
      { ignore },
      async () => {
        const commands = commandsFor(there);
        const layers = ["base", "postfix"] as const;
        assertAllDone(
          await runInRelease(release, commands, { layers }),
          commands,
        );
      },
    );
  }
}

/** Everything in /srv/apt is readable to the user that apt downloads as. */
function commandsFor(folder: string): readonly string[] {
  const fresh =
    `rm -rf /srv/apt && cp -r ${folder}/apt /srv/apt && chmod -R a+rX /srv/apt`;
  const source = (key: string, way = "copy"): string =>
    `echo 'deb [signed-by=${key}] ${way}:/srv/apt ./' > /etc/apt/sources.list.d/postmulti.list`;
  const update = "apt-get -q update > /tmp/log 2>&1; cat /tmp/log >&2; " +
    "! grep '^[EW]:' /tmp/log";
  const refused =
    "rm -rf /var/lib/apt/lists/*; ! apt-get -q update 2> /tmp/log; " +
    "grep '^[EW]:' /tmp/log && ! apt-cache show postmulti";
  const install = "apt-get install -y -q --no-install-recommends postmulti";
  return [
    `chmod a+rx ${folder} && ${fresh}`,
    "rm -f /etc/apt/sources.list",
    "mkdir -p /etc/apt/keyrings",
    "cp /srv/apt/postmulti.asc /etc/apt/keyrings/postmulti.asc",
    `cp ${folder}/other.asc /etc/apt/keyrings/other.asc`,
    "chmod 644 /etc/apt/keyrings/*.asc",
    source("/etc/apt/keyrings/postmulti.asc", "file"),
    update,
    "apt-cache policy postmulti | grep 'file:/srv/apt'",
    install,
    "postmulti --version | grep commit",
    "postmulti.distrib -l",
    "apt-get purge -y -q postmulti",
    source("/etc/apt/keyrings/postmulti.asc"),
    // Release.gpg alone is enough.
    "rm /srv/apt/InRelease; rm -rf /var/lib/apt/lists/*",
    update,
    // A changed package.
    "apt-get clean; for file in /srv/apt/*.deb; do printf x >> $file; done",
    `! ${install}`,
    "[ ! -e /usr/sbin/postmulti.distrib ]",
    // A changed index, a changed description, no signature, the wrong key.
    `${fresh} && sed -i 's/^Section: mail/Section: misc/' /srv/apt/Packages && gzip -kf /srv/apt/Packages`,
    refused,
    `${fresh} && sed -i 's/^Label: .*/Label: other/' /srv/apt/InRelease /srv/apt/Release`,
    refused,
    `${fresh} && rm /srv/apt/InRelease /srv/apt/Release.gpg`,
    refused,
    fresh,
    source("/etc/apt/keyrings/other.asc"),
    refused,
    source("/etc/apt/keyrings/postmulti.asc"),
    `rm -rf /var/lib/apt/lists/*; ${update}`,
    "apt-cache show postmulti",
  ];
}
