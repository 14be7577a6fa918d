/**
 * The bundles of the program under a full Deno for arm64, emulated by qemu. What the
 * program runs, such as postconf, is that of this machine. The runtime base for arm64
 * needs Deno's makers; this does not.
 *
 * @module
 */

import { join } from "@std/path/join";
import { VERSION } from "../../lib/cli/version.ts";
import { bundleProgram } from "../../scripts/bundle_program.ts";
import { BuildError, runTool } from "../../scripts/run_tool.ts";
import { ROOT } from "../package/packages.ts";
import { assertAllDone } from "../package/shell_text.ts";
import { findObstacle, runInRelease, sharedFolder } from "./release_system.ts";

/** Deno for arm64, of the version of the set-up, and its digest as npm states it. */
const DENO = {
  spec: "@deno/linux-arm64-glibc@2.9.4",
  sha512:
    "SHHmaFnfOtFe0RWEAqo0lGlKFww21O6utyNzcFNYpIFRyQSKXKrfegwYMYP7hN1GEhZ49bDPKIpjJHjPbGFqyw==",
};

const RELEASE = "bookworm";

const { here, there } = await sharedFolder();
const obstacle = await findObstacle(RELEASE) ?? await prepare();
const ignore = obstacle !== undefined;

Deno.test(
  `the program runs on arm64${ignore ? ` (skipped: ${obstacle})` : ""}`,
  {
    ignore,
  },
  async () => {
    const commands = [
      `cd ${there}`,
      'ours() { env -i "PATH=$PATH" NO_COLOR=1 qemu/usr/bin/qemu-aarch64-static -L sysroot ' +
      'deno/package/deno run -A --no-config --no-prompt bundles/main.js "$@"; }',
      "qemu/usr/bin/qemu-aarch64-static -L sysroot deno/package/deno --version | " +
      "grep 'deno 2.9.4 .*aarch64-unknown-linux-gnu'",
      "ours --version > version",
      `grep -x 'postmulti ${VERSION}' version`,
      "grep -x 'deno 2.9.4' version",
      "grep '^postfix 3\\.7\\.' version",
      // The stock tool makes what ours sees and changes, and has the last word.
      "postmulti -e init",
      "postmulti -e create -I postfix-out -G mta",
      "ours -e enable -i postfix-out",
      "ours -l > ours.list",
      "postmulti -l | cmp - ours.list",
      "ours -x postconf -h multi_instance_name | grep -x postfix-out",
      "ours --help | grep 'usage: postmulti MODE'",
    ];
    const result = await runInRelease(RELEASE, commands, {
      layers: ["base", "postfix"],
      // An emulated start takes 5 seconds of a processor.
      timeoutMs: 1_200_000,
    });
    assertAllDone(result, commands);
  },
);

/** Gets the pieces; returns why that is not possible. */
async function prepare(): Promise<string | undefined> {
  try {
    const fetch = join(ROOT, "scripts", "fetch_npm.sh");
    const deno = join(here, "deno");
    await runTool([fetch, DENO.spec, DENO.sha512, deno], { cwd: here });
    await bundleProgram(await emptyFolder("bundles"), {
      root: ROOT,
      deno: async (args) => {
        await runTool([Deno.execPath(), ...args], { cwd: ROOT });
      },
    });
  } catch (error) {
    if (error instanceof BuildError) return error.message.split("\n")[0];
    throw error;
  }
  const commands = [
    `cd ${there}`,
    "dpkg --add-architecture arm64",
    "apt-get -q -o Acquire::Check-Valid-Until=false update",
    "apt-get -q -o APT::Sandbox::User=root download qemu-user-static " +
    "libc6:arm64 libgcc-s1:arm64",
    "for file in lib*.deb; do dpkg-deb -x $file sysroot; done",
    "dpkg-deb -x qemu-user-static_*.deb qemu",
    "[ -x qemu/usr/bin/qemu-aarch64-static ]",
  ];
  const { stdout } = await runInRelease(RELEASE, commands, {
    layers: ["base"],
    network: true,
  });
  const isThere = stdout.includes(`status 0 of ${commands.at(-1)}`);
  return isThere
    ? undefined
    : "the distribution's qemu-user-static cannot be had";
}

async function emptyFolder(name: string): Promise<string> {
  const folder = join(here, name);
  await Deno.mkdir(folder);
  return folder;
}
