/**
 * The Debian package in the minimal system of every release: it is built there, comes
 * and goes, and works (scripts/package/tests/installed).
 *
 * @module
 */

import { makePackages, makeVariant, ROOT } from "../package/packages.ts";
import { assertAllDone } from "../package/shell_text.ts";
import {
  BOTH_RUN,
  DOCUMENTED,
  OURS_IS_THERE,
  STOCK_IS_THERE,
  TWO_RUN,
} from "../package/whose_files.ts";
import { basename } from "@std/path/basename";
import { type ReleaseName, RELEASES } from "../../scripts/releases.ts";
import {
  findObstacle,
  PROJECT,
  runInRelease,
  sharedFolder,
} from "./release_system.ts";

const { here, there } = await sharedFolder();
const packages = await makePackages(ROOT, here);
const FIRST = `${there}/${basename(packages.debian)}`;
await makeVariant(packages, { version: "99.1" });
await makeVariant(packages, { version: "99.2", fails: true });
const LATER = `${there}/99.1.deb`;
const BROKEN = `${there}/99.2.deb`;

const LAYERS = { layers: ["base", "postfix"] } as const;

const HAS_LATER =
  "[ \"$(dpkg-query -W -f '${Status} ${Version}' postmulti)\" = 'install ok installed 99.1' ]";

/** From one state to the next, with two instances running all the time. */
const LIFE = [
  "cp /usr/sbin/postmulti /root/stock",
  ...TWO_RUN,
  `dpkg --install ${FIRST}`,
  ...OURS_IS_THERE,
  ...DOCUMENTED,
  ...BOTH_RUN,
  `dpkg --install ${LATER}`,
  HAS_LATER,
  ...OURS_IS_THERE,
  ...BOTH_RUN,
  `! dpkg --install ${BROKEN}`,
  HAS_LATER,
  ...OURS_IS_THERE,
  "postmulti -p stop",
  "postmulti -p start",
  ...BOTH_RUN,
  "dpkg --remove postmulti",
  ...STOCK_IS_THERE,
  ...BOTH_RUN,
  "[ -d /var/cache/postmulti ]",
  `dpkg --install ${FIRST}`,
  ...OURS_IS_THERE,
  "dpkg --purge postmulti",
  ...STOCK_IS_THERE,
  ...BOTH_RUN,
  "[ ! -e /var/cache/postmulti ]",
  "[ -z \"$(dpkg-divert --list '*postmulti*')\" ]",
  '[ -z "$(dpkg --audit)" ]',
  "postfix stop",
];

const USE = [
  `dpkg --install ${FIRST}`,
  `${PROJECT}/scripts/package/tests/installed`,
];

for (const release of RELEASES) {
  const obstacle = await findObstacle(release);
  const ignore = obstacle !== undefined;
  const skipped = ignore ? ` (skipped: ${obstacle})` : "";

  Deno.test(
    `${release}: the package is installed, upgraded, removed and purged${skipped}`,
    {
      ignore,
    },
    () => assertDone(release, LIFE),
  );

  Deno.test(`${release}: the installed package works${skipped}`, {
    ignore,
  }, () => assertDone(release, USE));
}

async function assertDone(
  release: ReleaseName,
  commands: readonly string[],
): Promise<void> {
  assertAllDone(await runInRelease(release, commands, LAYERS), commands);
}
