/**
 * Expanding main.cf values against the installed `postconf -x`: generated
 * values, sound and damaged, and everything that is compiled in. Run inside
 * scripts/world.sh; main_cf_seeds.ts tells how to choose the values.
 *
 * postconf shows each run of white space as one blank; the values are compared
 * like that here, and the white space itself in main_cf_property_test.ts.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { toBytes } from "../lib/main_cf/byte_string.ts";
import { ExpandError, expandParameter } from "../lib/main_cf/expand.ts";
import { dialectOf, type MacroDialect } from "../lib/main_cf/macro_dialect.ts";
import { type MainCf, parseMainCf } from "../lib/main_cf/parse.ts";
import { askPostconf, asShown, show, TARGETS } from "./main_cf_oracle.ts";
import { forEachSeed } from "./main_cf_seeds.ts";
import { damage, makeValue, REFERRED } from "./main_cf_values.ts";

/** Not the same from one postconf command to the next. */
const VOLATILE: readonly string[] = ["config_directory", "process_id"];

Deno.test("expandParameter() expands as postconf -x does", async () => {
  const dialect = await installedDialect();
  await forEachSeed(async (random) => {
    const isDamaged = random.chance(10);
    const values = new Map<string, string>();
    REFERRED.forEach((name, index) =>
      values.set(name, makeValue(random, index + 1))
    );
    for (const name of TARGETS) {
      const value = makeValue(random, 0);
      values.set(name, isDamaged ? damage(random, value) : value);
    }
    const mainCf = parseMainCf(toBytes(fileOf(values)));
    const [good, bad] = expandTargets(mainCf, dialect);
    if (bad !== undefined && random.chance(isDamaged ? 100 : 5)) {
      const others = [...good.keys(), ...TARGETS].filter((n) => n !== bad);
      const file = fileOf(without(values, others));
      const { code, lines } = await askPostconf(file, ["-x", "-h", bad]);
      assert(code !== 0, `we refuse ${bad}, postconf: ${lines}${show(file)}`);
    }
    const refused = TARGETS.filter((name) => !good.has(name));
    const file = fileOf(without(values, refused));
    const names = [...good.keys()];
    if (names.length === 0) return;
    const answer = await askPostconf(file, ["-x", "-h", ...names]);
    const expected = [...good.values()].map(asShown);
    assertEquals(answer.lines, expected, answer.errors + show(file));
  });
});

async function installedDialect(): Promise<MacroDialect> {
  const [version] = (await askPostconf("", ["-d", "-h", "mail_version"])).lines;
  return dialectOf(() => version);
}

function fileOf(values: ReadonlyMap<string, string>): string {
  return [...values].map(([name, value]) => `${name} = ${value}\n`).join("");
}

function without(
  values: ReadonlyMap<string, string>,
  names: readonly string[],
): ReadonlyMap<string, string> {
  return new Map([...values].filter(([name]) => !names.includes(name)));
}

/** What the targets expand to, and one that cannot be expanded. */
function expandTargets(
  mainCf: MainCf,
  dialect: MacroDialect,
): readonly [ReadonlyMap<string, string>, string | undefined] {
  const lookup = (name: string) => mainCf.settings.get(name)?.value;
  const good = new Map<string, string>();
  let bad: string | undefined;
  for (const name of TARGETS) {
    try {
      good.set(name, expandParameter(name, lookup, { dialect }));
    } catch (error) {
      if (!(error instanceof ExpandError)) throw error;
      bad ??= name;
    }
  }
  return [good, bad];
}

Deno.test("expandParameter() expands compiled-in defaults", async () => {
  const file = "compatibility_level = 3.6\nmyhostname = world.example.com\n";
  const raw = await askPostconf(file, []);
  const expanded = await askPostconf(file, ["-x"]);
  const values = new Map(raw.lines.map(nameAndValue));
  let left = 0;
  for (const [name, value] of expanded.lines.map(nameAndValue)) {
    if (VOLATILE.includes(name)) continue;
    // Postfix leaves a few parameters for its programs to expand.
    if (value.includes("$") && value === values.get(name)) {
      left++;
      continue;
    }
    const ours = expandParameter(name, (wanted) => values.get(wanted), {
      dialect: dialectOf(() => values.get("mail_version")),
    });
    assertEquals(asShown(ours), value, name);
  }
  assert(values.size > 700, `only ${values.size} parameters`);
  assert(left < 20, `${left} parameters left as they are`);
});

/** Values with functions, which only Postfix 3.11 and later accepts. */
const CALLS: readonly string[] = [
  "${domain_to_ascii{$mydomain}}",
  "${domain_to_ascii{}}",
  "${ domain_to_ascii {  Foo.COM } }",
  "$(domain_to_ascii{B\xc3\x9cCHER.example})",
  "${domain_to_ascii{b\xfccher}}",
  "${domain_to_ascii{-b\xc3\xbccher}}",
  "${domain_to_ascii{b\xc3\xbccher.}}",
  "${domain_to_ascii{a}?{b}:{c}}",
  "${domain_to_ascii(a)}",
  "${domain_to_utf8{XN--BCHER-KVA.example}}",
  "${domain_to_utf8{xn--a.com}}",
  "${domain_to_utf8{${domain_to_ascii{b\xc3\xbccher}}}}",
  "${nothing{a}}",
  "${mydomain{a}}",
  "${domain_to_ascii?{a}:{b}}",
];

Deno.test("expandParameter() calls functions as postconf -x does", async () => {
  const dialect = await installedDialect();
  await Promise.all(CALLS.map(async (value) => {
    const file = `mydomain = example.com\nrelayhost = ${value}\n`;
    const lookup = (name: string) =>
      parseMainCf(toBytes(file)).settings.get(name)?.value;
    let ours: readonly string[] = [];
    try {
      ours = [expandParameter("relayhost", lookup, { dialect })];
    } catch (error) {
      if (!(error instanceof ExpandError)) throw error;
    }
    const { code, lines } = await askPostconf(file, ["-x", "-h", "relayhost"]);
    assertEquals(lines, ours, value);
    assertEquals(code === 0, ours.length > 0, value);
  }));
});

function nameAndValue(line: string): readonly [string, string] {
  const [name = "", ...rest] = line.split(" =");
  return [name, rest.join(" =").trim()];
}
