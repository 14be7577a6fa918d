/**
 * --apply, killed at its steps (at each of them with CRASH_POINTS=most): every instance
 * is whole, and running it again completes it. Runs the compiled program in a
 * throwaway world.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { Entry } from "./apply/border_document.ts";
import { isShort } from "./crash/sample.ts";
import { testSetting } from "./world/run_in_world.ts";

/** An instance that has something of everything. */
function instance(letter: string, change: Entry): Entry {
  return {
    name: `postfix-${letter}`,
    main_cf: { myhostname: `${letter}.example.com` },
    files: [{ path: "table", content: "first\n" }],
    ...change,
  };
}

const FIRST = {
  schema: 1,
  exclusive: true,
  instances: [
    instance("a", {
      enabled: true,
      master_cf: { "smtp/inet": { command: "smtpd", args: ["-v"] } },
      files: [
        { path: "table", content: "first\n" },
        {
          path: "deep/er/secret",
          content: "x",
          mode: "0640",
          group: "postfix",
        },
      ],
      plugins: { "10-maintenance": { conf: "# first\n" } },
    }),
    instance("b", { group: "g" }),
  ],
};

const SECOND = {
  schema: 1,
  exclusive: true,
  instances: [
    instance("b", { group: "h" }),
    instance("a", {
      enabled: false,
      main_cf: { myhostname: null, mydestination: "" },
      master_cf: { "smtp/inet": null, "x/unix": { command: "smtp" } },
      files: [
        { path: "table", content: "second\n", mode: "0600" },
        { path: "deep/er/secret", content: null },
      ],
      plugins: { "10-maintenance": { enabled: false, conf: "# second\n" } },
    }),
    instance("n", {}),
  ],
};

Deno.test("--apply can be killed anywhere, and completes what is left when it runs again", async () => {
  const directory = await Deno.makeTempDir();
  try {
    for (
      const [name, document] of Object.entries({
        first: FIRST,
        second: SECOND,
      })
    ) {
      await Deno.writeTextFile(
        `${directory}/${name}.json`,
        JSON.stringify(document),
      );
    }
    const project = testSetting("PROJECT");
    const stride = isShort() ? 4 : 1;
    const { stdout, stderr } = await new Deno.Command(
      `${project}/scripts/world.sh`,
      {
        args: [
          "--postmulti",
          testSetting("POSTMULTI"),
          "sh",
          `${project}/tests/apply/killed.sh`,
          directory,
          String(stride),
        ],
        stdin: "null",
        signal: AbortSignal.timeout(900_000),
      },
    ).output();
    const text = new TextDecoder();
    const lines = text.decode(stdout).trim().split("\n");
    const last = lines.pop() ?? "";
    assertEquals(lines, [], text.decode(stderr));
    const kills = Number(/^(\d+) kills, 0 problems$/.exec(last)?.[1]);
    assert(kills > 40 / stride, `${last}\n${text.decode(stderr)}`);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
