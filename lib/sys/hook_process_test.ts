import { assert, assertEquals, assertLess } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import {
  type HookEnding,
  type HookOutcome,
  type HookProcess,
  runHookProcess,
} from "./hook_process.ts";
import type { Signals, StopSignal } from "./signals.ts";

/** Signals that come from the test. */
function madeSignals(): Signals & { send(signal: StopSignal): void } {
  let receiver: ((signal: StopSignal) => void) | undefined;
  return {
    interruptedBy: undefined,
    async during<T>(
      receive: (signal: StopSignal) => void,
      work: () => Promise<T>,
    ): Promise<T> {
      receiver = receive;
      return await work();
    },
    endBySignal: () => Promise.resolve(),
    send: (signal) => receiver?.(signal),
    [Symbol.dispose]: () => {},
  };
}

interface Told extends HookOutcome {
  readonly lines: readonly string[];
  readonly ms: number;
}

async function run(
  script: string,
  change: Partial<HookProcess> = {},
  signals: Signals = madeSignals(),
): Promise<Told> {
  const lines: string[] = [];
  const startMs = performance.now();
  const outcome = await runHookProcess({
    path: "/bin/sh",
    args: ["-c", script],
    environment: { PATH: "/usr/bin:/bin" },
    input: "the event\n",
    timeoutMs: 20_000,
    tell: (line) => lines.push(line),
    ...change,
  }, signals);
  return { ...outcome, lines, ms: performance.now() - startMs };
}

/** Whether a process exists and is not just waiting to be buried. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(
      Deno.readTextFileSync(`/proc/${pid}/status`),
    );
  } catch {
    return false;
  }
}

const ENDINGS: readonly (readonly [
  title: string,
  script: string,
  ending: HookEnding,
])[] = [
  ["success", "exit 0", { kind: "exited", status: 0 }],
  ["a status", "exit 77", { kind: "exited", status: 77 }],
  ["a signal", "kill -KILL $$", { kind: "killed", signal: "SIGKILL" }],
];

for (const [title, script, ending] of ENDINGS) {
  Deno.test(`runHookProcess() tells of ${title}`, async () => {
    const told = await run(script);
    assertEquals([told.ending, told.isOutputHeld], [ending, false]);
  });
}

const NOT_STARTED: readonly (readonly [
  title: string,
  content: string,
  mode: number,
  reason: string,
])[] = [
  ["a file that may not be executed", "", 0o644, "Permission denied"],
  [
    "an interpreter that is nowhere",
    "#!/nonexistent/sh\n",
    0o755,
    "No such file or directory",
  ],
];

for (const [title, content, mode, reason] of NOT_STARTED) {
  Deno.test(`runHookProcess() tells of ${title}`, async () => {
    using temp = tempDirectory();
    const path = temp.write("hook", content, mode);
    const { ending } = await run("", { path, args: [] });
    assertEquals(ending, { kind: "not-started", reason });
  });
}

Deno.test("runHookProcess() hands over arguments, input and an environment of its own", async () => {
  Deno.env.set("POSTMULTI_UNIT_TEST", "inherited");
  try {
    const { lines } = await run("", {
      args: [
        "-c",
        'echo "$1:$2:$A:$POSTMULTI_UNIT_TEST"; pwd; cat',
        "sh",
        "a b",
        "",
      ],
      environment: { PATH: "/usr/bin:/bin", A: "set" },
    });
    assertEquals(lines, ["a b::set:", "/", "the event"]);
  } finally {
    Deno.env.delete("POSTMULTI_UNIT_TEST");
  }
});

Deno.test("runHookProcess() gives it a session of its own", async () => {
  const { lines } = await run("ps -o sid=,pgid= -p $$; echo $$");
  const [ids = "", pid] = lines;
  assertEquals(ids.trim().split(/\s+/), [pid, pid]);
});

Deno.test("runHookProcess() tells what comes on both of its outputs", async () => {
  const { lines } = await run("echo out; echo err >&2; printf rest");
  assertEquals(lines.toSorted(), ["err", "out", "rest"]);
});

Deno.test("runHookProcess() is not bothered by one that closes its input unread", async () => {
  const input = `${"x".repeat(1_000_000)}\n`;
  const { ending } = await run("exec 0<&-; exit 3", { input });
  assertEquals(ending, { kind: "exited", status: 3 });
});

Deno.test("runHookProcess() is not bothered by one that never reads", async () => {
  const input = `${"x".repeat(1_000_000)}\n`;
  const { ending, ms } = await run("sleep 0.1; exit 3", { input });
  assertEquals(ending, { kind: "exited", status: 3 });
  assertLess(ms, 5000);
});

Deno.test("runHookProcess() takes all output, and tells the first 64 KiB", async () => {
  const { ending, lines } = await run(
    "head -c 10000000 /dev/zero | tr '\\0' x; echo; echo end >&2",
  );
  assertEquals(ending, { kind: "exited", status: 0 });
  const mark = "[more than 64 KiB of output: the rest is dropped]";
  assertEquals(lines.filter((line) => line === mark).length, 1);
  assertLess(lines.join("").length, 70_000);
});

Deno.test("runHookProcess() waits for the exit, not for a daemon with its output", async () => {
  using temp = tempDirectory();
  const { ending, isOutputHeld, lines, ms } = await run(
    `echo begun; sleep 9 & echo $! > ${temp.path}/pid`,
  );
  const daemon = Number(temp.read("pid"));
  assertEquals([ending, isOutputHeld], [{ kind: "exited", status: 0 }, true]);
  assertEquals(lines, ["begun"]);
  assertLess(ms, 5000);
  assert(isAlive(daemon), "the daemon was to be left alone");
  Deno.kill(daemon, "SIGKILL");
});

Deno.test("runHookProcess() still hears what a daemon says at once", async () => {
  const { lines } = await run("(sleep 0.1; echo late) &");
  assertEquals(lines, ["late"]);
});

Deno.test("runHookProcess() leaves nobody after a timeout", async () => {
  using temp = tempDirectory();
  const { ending, isOutputHeld } = await run(
    `sh -c 'sleep 9 & echo $! > ${temp.path}/pid; wait' & wait`,
    { timeoutMs: 300 },
  );
  assertEquals([ending, isOutputHeld], [{ kind: "timed-out" }, false]);
  assert(!isAlive(Number(temp.read("pid"))));
});

Deno.test("runHookProcess() passes a signal on to the whole group", async () => {
  const signals = madeSignals();
  const lines: string[] = [];
  const told = await run(
    "trap 'echo parent; wait; exit 5' TERM; " +
      "sh -c 'trap \"echo child; exit\" TERM; echo ready; sleep 9 & wait' & wait",
    {
      tell: (line) => {
        lines.push(line);
        if (line === "ready") signals.send("SIGTERM");
      },
    },
    signals,
  );
  assertEquals(told.ending, { kind: "exited", status: 5 });
  assertEquals(lines.toSorted(), ["child", "parent", "ready"]);
});

Deno.test("runHookProcess() does not wait for one that ignores a signal until its timeout", async () => {
  const signals = madeSignals();
  const begunMs = performance.now();
  const told = await run(
    "trap '' TERM INT HUP; echo ready; sleep 300 & wait",
    {
      timeoutMs: 300_000,
      tell: (line) => {
        if (line === "ready") signals.send("SIGTERM");
      },
    },
    signals,
  );
  assertEquals(told.ending, { kind: "killed", signal: "SIGKILL" });
  assert(performance.now() - begunMs < 60_000);
});

Deno.test("runHookProcess() closes all it has opened", async () => {
  const count = () => [...Deno.readDirSync("/proc/self/fd")].length;
  await run("exit 0");
  const before = count();
  for (let round = 0; round < 5; round++) await run("echo a; exit 0");
  await run("sleep 1 &");
  // The runtime closes a pipe a moment after it was told to.
  while (count() > before) await new Promise((next) => setTimeout(next, 5));
});
