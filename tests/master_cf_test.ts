/**
 * Reading master.cf against the installed `postconf -M` and `postconf -P`. Run
 * inside scripts/world.sh.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { parseMasterCf } from "../lib/postfix/master_cf.ts";

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

/**
 * When, and the file; "" is the distribution's own. postconf does not do as
 * master(8) does with a service that comes twice, and misreads `-oname=value`.
 */
const FILES: readonly (readonly [string, string])[] = [
  ["the file is the distribution's", ""],
  ["a service continues over comments", "a inet n - n - - smtpd\n# c\n  -v\n"],
  [
    "values are given in every way",
    "a inet n - n - - smtpd -o content_filter=\n" +
    " -o { smtpd_banner = a b  c } -o {mynetworks=1.2.3.4}\n",
  ],
  [
    "arguments are in braces",
    "a unix - n n - - pipe flags=R user=x argv={ /a b } { -c d }\n",
  ],
  [
    "names have colons and brackets",
    "[::1]:10025 inet n - n - - smtpd\n127.0.0.1:smtp inet n - y - - smtpd\n",
  ],
];

for (const [when, text] of FILES) {
  Deno.test(`parseMasterCf() finds what postconf -M finds when ${when}`, async () => {
    const file = text || await Deno.readTextFile("/etc/postfix/master.cf");
    const { services, problems } = parseMasterCf(file);
    assertEquals(problems, []);
    assertEquals(
      services.map(({ name, type, chroot, command }) =>
        [name, type, chroot, command].join(" ")
      ).sort(),
      (await ask(file, "-M")).map((line) => {
        const [name, type, , , chroot, , , command] = line.split(/\s+/);
        return [name, type, chroot, command].join(" ");
      }).sort(),
    );
    assertEquals(
      services.flatMap(({ name, type, overrides }) =>
        [...overrides].map(([parameter, value]) =>
          `${name}/${type}/${parameter} = ${value}`.replace(/\s+/g, " ").trim()
        )
      ).sort(),
      (await ask(file, "-P")).map((line) => line.replace(/\s+/g, " ").trim())
        .sort(),
    );
  });
}

async function ask(file: string, option: string): Promise<string[]> {
  const world = Deno.env.get("WORLD");
  assert(world !== undefined, "run this inside scripts/world.sh");
  const directory = await Deno.makeTempDir({ dir: world });
  for (const [name, text] of [["main.cf", ""], ["master.cf", file]] as const) {
    await Deno.writeTextFile(`${directory}/${name}`, text);
    await Deno.utime(`${directory}/${name}`, LONG_AGO, LONG_AGO);
  }
  const { success, stdout, stderr } = await new Deno.Command(
    "/usr/sbin/postconf",
    { args: ["-c", directory, option], stdin: "null" },
  ).output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).split("\n").slice(0, -1);
}
