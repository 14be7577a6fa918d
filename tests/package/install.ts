/**
 * The Debian package under dpkg, on a host whose instances are running. dpkg
 * works on a copy of /usr and of its own records that nobody else sees.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { VERSION } from "../../lib/cli/version.ts";
import { runInWorld, type StepResult } from "../world/run_in_world.ts";
import { OWN_USR } from "./own_usr.ts";
import { makeVariant, type Packages } from "./packages.ts";

/** One thing done to the host, and how things are afterwards. */
interface Phase {
  /** Words for the report. */
  readonly name: string;
  /** Arguments of dpkg. */
  readonly dpkg: string;
  /** Its exit status. */
  readonly status: number;
  /** The lines that PLACES prints then, in any order. */
  readonly places: readonly string[];
}

/** Three enabled instances, and a /usr of one's own. */
const HOST = `
initialized
secondary postfix-a mta yes
secondary postfix-b mta yes
for name in a b; do
    put /etc/postfix-$name/main.cf 'maillog_file = /var/log/postfix.log'
    put /etc/postfix-$name/main.cf 'maillog_file_prefixes = /var'
done
mkdir -p /etc/postfix/postmulti.d
${OWN_USR}
rm -rf /etc/dpkg/dpkg.cfg.d/* /var/cache/postmulti
[ -f /usr/share/man/man1/postmulti.1.gz ] || {
    # Some hosts are set up without manual pages.
    mkdir -p /usr/share/man/man1
    echo stock | gzip > /usr/share/man/man1/postmulti.1.gz
}
cp /usr/sbin/postmulti $WORLD/stock
cp /usr/share/man/man1/postmulti.1.gz $WORLD/stock.1.gz
`;

/** What must stay the same all the time. */
const INSTANCES =
  "cat /var/spool/postfix*/pid/master.pid; postmulti -l; postfix status";

/** Whose files are in place, and what dpkg has on record. */
const PLACES = `
places() {
    cmp -s /usr/sbin/postmulti$1 $WORLD/stock && echo stock tool$1
    cmp -s /usr/share/man/man1/postmulti$1.1.gz $WORLD/stock.1.gz && echo stock manual$1
}
places
places .distrib
postmulti --version 2> /dev/null | head -n 1
dpkg-query --show --showformat '\${Status} \${Version}\\n' postmulti 2> /dev/null
ls -d /var/cache/postmulti /usr/share/doc/postmulti 2> /dev/null
dpkg-divert --list postmulti | grep -c /usr/sbin/postmulti
:`;

const STOCK = ["stock tool", "stock manual"];
const CACHE = "/var/cache/postmulti";

/** With our tool, which says it is of `program`, in a package of `version`. */
function ours(version: string, program = VERSION): readonly string[] {
  return [
    "stock tool.distrib",
    "stock manual.distrib",
    `postmulti ${program}`,
    `install ok installed ${version}`,
    "/usr/share/doc/postmulti",
    CACHE,
    "1",
  ];
}

/** Gone, but for what only purging removes. */
function removed(version: string): readonly string[] {
  return [...STOCK, `deinstall ok config-files ${version}`, CACHE, "0"];
}

async function listPhases(packages: Packages): Promise<readonly Phase[]> {
  const { debian } = packages;
  const later = await makeVariant(packages, { version: "99.1" });
  const broken = await makeVariant(packages, { version: "99.2", fails: true });
  const gone = [...STOCK, "0"];
  return [
    phase("installation", `--install ${debian}`, ours(VERSION)),
    phase("installation again", `--install ${debian}`, ours(VERSION)),
    phase("upgrade", `--install ${later}`, ours("99.1")),
    failing("upgrade that fails", `--install ${broken}`, ours("99.1")),
    phase("removal", "--remove postmulti", removed("99.1")),
    phase("installation after removal", `--install ${debian}`, ours(VERSION)),
    phase("purge", "--purge postmulti", gone),
    failing("installation that fails", `--install ${broken}`, [
      ...gone,
      "install ok not-installed",
    ]),
  ];
}

function phase(name: string, dpkg: string, places: readonly string[]): Phase {
  return { name, dpkg, status: 0, places };
}

function failing(name: string, dpkg: string, places: readonly string[]): Phase {
  return { name, dpkg, status: 1, places };
}

function linesOf(step: StepResult | undefined): readonly string[] {
  const lines = step?.stdout.split("\n").map((line) => line.trim()) ?? [];
  return lines.filter((line) => line !== "");
}

/** Registers the tests. */
export function testInstallation(packages: Packages): void {
  Deno.test("the Debian package takes the place of the stock tool and gives it back", async (t) => {
    const phases = await listPhases(packages);
    const { steps } = await runInWorld("stock", {
      setup: HOST,
      steps: [
        "postfix start || { cat /var/log/postfix.log >&2; false; }",
        INSTANCES,
        ...phases.flatMap(({ dpkg }) => [`dpkg ${dpkg}`, PLACES, INSTANCES]),
        "postfix stop",
      ],
    });
    const [start, before, ...others] = steps;
    assertEquals(start?.status, 0, start?.stderr);
    assertMatch(before?.stdout ?? "", /^( *\d+\n){3}-/);
    for (const [number, phase] of phases.entries()) {
      await t.step(phase.name, () => {
        const [done, places, instances] = others.slice(3 * number);
        assertEquals(done?.status, phase.status, done?.stderr);
        assertEquals(linesOf(places).toSorted(), phase.places.toSorted());
        assertEquals(instances?.stdout, before?.stdout);
        assertEquals(instances?.status, 0, instances?.stderr);
      });
    }
    const removal = others.find(({ run }) => run === "dpkg --remove postmulti");
    assertMatch(removal?.stderr ?? "", /postfix\/postmulti\.d: plugins do not/);
    assertEquals(others.at(-1)?.status, 0, others.at(-1)?.stderr);
  });
}
