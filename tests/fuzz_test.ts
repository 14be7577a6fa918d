/**
 * Generated garbage, for a limited time: command lines, main.cf, master.cf,
 * postfix-files, journals, lock files and caches. No crash, no hang, no stack
 * trace, and nothing written but what a command is about.
 *
 * FUZZ_SECONDS is how long (15), FUZZ_SEED the first seed (1). scripts/fuzz.ts
 * goes on for longer, and plays one seed again.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  describeCases,
  describeFinding,
  playCampaign,
} from "./fuzz/campaign.ts";
import { runProgram } from "./fuzz/run_program.ts";
import { treeDifferences } from "./world/tree.ts";
import { runInWorld, testSetting } from "./world/run_in_world.ts";

const SECONDS = Number(Deno.env.get("FUZZ_SECONDS") ?? 15);
const SEED = Number(Deno.env.get("FUZZ_SEED") ?? 1);

Deno.test("garbage of every kind makes no trouble", async () => {
  const report = await playCampaign({
    seed: SEED,
    seconds: SECONDS,
    cases: 1_000_000,
    target: "",
    workers: 4,
    plain: true,
  });
  console.log(describeCases(report));
  assertEquals(report.findings.map(describeFinding), []);
  const cases = Object.values(report.cases).reduce((one, two) => one + two, 0);
  assert(cases > 20, `only ${cases} cases in ${SECONDS} seconds`);
  assertEquals(Object.keys(report.cases).length, 7, "a kind was left out");
});

/** Every byte that can be in an argument of ours: all but NUL and what UTF-8 has not. */
function everyByte(): string[] {
  const ascii = Array.from(
    { length: 0x7f },
    (_, at) => String.fromCodePoint(at + 1),
  );
  // Every lead byte with every continuation byte somewhere after it.
  const leads = Array.from(
    { length: 0x7ff - 0x80 + 1 },
    (_, at) => String.fromCodePoint(at + 0x80),
  );
  const wide = [0x800, 0x1234, 0xd7ff, 0xe000, 0xfffd, 0xffff];
  const far = [0x10000, 0x3ffff, 0x40000, 0x7ffff, 0xfffff, 0x10ffff];
  const planes = Array.from({ length: 16 }, (_, at) => (at + 1) << 12);
  return [
    ...ascii,
    ...leads,
    ...[...wide, ...far, ...planes.filter((code) => code !== 0xd000)]
      .map((code) => String.fromCodePoint(code)),
  ];
}

Deno.test("every byte value in operands reaches the command of -x as it is", async () => {
  await Deno.writeTextFile(
    "/run/world/dump",
    '#!/bin/sh\nprintf "%s\\0" "$@"\n',
  );
  await Deno.chmod("/run/world/dump", 0o755);
  await Deno.mkdir("/run/world/bin");
  await Deno.symlink(testSetting("POSTMULTI"), "/run/world/bin/postmulti");
  const operands = [...everyByte(), "", everyByte().join("")];
  const { status, stdout, stderr } = await runProgram(
    ["-x", "/run/world/dump", ...operands],
    "/run/world/bin/postmulti",
  );
  assertEquals([status, stderr], [0, ""]);
  const found = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
    .decode(stdout).split("\0");
  assertEquals(found, [...operands, ""]);
});

/** The runtime itself gives up on these, before any code of the program. */
const NOT_UTF8 = ["\\200", "\\300\\200", "\\355\\240\\200", "\\377", "a\\351"];

Deno.test("arguments that are not UTF-8 end the program before it does anything", async () => {
  const { steps, before, after } = await runInWorld("ours", {
    setup: "three",
    steps: NOT_UTF8.flatMap((bytes) => [
      `postmulti -x echo "$(printf '${bytes}')"`,
      `postmulti -e enable -i "$(printf '${bytes}')"`,
    ]),
  });
  for (const { run, status, stdout } of steps) {
    assertEquals([status, stdout], [134, ""], run);
  }
  assertEquals([...after.entries], [...before.entries]);
});

/** A run is killed while it waits for somebody's main.cf.tmp, halfway. */
const KILLED = `three
touch $main.tmp
flock $main.tmp sleep 60 < /dev/null > /dev/null 2>&1 & holder=$!
while flock -n $main.tmp true; do sleep 0.1; done
postmulti -e create -I postfix-new > /dev/null 2>&1 & run=$!
until [ -s /etc/postfix/postmulti.lock ]; do sleep 0.1; done
sleep 0.5
kill -KILL $run
kill $(ps -o pid= --ppid $holder) $holder
`;

const CHANGED_BYTES = [
  "s|/var/spool/postfix-new|/var/spool/postfix-msa|",
  "s|/etc/postfix-new|/etc/postfix-neu|",
  's|"base64":"....|"base64":"AAAA|',
  's|"mode":448|"mode":449|',
];

for (const change of CHANGED_BYTES) {
  Deno.test(`a journal is not obeyed after ${change}`, async () => {
    const { steps, before, after } = await runInWorld("ours", {
      setup: `${KILLED}cp -a /etc/postfix/postmulti.lock $WORLD/journal
sed -i '${change}' /etc/postfix/postmulti.lock
! cmp -s $WORLD/journal /etc/postfix/postmulti.lock
cp -a /etc/postfix/postmulti.lock $WORLD/journal`,
      steps: [
        "postmulti --recover",
        "cmp $WORLD/journal /etc/postfix/postmulti.journal.1 && rm /etc/postfix/postmulti.journal.1",
      ],
    });
    const [recover, kept] = steps;
    assertEquals(recover?.status, 1);
    assertEquals(kept?.status, 0, kept?.stderr);
    assertMatch(
      recover?.stderr ?? "",
      /^postmulti: [^\n]*postmulti\.lock[^\n]*\n$/,
    );
    const lock = "/etc/postfix/postmulti.lock";
    const differences = treeDifferences(before, after)
      .filter((line) => !line.startsWith(lock))
      // Left by the killed editor; it is nobody's, and goes.
      .filter((line) => !line.startsWith("/etc/postfix/main.cf.tmp"));
    assertEquals(differences, []);
  });
}
