/**
 * The examples of plugins/README.md do what it says of them. The compiled program
 * and a real Postfix, in worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertStatus, instances, pluginLines } from "./plugins/shipped.ts";
import { runInWorld, testSetting } from "./world/run_in_world.ts";

const GUIDE = `${testSetting("PROJECT")}/plugins/README.md`;

async function guideLines(): Promise<readonly string[]> {
  return (await Deno.readTextFile(GUIDE)).split("\n");
}

/** The command that makes the directory of the examples, as it stands in the guide. */
async function making(): Promise<string> {
  const line = (await guideLines()).find((line) => /^ {4}# mkdir /.test(line));
  assert(line !== undefined, `${GUIDE} does not say how to make a directory`);
  return line.replace("    # ", "");
}

/** The example that begins with a line, as it stands in the guide. */
async function example(firstLine: string): Promise<string> {
  const lines = await guideLines();
  const start = lines.indexOf(`    ${firstLine}`);
  const length = lines.slice(start).findIndex((line) => !/^ {4}/.test(line));
  assert(start >= 0 && length > 2, `${GUIDE} has no example ${firstLine}`);
  return lines.slice(start, start + length)
    .map((line) => `${line.slice(4)}\n`).join("");
}

/** The examples: their names as files, modes, and first lines. */
const EXAMPLES = [
  ["50-disk.sh", "755", "#!/bin/sh"],
  ["50-disk.ts", "644", "// @postmulti-plugin 1 on=pre:start timeout=10"],
] as const;

for (const [file, mode, firstLine] of EXAMPLES) {
  Deno.test(`the example ${file} lets an instance start, and refuses it on a full disk`, async () => {
    const text = await example(firstLine);
    assert(text.split("\n").length <= 11, text);
    const { steps } = await runInWorld("ours", {
      setup: `${instances()}
${await making()}
cat > /etc/postfix/postmulti.d/${file} <<'EXAMPLE'
${text}EXAMPLE
chmod ${mode} /etc/postfix/postmulti.d/${file}`,
      steps: [
        "postmulti --plugins check",
        "postmulti --plugins run 50-disk pre:start -i out",
        "postmulti -i in -p start && postmulti -i in -p stop",
        "mount -t tmpfs -o size=90000k small /var/spool/postfix-in; " +
        "postmulti -g mta -p start",
        ". $WORLD/lib; is_running postfix-out && ! is_running postfix-in",
        "postmulti --plugins run 50-disk pre:start -i in",
      ],
    });
    const [check, run, start, refused, running, again] = steps;
    for (const step of [check, run, start, running]) assertStatus(step, 0);
    assertStatus(refused, 1);
    const said = pluginLines(refused, "50-disk");
    assertEquals(said.length, 1, refused?.stderr);
    assertMatch(said[0] ?? "", /KiB are free: make room$/);
    assertStatus(again, 1);
  });
}
