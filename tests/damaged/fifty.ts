/**
 * Fifty instances of which one is damaged: the forty-nine others are listed and
 * served, and the damaged one is reported once. Then a few of them are started
 * and stopped for good, next to the damaged one.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { runInWorld, type StepResult } from "../world/run_in_world.ts";
import { STACK_TRACE } from "../world/stack_trace.ts";
import type { Damage } from "./damage.ts";

const NAMES = Array.from({ length: 50 }, (_, at) => `postfix-n${at + 1}`);
const SOUND = NAMES.filter((name) => name !== "postfix-n25");
/** Those that are really started, the damaged one among them. */
const FEW = ["postfix-n25", "postfix-n26"];

/** Takes the first 24 and the last 24 off the list. */
const SHORTEN =
  "sed -Ei 's#^(multi_instance_directories =) .*postfix-n24 #\\1 #;" +
  "s# /etc/postfix-n27 .*##' /etc/postfix/main.cf";

const SETUP = `${import.meta.dirname}/../world/setup.sh`;

/** What takes longer than this hangs; timeout(1) ends it with SIGKILL. */
export const IN_TIME = "timeout -s KILL 60";

/** Fifty instances, not yet damaged: the setup text. */
export const FIFTY = `initialized
socket=$WORLD/socket
python3 -c 'import socket,sys; socket.socket(1).bind(sys.argv[1])' $socket \
2> /dev/null || perl -MIO::Socket::UNIX -e \
'IO::Socket::UNIX->new(Local => $ARGV[0], Listen => 1)' $socket
for name in ${NAMES.join(" ")}; do files $name mta yes; done
put $main "multi_instance_directories = ${
  NAMES.map((name) => `/etc/${name}`).join(" ")
}"
bad=/etc/postfix-n25/main.cf
`;

/** Who is running; the damaged one may or may not. */
const RUNNING = `for name in postfix ${FEW.join(" ")}; do
    pid=/var/spool/$name/pid/master.pid
    [ ! -f $pid ] || flock -n $pid true || echo $name
done`;

/** The steps for one damage: six that are judged, between two that are not. */
function stepsFor({ setup }: Damage): string[] {
  return [
    `. ${SETUP}; bad=/etc/postfix-n25/main.cf; socket=$WORLD/socket; loop=
cp -a $WORLD/main.cf $main
${setup}
echo $loop > $WORLD/loop`,
    `${IN_TIME} postmulti -l`,
    `${IN_TIME} postmulti -lj`,
    `${IN_TIME} postmulti -x sh -c 'echo $multi_instance_name'`,
    `${SHORTEN}; ${IN_TIME} postmulti -p start`,
    RUNNING,
    `${IN_TIME} postmulti -p stop`,
    RUNNING,
    `kill $(cat $WORLD/loop) 2> /dev/null; rm -rf /etc/postfix-n25
cp -a $WORLD/n25 /etc/postfix-n25`,
  ];
}

/**
 * Fails, one by one, unless the damaged instance disturbs no other. The damages
 * are tried one after the other, in one world.
 *
 * @returns For each damage, in order: rejected when it did disturb.
 */
export function checkDamages(damages: readonly Damage[]): Promise<void>[] {
  const lines = damages.map(stepsFor);
  const world = runInWorld("ours", {
    setup: `${FIFTY}roots=/etc/postfix/master.cf
cp -a $main $WORLD/main.cf; cp -a /etc/postfix-n25 $WORLD/n25`,
    steps: lines.flat(),
  });
  const width = lines[0]?.length ?? 0;
  return damages.map(async (damage, at) => {
    const { steps } = await world;
    checkDamage(damage, steps.slice(at * width, (at + 1) * width));
  });
}

function checkDamage(damage: Damage, steps: readonly StepResult[]): void {
  const [setup, list, json, command, start, running, stop, stopped] = steps;
  assertEquals(setup?.status, 0, setup?.stderr);
  checkServed(damage, list, listed);
  checkServed(damage, withoutEnd(json), listedAsJson);
  checkServed(damage, command, (name) => name);
  checkReported(damage, start);
  checkRunning(damage, running, ["postfix", ...FEW]);
  checkReported(damage, stop);
  checkRunning(damage, stopped, []);
}

function listed(name: string): string {
  const shown = name === "" ? "-" : name;
  const group = name === "" ? "-" : "mta";
  return [
    shown.padEnd(15),
    group.padEnd(15),
    "y".padEnd(9),
    `/etc/${name || "postfix"}`,
  ].join(" ");
}

function listedAsJson(name: string): string {
  const members = {
    name: name || "-",
    group: name === "" ? "-" : "mta",
    enabled: "y",
    config_directory: `/etc/${name || "postfix"}`,
  };
  // As Postfix writes it: a space after each colon, and none after a comma.
  const texts = Object.entries(members).map(([key, value]) =>
    `"${key}": "${value}"`
  );
  return `{${texts.join(",")}}`;
}

/** Without the last object, which says what standard error says. */
function withoutEnd(step: StepResult | undefined): StepResult | undefined {
  if (step === undefined || step.status === 0) return step;
  const lines = step.stdout.split("\n");
  const [end = ""] = lines.splice(-2, 1);
  for (const warning of JSON.parse(end).warnings) {
    assert(step.stderr.includes(`warning: ${warning}\n`), end);
  }
  return { ...step, stdout: lines.join("\n") };
}

/** The output has a line for the primary and each sound instance, in order. */
function checkServed(
  damage: Damage,
  step: StepResult | undefined,
  line: (name: string) => string,
): void {
  const text = step?.stdout.replace(/\n$/, "") ?? "";
  const bad = line("postfix-n25");
  const lines = text.split("\n").filter((found) =>
    damage.isFickle !== true || found !== bad
  );
  assertEquals(lines, ["", ...SOUND].map(line), step?.stderr);
  const isWhole = text.split("\n").includes(bad);
  if (isWhole) assertEquals([step?.status, step?.stderr], [0, ""]);
  else checkReported(damage, step);
}

/** Status 1, and one line about the damaged instance. */
function checkReported(damage: Damage, step: StepResult | undefined): void {
  const { run, status, stderr } = step ?? { run: "", status: -1, stderr: "" };
  const context = `$ ${run}\nstderr: ${stderr}`;
  const lines = stderr.split("\n").filter((line) => /^postmulti: /.test(line));
  assertNotMatch(stderr, STACK_TRACE, context);
  if (damage.isFickle && lines.length === 0) return;
  assertEquals(status, 1, context);
  const [first = "", ...rest] = lines.filter((line) => damage.says.test(line));
  assertMatch(first, /^postmulti: warning: /, context);
  assertEquals(rest, [], context);
  // A path that is broken in two is two damaged entries.
  assert(lines.length <= (/newline/.test(damage.name) ? 2 : 1), context);
}

function checkRunning(
  damage: Damage,
  step: StepResult | undefined,
  expected: readonly string[],
): void {
  const found = (step?.stdout ?? "").trim().split("\n").filter((name) =>
    name !== "" && name !== "postfix-n25"
  );
  assertEquals(
    found,
    expected.filter((name) => name !== "postfix-n25"),
    `${damage.name}: ${step?.stderr}`,
  );
}
