/**
 * The bytes of `-l -j`, the stock postmulti and ours side by side where the stock
 * tool has that option: Postfix 3.11 and later.
 *
 * 3.11.7 cuts every group to its first character: that is its mistake, shown
 * below, and not copied.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import {
  runInWorld,
  type Side,
  type StepResult,
} from "./world/run_in_world.ts";

const PREPARE = `initialized
named() {
    files "postfix-$1" "\${3:-}"
    sed -i /multi_instance_name/d "/etc/postfix-$1/main.cf"
    printf 'multi_instance_name = postfix-%b\\n' "$2" >> "/etc/postfix-$1/main.cf"
    listed "/etc/postfix-$1"
}
`;

/** Names with characters of every kind, and groups of one character. */
const ONE_LETTER = `${PREPARE}
secondary postfix-in m yes
secondary postfix-out
named 1 'q"b\\\\\\\\c/d' '"'
named 2 'caf\\0303\\0251\\0360\\0237\\0222\\0251'
named 3 'a\\0001b\\0013c\\0010\\0014\\0037\\0177d' '\\\\'
named 4 'a\\tb  c'
named 5 '\\0302\\0200\\0302\\0233\\0342\\0200\\0250\\0342\\0200\\0256<&>'
sed -i /multi_instance_name/d /etc/postfix-out/main.cf
`;

const COMMANDS = [
  "postmulti -l -j",
  "postmulti -lj -R",
  "postmulti -j -l -i in",
  "postmulti -l -j -g m",
  "postmulti -l -j -g none",
];

const EXPECTED = [
  '{"name": "-","group": "-","enabled": "y","config_directory": "/etc/postfix"}',
  '{"name": "postfix-in","group": "m","enabled": "y","config_directory": "/etc/postfix-in"}',
  '{"name": "-","group": "-","enabled": "n","config_directory": "/etc/postfix-out"}',
  '{"name": "postfix-q\\"b\\\\\\\\c/d","group": "\\"","enabled": "n","config_directory": "/etc/postfix-1"}',
  '{"name": "postfix-caf\xc3\xa9\xf0\x9f\x92\xa9","group": "-","enabled": "n","config_directory": "/etc/postfix-2"}',
  '{"name": "postfix-a\\u0001b\\u000Bc\\b\\f\\u001F\\u007Fd","group": "\\\\","enabled": "n","config_directory": "/etc/postfix-3"}',
  '{"name": "postfix-a b c","group": "-","enabled": "n","config_directory": "/etc/postfix-4"}',
  '{"name": "postfix-\xc2\x80\xc2\x9b\xe2\x80\xa8\xe2\x80\xae<&>","group": "-","enabled": "n","config_directory": "/etc/postfix-5"}',
];

Deno.test("postmulti -l -j writes the bytes of the stock tool", async () => {
  const [stock, ours] = await runBoth(ONE_LETTER, COMMANDS);
  assertEquals(ours.map(({ status }) => status), COMMANDS.map(() => 0));
  assertEquals(ours[0]?.stdout.split("\n"), [...EXPECTED, ""]);
  for (const [number, { status, stdout, run, stderr }] of stock.entries()) {
    if (status === 0) assertEquals(ours[number]?.stdout, stdout, run);
    else assertMatch(stderr, /invalid option -- 'j'/);
  }
});

Deno.test("postmulti -l -j writes whole groups, unlike Postfix 3.11.7", async () => {
  const [[stock], [ours]] = await runBoth("three", ["postmulti -l -j"]);
  const groups = ours?.stdout.split("\n").slice(0, -1)
    .map((line) => JSON.parse(line).group);
  assertEquals(groups, ["-", "mta", "mta", "submit"]);
  if (stock?.status !== 0) return;
  const cut = ours?.stdout.replace(/("group": ".)[^"]*/g, "$1");
  const isMended = stock.stdout === ours?.stdout;
  assertEquals(stock.stdout, isMended ? ours?.stdout : cut);
});

Deno.test("postmulti -l -j writes JSON of bytes that are not UTF-8", async () => {
  const setup = `${PREPARE}named 1 'caf\\0351'`;
  const { steps: [step] } = await runInWorld("ours", {
    setup,
    steps: ["postmulti -l -j -i /etc/postfix-1; postmulti -lj"],
  });
  assertMatch(
    step?.stdout ?? "",
    /^\{"name": "postfix-caf\\uDCE9","group": "-",[^\n]*\}\n$/m,
  );
});

async function runBoth(
  setup: string,
  steps: readonly string[],
): Promise<readonly [readonly StepResult[], readonly StepResult[]]> {
  const run = async (side: Side): Promise<readonly StepResult[]> =>
    (await runInWorld(side, { setup, steps })).steps;
  return await Promise.all([run("stock"), run("ours")]);
}
