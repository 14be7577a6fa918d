/**
 * Completion of command lines in the real shells, each on a terminal of its own
 * where it has one, in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { hasCommand } from "./world/has_command.ts";
import {
  runInWorld,
  type StepResult,
  testSetting,
} from "./world/run_in_world.ts";
import { treeDifferences } from "./world/tree.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = typeof SHELLS[number];

/** The shells that are not on this machine. */
const missing: readonly Shell[] = SHELLS.filter((shell) =>
  !hasCommand(shell) || shell !== "fish" && !hasCommand("script")
);

/** Instances, a plugin, and a cache as root's first use leaves it. */
const SETUP = `three
mkdir /etc/postfix/postmulti.d
echo '#!/bin/sh' > /etc/postfix/postmulti.d/10-disk.sh
echo 'echo ran > $WORLD/plugin.ran' >> /etc/postfix/postmulti.d/10-disk.sh
echo '# @postmulti-plugin 1 on=pre:start' >> /etc/postfix/postmulti.d/10-disk.sh
chmod 755 /etc/postfix/postmulti.d/10-disk.sh
cp /etc/postfix/postmulti.d/10-disk.sh /etc/postfix/postmulti.d/20-off.sh.disabled
postmulti -l > /dev/null`;

async function steps(
  lines: readonly string[],
  setup = SETUP,
): Promise<readonly StepResult[]> {
  return (await runInWorld("ours", { setup, steps: lines })).steps;
}

/** A step that prints what a shell offers at the end of a line. */
function asked(shell: Shell, line: string): string {
  const drivers = `${testSetting("PROJECT")}/tests/completion/shells.sh`;
  return `. ${drivers}\nin_${shell} '${line}'`;
}

/** Command lines, and the words that a shell has to offer at their ends. */
const LINES: readonly (readonly [string, readonly string[]])[] = [
  ["postmulti --stat", ["--status"]],
  ["postmulti -e de", ["deport", "destroy"]],
  ["postmulti -i ", ["-", "postfix-in", "postfix-msa", "postfix-out"]],
  ["postmulti -i o", ["out"]],
  ["postmulti -g ", ["mta", "submit"]],
  ["postmulti -e enable -i ", ["postfix-out"]],
  ["postmulti -p quick", ["quick-stop"]],
  ["postmulti --map=d", ["--map=dot"]],
  ["postmulti --plugins dis", ["disable"]],
  ["postmulti --plugins disable ", ["10-disk"]],
  ["postmulti --plugins enable ", ["20-off"]],
  ["postmulti --plugins install mai", ["maintenance"]],
  ["postmulti --plugins run 10-disk pre:rel", ["pre:reload"]],
  ["postmulti --postconf=/usr/sbin/postcon", ["--postconf=/usr/sbin/postconf"]],
  [
    "postmulti -e create config_directory=/etc/postfix-m",
    ["config_directory=/etc/postfix-msa"],
  ],
  ["postmulti -e create data_", ["data_directory="]],
  ["postmulti -xi in postquer", []],
  ["postmulti -xi in postqu", ["postqueue"]],
  ["postmulti -x ls /etc/postfix-m", ["/etc/postfix-msa"]],
  ["postmulti --nonsense ", []],
];

/** How bash takes the words it puts in after "=" and ":". */
function offeredIn(
  { stdout }: StepResult,
  line: string,
): readonly string[] {
  const typed = line.slice(line.lastIndexOf(" ") + 1);
  return stdout.split("\n").map((word) => word.replace(/\/$/, ""))
    .filter((word) => word !== "" && word !== typed).toSorted();
}

for (const shell of SHELLS) {
  Deno.test({
    name: `${shell} completes command lines`,
    // Not installed: scripts/test.sh installs them where it may.
    ignore: missing.includes(shell),
    fn: async () => {
      const results = await steps(LINES.map(([line]) => asked(shell, line)));
      for (const [at, [line, wanted]] of LINES.entries()) {
        const result = results[at];
        assert(result !== undefined);
        assertEquals(result.stderr, "", line);
        assertEquals(offeredIn(result, line), wanted, `${shell}: ${line}`);
      }
    },
  });

  Deno.test({
    name: `the script for ${shell} is understood by it, and says nothing`,
    ignore: missing.includes(shell),
    fn: async () => {
      const [printed, checked] = await steps([
        `postmulti --completion=${shell} | head -1`,
        `postmulti --completion ${shell} > $WORLD/script && ${shell} -n $WORLD/script`,
      ]);
      assert(printed?.stdout.startsWith("#"));
      assertEquals(
        [checked?.status, checked?.stdout, checked?.stderr],
        [0, "", ""],
      );
    },
  });
}

Deno.test("bash does not put a blank after what has to go on", {
  ignore: missing.includes("bash"),
}, async () => {
  const [open, closed] = await steps([
    `key='\\t'; ${asked("bash", "postmulti -e create data_")}; cat line.bash`,
    `key='\\t'; ${asked("bash", "postmulti -e creat")}; cat line.bash`,
  ]);
  assert(open?.stdout.endsWith("postmulti -e create data_directory=\n"));
  assert(closed?.stdout.endsWith("postmulti -e create \n"));
});

/** Command lines that are completed without knowing any instance. */
const DAMAGES: readonly (readonly [string, string])[] = [
  ["with a damaged main.cf", 'echo "no setting" > /etc/postfix/main.cf'],
  ["without a main.cf", "rm /etc/postfix/main.cf"],
  ["without Postfix's directories", "put $main 'daemon_directory = /nowhere'"],
  ["with a foreign cache", "chown nobody /var/cache/postmulti/*"],
  ["without a cache", "rm -r /var/cache/postmulti"],
];

for (const [what, damage] of DAMAGES) {
  Deno.test(`--complete offers what it can ${what}, and is silent`, async () => {
    const results = await steps([
      "postmulti --complete 2 postmulti -i ''",
      "postmulti --complete 2 postmulti -e ena",
      "postmulti --complete 2 postmulti -p relo",
    ], `${SETUP}\n${damage}`);
    assertEquals(results.map(({ status, stderr }) => [status, stderr]), [
      [0, ""],
      [0, ""],
      [0, ""],
    ]);
    assertEquals(results.map(({ stdout }) => stdout.split(/[\n\t]/)[1] ?? ""), [
      "",
      "enable",
      "reload",
    ]);
  });
}

Deno.test("--complete offers the other instances where one is damaged", async () => {
  const [result] = await steps(
    ["postmulti --complete 3 postmulti -i"],
    `${SETUP}\nrm /etc/postfix-out/main.cf`,
  );
  assertEquals([result?.status, result?.stderr], [0, ""]);
  const [other] = await steps(
    ["postmulti --complete 2 postmulti -i ''"],
    `${SETUP}\nrm /etc/postfix-out/main.cf`,
  );
  assertEquals(other?.stdout.split("\n").map((line) => line.split("\t")[0]), [
    "words",
    "-",
    "postfix-in",
    "/etc/postfix-out",
    "postfix-msa",
    "",
  ]);
});

Deno.test("--complete goes for the Postfix of --postconf and knows nothing of another", async () => {
  const [result, other] = await steps([
    "postmulti --complete 3 postmulti --postconf=/usr/sbin/postconf -g ''",
    "postmulti --complete 3 postmulti --postconf=/bin/true -g ''",
  ]);
  assertEquals(result?.stdout, "words\nmta\t2 instances\nsubmit\t1 instance\n");
  assertEquals([other?.stdout, other?.stderr, other?.status], ["", "", 0]);
});

Deno.test("--complete works for somebody who is not root", async () => {
  const [result] = await steps([
    "setpriv --reuid=65534 --regid=65534 --clear-groups " +
    "postmulti --complete 2 postmulti -g ''",
  ]);
  assertEquals([result?.stdout, result?.stderr, result?.status], [
    "words\nmta\t2 instances\nsubmit\t1 instance\n",
    "",
    0,
  ]);
});

Deno.test("--complete runs nothing and writes nothing", async () => {
  const { steps: results, before, after } = await runInWorld("ours", {
    setup: `${SETUP}
roots="$roots /var/cache/postmulti"`,
    steps: [
      "strace -f -qq -e trace=%process -e signal=none -o $WORLD/trace " +
      "postmulti --complete 3 postmulti --plugins enable ''; " +
      "grep -c execve $WORLD/trace",
      "postmulti --complete 2 postmulti -i ''",
      "postmulti --complete 2 postmulti -p ''",
      "postmulti --complete 4 postmulti --plugins run 10-disk pre:",
      "ls $WORLD/plugin.ran",
    ],
  });
  assertEquals(results[0]?.stdout, "words\n20-off\n1\n");
  assert(results[4]?.status !== 0);
  assertEquals(treeDifferences(before, after), []);
});

/** Wrong questions, which a shell never asks. */
const ODD: readonly string[] = [
  "--complete 1",
  "--complete 0 postmulti",
  "--complete -1 postmulti -l",
  "--complete x postmulti -l",
  "--complete 99999999999 postmulti -l",
  "--complete 2 postmulti --nonsense ''",
  "--complete 2 postmulti -i '$(touch /etc/postfix/x)'",
];

Deno.test("--complete is silent when it is asked in a wrong way", async () => {
  const results = await steps(ODD.map((words) => `postmulti ${words}`));
  for (const [at, { status, stderr }] of results.entries()) {
    assertEquals([status, stderr], [0, ""], ODD[at]);
  }
});

/** A hundred instances, without the cost of making their directories. */
const HUNDRED = `initialized
for number in $(seq 100); do
    mkdir /etc/postfix-$number
    sed "s/NAME/postfix-$number/" > /etc/postfix-$number/main.cf <<'MAIN'
queue_directory = /var/spool/NAME
data_directory = /var/lib/NAME
multi_instance_name = NAME
multi_instance_group = mta
MAIN
    directories="\${directories:-} /etc/postfix-$number"
done
put $main "multi_instance_directories = $directories"
postmulti -l > /dev/null`;

Deno.test("--complete answers with a hundred instances in little more time than a start takes", async () => {
  // Processor time: the machine may have other things to do.
  const cpuMs = (words: string): string =>
    `bash -c 'TIMEFORMAT="%3U %3S"; time (
  for number in {1..20}; do postmulti ${words} > /dev/null; done
)' 2>&1 | awk '{ print ($1 + $2) * 1000 / 20 }'`;
  const [names, none, all] = await steps([
    cpuMs('--complete 2 postmulti -i ""'),
    cpuMs("--version"),
    "postmulti --complete 2 postmulti -i '' | wc -l",
  ], HUNDRED);
  assertEquals(all?.stdout, "102\n");
  const [namesMs, noneMs] = [Number(names?.stdout), Number(none?.stdout)];
  assert(noneMs > 0 && namesMs < Math.max(60, 3 * noneMs), `${namesMs} ms`);
});

/** All that can stand in the group of an instance, and a shell could read as more. */
const SIGNS = [..." ;&|<>(){}[]*?!~#%^=+,./:@\"'\\`-_\u00e9$"];

/** Instances 10, 11, ..., each in a group with one of the signs in it. */
const SIGNED = `initialized
${
  SIGNS.map((sign, at) =>
    `secondary postfix-${at + 10} x yes
cat >> /etc/postfix-${at + 10}/main.cf << 'GROUP'
multi_instance_group = ${groupOf(sign, at)}
GROUP`
  ).join("\n")
}
secondary postfix-control "$(printf 'gc\\033]0;title\\007')" yes
postmulti -l > /dev/null`;

/** Such that the shell would make a file when it took the sign for its own. */
function groupOf(sign: string, at: number): string {
  // Postfix takes one dollar sign of two.
  const written = sign === "$" ? "$$" : sign;
  return `g${at + 10}${written}touch${written}z`;
}

for (const shell of SHELLS) {
  Deno.test({
    name: `${shell} puts in names as the words that they are`,
    ignore: missing.includes(shell),
    fn: async () => {
      const groups = SIGNS.map((sign, at) =>
        groupOf(sign, at).replaceAll("$$", "$")
      );
      const lines = [
        ...groups.map((group) => `postmulti -g ${group.slice(0, 3)}`),
        // Where a quote has been begun, or a sign is quoted already.
        'postmulti -g "g11',
        `postmulti -g 'g10`,
        "postmulti -g g12\\&to",
        `postmulti -g "g${SIGNS.indexOf("$") + 10}`,
        `postmulti -g 'g${SIGNS.indexOf('"') + 10}`,
      ];
      const wanted = [
        ...groups,
        groups[1],
        groups[0],
        groups[2],
        groups.at(-1),
        groups[SIGNS.indexOf('"')],
      ];
      const drivers = `${testSetting("PROJECT")}/tests/completion/shells.sh`;
      const quoted = lines.map((line) => `'${line.replaceAll("'", "'\\''")}'`);
      const [result, left] = await steps([
        `. ${drivers}\nasked_for ${shell} ${quoted.join(" ")}`,
        `cd $WORLD; ls -d *touch* title 2> /dev/null`,
      ], SIGNED);
      const words = bytesToUtf8(result?.stdout ?? "").trim().split("\n");
      assertEquals(words, wanted.map((group) => `[-g][${group}]`));
      assertEquals(left?.stdout, "");
    },
  });
}

Deno.test("no shell is offered a name that it could not show", async () => {
  const [offered] = await steps(
    ["postmulti --complete 2 postmulti -g gc"],
    SIGNED,
  );
  assertEquals(offered?.stdout, "words\n");
});

function bytesToUtf8(text: string): string {
  return new TextDecoder().decode(
    Uint8Array.from(text, (byte) => byte.charCodeAt(0)),
  );
}
