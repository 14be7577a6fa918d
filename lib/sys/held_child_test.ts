import { assert, assertEquals } from "@std/assert";
import { openErrorTerminal } from "./error_terminal.ts";
import {
  type HeldChildContext,
  type HeldChildOutcome,
  runHeldChild,
} from "./held_child.ts";
import { takeSignals } from "./signals.ts";

interface Told extends HeldChildOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

async function run(
  script: string,
  change: Partial<HeldChildContext> = {},
): Promise<Told> {
  const texts = { stdout: "", stderr: "" };
  using signals = takeSignals();
  const path = script.startsWith("/") ? script : "/bin/sh";
  const begunMs = performance.now();
  const outcome = await runHeldChild(
    { path, args: ["-c", script], environment: { UNIT: "set" } },
    {
      signals,
      isInputOurs: false,
      take: (stream, bytes) => {
        texts[stream] += new TextDecoder("latin1").decode(bytes);
        return Promise.resolve();
      },
      outputGone: undefined,
      terminal: undefined,
      ...change,
    },
  );
  return { ...outcome, ...texts, ms: performance.now() - begunMs };
}

Deno.test("runHeldChild() hands over both streams, and tells the status", async () => {
  const { outcome, stdout, stderr, isOutputHeld } = await run(
    'printf "a\\001\\n$UNIT"; printf "b" >&2; cat; exit 7',
  );
  assertEquals(outcome, { kind: "exited", status: 7 });
  assertEquals([stdout, stderr, isOutputHeld], ["a\x01\nset", "b", false]);
});

Deno.test("runHeldChild() tells a signal, and why it cannot be run", async () => {
  const killed = await run("kill -KILL $$");
  assertEquals(killed.outcome, { kind: "killed", signal: "SIGKILL" });
  const missing = await run("/nonexistent/command");
  assertEquals(missing.outcome, {
    kind: "not-started",
    reason: "No such file or directory",
  });
});

Deno.test("runHeldChild() waits for no descendant that holds the output", async () => {
  const { stdout, isOutputHeld, ms } = await run("sleep 5 & echo a");
  assertEquals([stdout, isOutputHeld], ["a\n", true]);
  assert(ms < 3000, `${ms} ms`);
});

Deno.test("runHeldChild() loses nothing when there is no room for a while", async () => {
  let stdout = 0;
  const { isOutputHeld } = await run("head -c 300000 /dev/zero", {
    take: async (_stream, bytes) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      stdout += bytes.length;
    },
  });
  assertEquals([stdout, isOutputHeld], [300_000, false]);
});

Deno.test("runHeldChild() lets nobody read when nobody reads our output", async () => {
  const gone = new AbortController();
  const running = run("exec yes", { outputGone: gone.signal });
  setTimeout(() => gone.abort(), 100);
  assertEquals((await running).outcome, { kind: "killed", signal: "SIGPIPE" });
  const late = await run("exec yes", { outputGone: gone.signal });
  assertEquals(late.outcome, { kind: "killed", signal: "SIGPIPE" });
});

Deno.test("runHeldChild() can give it a terminal for standard error", async () => {
  const terminal = await openErrorTerminal();
  assert(terminal !== undefined);
  const { outcome, stdout, stderr } = await run(
    'test -t 1 || test -t 0 || echo out; test -t 2 && printf "err\\n" >&2; ' +
      "exit 5",
    { terminal },
  );
  assertEquals(outcome, { kind: "exited", status: 5 });
  assertEquals([stdout, stderr], ["out\n", "err\n"]);
});

Deno.test("runHeldChild() hands a signal to several at the same time", async () => {
  using signals = takeSignals();
  const script = "trap 'exit 9' TERM; echo up; sleep 9 & wait";
  let up = 0;
  const take = () => {
    if (++up === 2) Deno.kill(Deno.pid, "SIGTERM");
    return Promise.resolve();
  };
  const both = await Promise.all(
    [1, 2].map(() => run(script, { signals, take })),
  );
  const ended = { kind: "exited", status: 9 } as const;
  assertEquals(both.map(({ outcome }) => outcome), [ended, ended]);
});
