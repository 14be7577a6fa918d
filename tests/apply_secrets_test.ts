/**
 * What not everybody can read on this host appears nowhere in what --apply says:
 * not in differences, results, debug output and the mail log, however many tasks
 * of a run change the file. Runs the compiled program in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { apply } from "./apply/border_document.ts";
import { runInWorld } from "./world/run_in_world.ts";

/** The list of instances is in the primary's main.cf, which two tasks change. */
const MORE = {
  schema: 1,
  instances: ["n", "m"].map((letter) => ({ name: `postfix-${letter}` })),
} as const;

/** Changed as a setting, as an instance, and by a plugin's settings. */
const TWICE = {
  schema: 1,
  instances: [{
    name: "postfix-a",
    enabled: false,
    group: "other",
    main_cf: { smtp_sasl_password_maps: "inline:{x=word-of-the-document}" },
  }],
} as const;

const SECRETS = /word-of-(the-document|primary|a)/;

function setup(hide: string): string {
  return `initialized
secondary postfix-a mta yes
put $main 'smtp_sasl_password_maps = inline:{x=word-of-primary}'
put /etc/postfix-a/main.cf 'smtp_sasl_password_maps = inline:{x=word-of-a}'
sed -i '/^maillog_file/d' $main
put $main "maillog_file = /var/log/mail.log"
${hide}
`;
}

for (
  const [how, hide] of [
    ["a mode", "chmod 600 /etc/postfix/main.cf /etc/postfix-a/main.cf"],
    ["a directory", "chmod 700 /etc/postfix /etc/postfix-a"],
  ] as const
) {
  Deno.test(`--apply keeps what ${how} hides from others, to the end of a run`, async () => {
    const { steps } = await runInWorld("ours", {
      setup: setup(hide),
      steps: [
        apply(MORE, "--dry-run"),
        apply(MORE, "--dry-run -j"),
        apply(TWICE, "--dry-run -v"),
        apply(TWICE, "-v -v"),
        apply(MORE, "-v"),
        "cat /var/log/mail.log 2> /dev/null; true",
      ],
    });
    assertEquals(steps.map(({ status }) => status), [0, 0, 0, 0, 0, 0]);
    for (const { run, stdout, stderr } of steps) {
      assert(!SECRETS.test(stdout + stderr), `${run}\n${stdout}${stderr}`);
    }
    assertStringIncludes(
      steps[0]?.stdout ?? "",
      "/etc/postfix/main.cf: changed; not shown",
    );
  });
}

Deno.test("--apply shows what everybody can read", async () => {
  const { steps } = await runInWorld("ours", {
    setup: setup("chmod 644 /etc/postfix/main.cf /etc/postfix-a/main.cf"),
    steps: [apply(TWICE, "--dry-run")],
  });
  assertStringIncludes(
    steps[0]?.stdout ?? "",
    "+smtp_sasl_password_maps = inline:{x=word-of-the-document}",
  );
});
