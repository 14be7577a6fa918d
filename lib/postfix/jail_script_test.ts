import { assertEquals } from "@std/assert";
import { parseJailScript } from "./jail_script.ts";

const SCRIPT = `#!/bin/sh
# never etc/shadow
[ -n "$SYNC_CHROOT" ] || exit 0
mkdir -p etc usr/lib/sasl2
for file in etc/hosts "etc/services" \\
    etc/nsswitch.conf $chroot_extra_files; do # etc/group
  cp "/$file" "$file"
done
rm -f lib/libnss_*.so.2
masked /etc/passwd > etc/passwd
cp -a /dev/random dev/
FILES="etc/localtime ../etc/mine etc/../mine"
/usr/lib/postfix/sync.pl
`;

function names(script: string, settings = ""): string[] {
  return [...parseJailScript(script, settings).names].sort();
}

Deno.test("parseJailScript() finds what a script makes in the jail", () => {
  assertEquals(names(SCRIPT), [
    "dev/random",
    "etc",
    "etc/hosts",
    "etc/localtime",
    "etc/nsswitch.conf",
    "etc/passwd",
    "etc/services",
    "usr/lib/sasl2",
  ]);
});

Deno.test("parseJailScript() finds what the administrator adds", () => {
  const settings = "# chroot_extra_files=etc/none\n" +
    "chroot_extra_files=etc/first\n" +
    'chroot_extra_files="/etc/odbc.ini usr/share/x"\n' +
    "export chroot_extra_CAdir=etc/mail/certs # ours\n";
  assertEquals(names("", settings), ["etc/odbc.ini", "usr/share/x"]);
  assertEquals(parseJailScript("", settings).certificates, ["/etc/mail/certs"]);
});

/** The settings, and whether the script is turned off. */
const SWITCHES: readonly (readonly [string, boolean])[] = [
  ["", false],
  ["SYNC_CHROOT=", true],
  ['SYNC_CHROOT="" # by hand', true],
  ["SYNC_CHROOT=\nSYNC_CHROOT='y'", false],
  ["#SYNC_CHROOT=", false],
];

for (const [settings, isTurnedOff] of SWITCHES) {
  const name = JSON.stringify(settings);
  Deno.test(`parseJailScript() finds isTurnedOff ${isTurnedOff} in ${name}`, () => {
    assertEquals(parseJailScript(SCRIPT, settings).isTurnedOff, isTurnedOff);
    assertEquals(parseJailScript("", settings).isTurnedOff, false);
  });
}
