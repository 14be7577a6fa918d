import { assertEquals } from "@std/assert";
import { madeOperation } from "../../tests/unit/made_hooks.ts";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import type { Performed } from "../plugins/hook_types.ts";
import type { InstanceRun, TurnResult } from "./run_one.ts";
import { failureMessagesOfCommand } from "./failure_messages.ts";
import { formatJsonTurn, type TurnOutput } from "./turn_json.ts";

const RUN: InstanceRun = {
  instance: madeSecondary("postfix-in"),
  operation: madeOperation(),
  child: { path: "/usr/sbin/postfix", args: [], environment: {} },
  failureMessages: failureMessagesOfCommand("/usr/sbin/postfix"),
};

const MEMBERS = {
  instance: "postfix-in",
  config_directory: "/etc/postfix-in",
  op: "start",
  status: null,
  signal: null,
  error: null,
  duration_ms: 12,
};

function formatted(
  result: TurnResult | undefined,
  output?: TurnOutput,
  run = RUN,
): unknown {
  const line = formatJsonTurn(run, result, { durationMs: 12.4, output });
  assertEquals(line.indexOf("\n"), line.length - 1);
  return JSON.parse(line);
}

const RESULTS: readonly (readonly [
  performed: Performed,
  verdict: TurnResult["verdict"],
  members: Readonly<Record<string, unknown>>,
])[] = [
  [
    { kind: "performed", outcome: { kind: "exited", status: 0 } },
    "done",
    { outcome: "ok", status: 0 },
  ],
  [
    { kind: "performed", outcome: { kind: "exited", status: 3 } },
    "failed",
    { outcome: "failed", status: 3 },
  ],
  [
    { kind: "performed", outcome: { kind: "killed", signal: "SIGTERM" } },
    "failed",
    { outcome: "failed", signal: "SIGTERM" },
  ],
  [
    { kind: "performed", outcome: { kind: "not-started", reason: "why" } },
    "failed",
    { outcome: "failed" },
  ],
  [{ kind: "delegated" }, "done", { outcome: "delegated" }],
  [{ kind: "vetoed" }, "failed", { outcome: "vetoed" }],
  [{ kind: "refused" }, "failed", { outcome: "refused" }],
  [{ kind: "interrupted" }, "not reached", { outcome: "not-reached" }],
];

for (const [performed, verdict, members] of RESULTS) {
  const words = JSON.stringify(members);
  Deno.test(`formatJsonTurn() has ${words} when it was ${performed.kind}`, () => {
    assertEquals(
      formatted({ performed, verdict, reason: null }),
      { ...MEMBERS, ...members },
    );
  });
}

Deno.test("formatJsonTurn() has the reason as error", () => {
  const outcome = { kind: "exited", status: 3 } as const;
  const performed = { kind: "performed", outcome } as const;
  const reason = "exit status 3";
  assertEquals(
    formatted({ performed, verdict: "failed", reason }),
    { ...MEMBERS, outcome: "failed", status: 3, error: reason },
  );
});

Deno.test("formatJsonTurn() has no duration when the turn never came", () => {
  const members = { outcome: "not-reached", duration_ms: null };
  assertEquals(formatted(undefined), { ...MEMBERS, ...members });
});

Deno.test("formatJsonTurn() has the output when it is asked for", () => {
  assertEquals(
    formatted(undefined, { stdout: "a\n", stderr: "", isTruncated: true }),
    {
      ...MEMBERS,
      outcome: "not-reached",
      duration_ms: null,
      stdout: "a\n",
      stderr: "",
      truncated: true,
    },
  );
});

Deno.test("formatJsonTurn() has - for no name, and is UTF-8 as -l -j is", () => {
  const instance = madePrimary({ configDirectory: "/etc/\u00fc\udcff" });
  const line = formatJsonTurn({ ...RUN, instance }, undefined, {
    durationMs: 0,
    output: undefined,
  });
  const start = '{"instance":"-","config_directory":"/etc/\xc3\xbc\\udcff",';
  assertEquals(line.slice(0, start.length), start);
});
