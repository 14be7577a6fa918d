/**
 * Packages and the units of `postmulti --units install`, under a booted systemd: an
 * upgrade of Postfix restarts what runs in them, and our package is not removed while
 * instances do.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import {
  DIVERSIONS,
  maintainerScripts,
} from "../scripts/package/maintainer_scripts.ts";
import { runInWorld } from "./world/run_in_world.ts";
import { areDirect, circumstance, linesOf, obstacle } from "./world/systemd.ts";
import {
  DIRECTORIES,
  INSTALLED,
  inUnits,
  RECORDED,
  recorded,
  RECORDER,
} from "./world/units.ts";

const ignore = obstacle !== undefined;

/** The scripts that dpkg(1) runs in an upgrade of Postfix, as far as they touch systemd. */
const UPGRADE =
  `export DEBIAN_FRONTEND=noninteractive DPKG_MAINTSCRIPT_PACKAGE=postfix
version=$(dpkg-query -W -f '\${Version}' postfix)
script() {
  DPKG_MAINTSCRIPT_NAME=$1 "/var/lib/dpkg/info/postfix.$@"
}
if grep -q triggered /var/lib/dpkg/info/postfix.postinst; then
  script postinst triggered /usr/lib/postfix
else
  script preinst upgrade $version && script postinst configure $version
fi`;

Deno.test(
  `an upgrade of the Postfix package restarts what runs: ${circumstance}`,
  {
    ignore,
  },
  async () => {
    const { steps } = await runInWorld("ours", {
      setup: `${INSTALLED}${RECORDER}
# In a container, this file forbids package scripts to start services.
rm -f /usr/sbin/policy-rc.d
systemd boot
: > /var/log/hooks
cat > /usr/local/sbin/upgrade <<'UPGRADE'
${UPGRADE}
UPGRADE`,
      steps: ["systemd run sh /usr/local/sbin/upgrade", RECORDED, "masters"],
    });
    const [upgrade, hooks, running] = steps;
    assertEquals(upgrade?.status, 0, upgrade?.stderr);
    assertEquals(linesOf(hooks).filter((line) => !line.startsWith("pre:")), [
      ...recorded("post:stop", DIRECTORIES.toReversed()),
      ...recorded("post:start", DIRECTORIES),
    ]);
    assertEquals(linesOf(running), inUnits(DIRECTORIES));
  },
);

Deno.test(
  `our package stays while instances run in its units: ${circumstance}`,
  {
    ignore,
  },
  async () => {
    const { steps } = await runInWorld("ours", {
      setup: `${INSTALLED}
cat > /usr/local/sbin/prerm <<'PRERM'
${maintainerScripts(DIVERSIONS)["prerm"]}PRERM
systemd boot`,
      steps: [
        "systemd run sh /usr/local/sbin/prerm remove; masters",
        "systemd run sh /usr/local/sbin/prerm remove",
        "systemd run systemctl stop 'postmulti@*'; " +
        "systemd run timeout 120 settled; systemd run sh /usr/local/sbin/prerm remove",
        "find /etc/systemd -name '*postmulti*'; " +
        "systemd run systemctl list-units --plain --no-legend 'postmulti*'; " +
        "systemd run systemctl start postfix; ps -C master -o pid= | wc -l",
      ],
    });
    const [asked, refused, done, left] = steps;
    assertEquals(linesOf(asked), inUnits(DIRECTORIES), asked?.stderr);
    assertEquals(refused?.status, 1, refused?.stdout);
    assertMatch(refused?.stderr ?? "", /instances run in these units/);
    assertEquals(done?.status, 0, done?.stderr);
    assertEquals(linesOf(left), [await startedByDistribution()], left?.stderr);
  },
);

/**
 * How many of the instances the units of the distribution start. Those of Debian 13
 * start the primary alone. Those of 12 cannot start an instance without a name, and
 * those of 11 none outside /etc either.
 */
async function startedByDistribution(): Promise<string> {
  if (areDirect) return "1";
  const script = await Deno.readTextFile(
    "/usr/lib/postfix/configure-instance.sh",
  );
  return script.includes("-c /etc/$INSTANCE") ? "2" : "3";
}
