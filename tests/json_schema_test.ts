/**
 * The output of every mode with --json, against the schema that is shipped with
 * the program. Runs the compiled program in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { JSON_WORLDS, type JsonWorld } from "./json/outputs.ts";
import { isValidatorMissing, kindsOf, VALIDATOR } from "./json/validate.ts";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

/** What one command line did, and what its lines are. */
interface Judged {
  readonly step: StepResult;
  readonly kinds: readonly string[];
}

/** Members that an object may be without. */
const OPTIONAL = [
  "stdout",
  "stderr",
  "truncated",
  "commit",
  "deno",
  "postfix",
];

const ignore = isValidatorMissing();
const why = ignore ? `: skipped, ${VALIDATOR} is missing` : "";
const judged = JSON_WORLDS.map((world) => ignore ? undefined : judge(world));
// Each is awaited by its own tests.
for (const one of judged) one?.catch(() => {});

for (const [number, { name, runs }] of JSON_WORLDS.entries()) {
  for (const [index, { run, status, kinds }] of runs.entries()) {
    Deno.test({
      name: `"${run}" writes ${kinds || "nothing"}: ${name}${why}`,
      ignore,
      // The worlds belong to all tests of the file.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () => {
        const one = (await judged[number])?.[index];
        assert(one !== undefined);
        assertEquals(one.kinds.join(" "), kinds, one.step.stderr);
        assertEquals(one.step.status, status, one.step.stderr);
        assertSaysErrors(one.step);
      },
    });
  }
}

Deno.test({
  name: `the schema refuses every object with a member more or less${why}`,
  ignore,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const all = (await Promise.all(judged)).flatMap((one) => one ?? []);
    const lines = all.flatMap(({ step }) => linesOf(step));
    const wrong = [...new Set(lines)].flatMap(spoiled);
    assert(wrong.length > 200, `only ${wrong.length}`);
    const kinds = await kindsOf([wrong.join("\n")]);
    assertEquals(kinds.flat().filter((kind) => !kind.includes(" ")), []);
  },
});

/** What -p and -x write for an instance. */
const TURN = {
  instance: "postfix-out",
  config_directory: "/etc/postfix-out",
  op: "start",
  outcome: "ok",
  status: 0,
  signal: null,
  error: null,
  duration_ms: 12,
};

Deno.test({
  name:
    `the schema takes the lines of -p and -x, and no others like them${why}`,
  ignore,
  fn: async () => {
    const output = { stdout: "a", stderr: "", truncated: false };
    const right = [
      TURN,
      { ...TURN, ...output },
      { ...TURN, outcome: "failed", status: null, signal: "SIGTERM" },
      { ...TURN, outcome: "not-reached", status: null, duration_ms: null },
    ];
    const wrong = [
      { ...TURN, outcome: "fine" },
      { ...TURN, stdout: "a" },
      { ...TURN, duration_ms: 1.5 },
      { ...TURN, status: -1 },
    ];
    const lines = [...right, ...wrong].map((one) => JSON.stringify(one));
    const [kinds = []] = await kindsOf([lines.join("\n")]);
    assertEquals(kinds.map((kind) => kind === "turn_line"), [
      ...right.map(() => true),
      ...wrong.map(() => false),
    ]);
  },
});

async function judge({ setup, runs }: JsonWorld): Promise<Judged[]> {
  const { steps } = await runInWorld("ours", {
    setup,
    steps: runs.map(({ run }) => run),
  });
  const kinds = await kindsOf(steps.map(({ stdout }) => stdout));
  return steps.map((step, index) => ({ step, kinds: kinds[index] ?? [] }));
}

function linesOf({ stdout }: StepResult): readonly string[] {
  return stdout.split("\n").slice(0, -1);
}

/** What standard error says of errors and warnings, standard output says too. */
function assertSaysErrors(step: StepResult): void {
  const messages = [...step.stderr.matchAll(
    /^postmulti: (?:fatal|warning|panic): (.*)$/gm,
  )].map(([, message]) => message);
  const last = JSON.parse(linesOf(step).at(-1) ?? "{}");
  for (const message of messages) {
    const said = [last.error, ...last.warnings ?? []];
    assert(said.includes(message), `${message} is not in ${said}`);
  }
}

/** The same object with a member more, and without each one that it must have. */
function spoiled(line: string): string[] {
  const value = JSON.parse(line);
  const optional = new Set(OPTIONAL);
  return [
    { ...value, surprise: 1 },
    { ...value, schema: 2 },
    ...Object.keys(value).filter((name) => !optional.has(name))
      .map((name) => ({ ...value, [name]: undefined })),
    ...Object.keys(value).map((name) => ({ ...value, [name]: { no: 1 } })),
  ].map((one) => JSON.stringify(one));
}
