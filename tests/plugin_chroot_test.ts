/**
 * The shipped plugin 20-chroot: the jail of an instance is what the distribution
 * makes, file by file, and root is not led out of it. The compiled program and a
 * real Postfix, in worlds. From Postfix 3.9 on, Debian's Postfix makes the jail
 * itself, and the plugin only looks for traps.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  assertStatus,
  install,
  instances,
  pluginLines,
  testWith,
} from "./plugins/shipped.ts";
import { runInWorld, type WorldResult } from "./world/run_in_world.ts";

const PLUGIN = "20-chroot";
/** The script that the jails are compared with. */
const HELPER = "/usr/lib/postfix/configure-instance.sh";
const JAIL = "/var/spool/postfix-in";

/** Whether Postfix runs the script by itself at every start and check. */
const isSelfMade = (await Deno.readTextFile(
  "/usr/lib/postfix/sbin/post-install",
)).includes(HELPER);

/** Makes the jail of postfix-in without the plugin. */
const THEIRS = isSelfMade
  ? "postmulti --no-plugins -i in -p check"
  : `${HELPER} postfix-in`;

/** Most services of the distribution's master.cf are chrooted; so are certificates. */
const CERTIFICATES =
  "put /etc/postfix-in/main.cf 'smtp_tls_CApath = /etc/ssl/certs'\n";

async function play(
  setup: string,
  steps: readonly string[],
): Promise<WorldResult> {
  const prepared = `${instances()}${install("chroot")}${CERTIFICATES}${setup}`;
  return await runInWorld("ours", { setup: prepared, steps });
}

/** What is in the jail of postfix-in, with everything find(1) and a digest say of it. */
function jail(result: WorldResult): readonly string[] {
  return [...result.after.entries].flatMap(([path, { kind, digest }]) =>
    /^\/var\/spool\/postfix-in\/(etc|lib|usr|dev)(\/|$)/.test(path)
      ? [`${path} ${kind} ${digest}`]
      : []
  ).sort();
}

for (const command of ["start", "check"]) {
  testWith(
    `the jail is the distribution's, file by file, after -p ${command}`,
    { needs: HELPER },
    async () => {
      const settings = `mkdir -p /etc/default; echo precious > /etc/precious
        echo 'chroot_extra_files="etc/precious"' > /etc/default/postfix`;
      const ours = await play(settings, [
        `postmulti -i in -p ${command}`,
        "postmulti -i in -p stop",
      ]);
      const theirs = await play(settings, [THEIRS]);
      assertStatus(ours.steps[0], 0);
      assertStatus(theirs.steps[0], 0);
      assertEquals(jail(ours), jail(theirs));
      assert(jail(ours).length > 5, jail(ours).join("\n"));
      // The script of Debian 11 does not know chroot_extra_files.
      const knows = Deno.readTextFileSync(HELPER).includes(
        "chroot_extra_files",
      );
      assertEquals(
        jail(ours).some((line) => line.includes("/etc/precious")),
        knows,
      );
      assertEquals(pluginLines(ours.steps[0], PLUGIN), []);
    },
  );
}

/** A case of the older kind of package, where only the plugin runs the script. */
const olderOnly = isSelfMade
  ? { needs: `${HELPER} that only the plugin runs`, ignore: true }
  : { needs: HELPER };

/** What the distribution is told to leave out. */
const NOTHING = [
  [
    "an instance without chrooted services",
    "postconf -c /etc/postfix-in -F '*/*/chroot=n'",
    olderOnly,
  ],
  [
    "a host where /etc/default/postfix switches it off",
    "mkdir -p /etc/default; echo SYNC_CHROOT= > /etc/default/postfix",
    { needs: HELPER },
  ],
  [
    "a host without the distribution's script",
    `echo 'helper = /nowhere' | conf ${PLUGIN} postfix`,
    olderOnly,
  ],
] as const;

for (const [title, setup, condition] of NOTHING) {
  testWith(`no jail is made for ${title}`, condition, async () => {
    const result = await play(setup, [
      "postmulti -i in -p start",
      "postmulti -i in -p stop",
    ]);
    assertStatus(result.steps[0], 0);
    assertEquals(jail(result), []);
    assertEquals(
      pluginLines(result.steps[0], PLUGIN),
      setup.includes("/nowhere")
        ? ["there is no /nowhere: on this system no jail is prepared"]
        : [],
    );
  });
}

testWith("a script of the host's own is run beside the distribution's", {
  needs: HELPER,
}, async () => {
  const result = await play(
    `printf '%s\n' '#!/bin/sh' 'echo "$MAIL_CONFIG $*" > "$queue_directory/usr.mark"' \
      > /usr/local/sbin/jail
    chmod 755 /usr/local/sbin/jail
    echo 'helper = /usr/local/sbin/jail' | conf ${PLUGIN} postfix`,
    ["postmulti -i in -p check", `cat ${JAIL}/usr.mark`],
  );
  assertStatus(result.steps[0], 0);
  assertEquals(result.steps[1]?.stdout, "/etc/postfix-in -\n");
  assertEquals(jail(result).length > 0, isSelfMade);
});

/** Every file of the host's /etc with its inode, so that a copy over one is seen. */
const HOST_FILES = "find /etc -xdev ! -name '*.cf' -printf '%p %i\\n' | sort";

/** A jail through which root could be made to write elsewhere, and what is said. */
const TRAPS = [
  [
    "etc is a link to the host's",
    `ln -s /etc ${JAIL}/etc`,
    /postfix-in\/etc: leads to \/etc, out of the queue directory: replace/,
  ],
  [
    "a deeper directory is a link out of it",
    `mkdir -p ${JAIL}/usr; ln -s /usr/lib ${JAIL}/usr/lib`,
    /postfix-in\/usr\/lib: leads to \/usr\/lib, out of/,
  ],
  [
    "etc belongs to Postfix's own user",
    `mkdir ${JAIL}/etc; chown postfix ${JAIL}/etc`,
    /postfix-in\/etc: can be written by others than root: run "chown root/,
  ],
  [
    "the queue directory can be written by a group",
    `chgrp postfix ${JAIL}; chmod g+w ${JAIL}`,
    /postfix-in: can be written by others than root: run "chown root/,
  ],
] as const;

for (const [title, setup, says] of TRAPS) {
  testWith(
    `an instance does not start when in its jail ${title}`,
    { needs: HELPER },
    async () => {
      const { steps } = await play(
        `${setup}; ${HOST_FILES} > $WORLD/before`,
        [
          "postmulti -i in -p start",
          ". $WORLD/lib; is_running postfix-in",
          `${HOST_FILES} | diff $WORLD/before -`,
        ],
      );
      assertStatus(steps[0], 1);
      assertMatch(pluginLines(steps[0], PLUGIN).join("\n"), says);
      assertStatus(steps[1], 1);
      assertEquals(steps[2]?.stdout, "");
    },
  );
}

testWith("a link inside the jail is followed, as the distribution does it", {
  needs: HELPER,
}, async () => {
  const result = await play(
    `mkdir -p ${JAIL}/usr/lib; ln -s usr/lib ${JAIL}/lib`,
    ["postmulti -i in -p start", "postmulti -i in -p stop"],
  );
  assertStatus(result.steps[0], 0);
  assert(jail(result).some((line) => line.includes("/etc/hosts")));
});

testWith(
  "the jail of a running instance is left alone",
  olderOnly,
  async () => {
    const inode = `stat -c %i ${JAIL}/etc/hosts`;
    const { steps } = await play("", [
      `postmulti -i in -p start; ${inode}`,
      `postmulti -i in -p check > /dev/null 2>&1; ${inode}`,
      `postmulti -i in -p stop > /dev/null; postmulti -i in -p check; ${inode}`,
    ]);
    assertEquals(steps[1]?.stdout, steps[0]?.stdout);
    assert(steps[2]?.stdout !== steps[0]?.stdout, steps[2]?.stdout);
  },
);

testWith(
  "what the distribution's script refuses does not start, and its words are shown",
  { needs: HELPER },
  async () => {
    const { steps } = await play(
      "put /etc/postfix-in/main.cf 'myorigin = debian.org'",
      ["postmulti -g mta -p start", ". $WORLD/lib; is_running postfix-in"],
    );
    assertStatus(steps[0], 1);
    const said = isSelfMade
      ? `${steps[0]?.stdout}${steps[0]?.stderr}`
      : pluginLines(steps[0], PLUGIN).join("\n");
    assertMatch(said, /Invalid \$myorigin \(debian\.org\)/);
    assertMatch(
      said,
      isSelfMade
        ? /unable to create missing queue directories/
        : /could not prepare .*postfix-in \(status 1\)/,
    );
    assertStatus(steps[1], 1);
  },
);

testWith(
  "four starts and checks at once leave a whole jail",
  { needs: HELPER },
  async () => {
    const result = await play("", [
      "for i in 1 2 3 4; do postmulti -i in -p check & done; wait",
      "ls /var/spool/postfix-in/etc | tr '\\n' ' '",
    ]);
    assertStatus(result.steps[0], 0);
    assertEquals(pluginLines(result.steps[0], PLUGIN), []);
    const theirs = await play("", [THEIRS]);
    assertEquals(jail(result), jail(theirs));
  },
);
