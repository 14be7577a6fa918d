import { assert, assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import {
  type ChildOutcome,
  type ChildRequest,
  openForeground,
  succeedsQuietly,
} from "./child.ts";
import type { Signals } from "./signals.ts";

function shell(
  script: string,
  environment: Readonly<Record<string, string>> = {},
): ChildRequest {
  return { path: "/bin/sh", args: ["-c", script], environment };
}

const OUTCOMES: readonly (readonly [
  title: string,
  request: ChildRequest,
  outcome: ChildOutcome,
])[] = [
  ["success", shell("exit 0"), { kind: "exited", status: 0 }],
  ["failure", shell("exit 1"), { kind: "exited", status: 1 }],
  ["its status", shell("exit 255"), { kind: "exited", status: 255 }],
  ["a status like a signal's", shell("exit 137"), {
    kind: "exited",
    status: 137,
  }],
  ["SIGKILL", shell("kill -KILL $$"), { kind: "killed", signal: "SIGKILL" }],
  ["SIGTERM", shell("kill -TERM $$"), { kind: "killed", signal: "SIGTERM" }],
  ["no such file", {
    path: "/nonexistent/command",
    args: [],
    environment: {},
  }, { kind: "not-started", reason: "No such file or directory" }],
  ["no executable", { path: "/etc/passwd", args: [], environment: {} }, {
    kind: "not-started",
    reason: "Permission denied",
  }],
  ["a directory", { path: "/etc", args: [], environment: {} }, {
    kind: "not-started",
    reason: "Permission denied",
  }],
];

for (const [title, request, outcome] of OUTCOMES) {
  Deno.test(`run() tells ${title} as ${outcome.kind}`, async () => {
    using foreground = openForeground();
    assertEquals(await foreground.run(request), outcome);
    assertEquals(foreground.interruptedBy, undefined);
  });
}

Deno.test("run() hands over arguments as they are, and the environment on top of ours", async () => {
  using temp = tempDirectory();
  Deno.env.set("POSTMULTI_UNIT_TEST", "inherited");
  try {
    using foreground = openForeground();
    const file = `${temp.path}/file`;
    await foreground.run({
      path: "/bin/sh",
      args: [
        "-c",
        'echo "$OUT_A:$POSTMULTI_UNIT_TEST:$#:$1:$2:$3" > "$FILE"',
        "sh",
        "a b",
        "",
        "$x*",
      ],
      environment: { OUT_A: "set", FILE: file },
    });
    assertEquals(temp.read("file"), "set:inherited:3:a b::$x*\n");
  } finally {
    Deno.env.delete("POSTMULTI_UNIT_TEST");
  }
});

Deno.test("run() waits for a child before it tells", async () => {
  using temp = tempDirectory();
  using foreground = openForeground();
  await foreground.run(shell(`sleep 0.2; echo done > ${temp.path}/file`));
  assertEquals(temp.read("file"), "done\n");
});

/** A program of its own that runs `body` with a foreground, and then ends. */
function startProgram(body: string): Deno.ChildProcess {
  const module = new URL("./child.ts", import.meta.url).href;
  const program = `import { openForeground } from "${module}";
    const shell = (script) =>
      ({ path: "/bin/sh", args: ["-c", script], environment: {} });
    const foreground = openForeground();
    ${body}`;
  return new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-config", "--no-lock", program],
    cwd: "/",
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
}

interface Ending {
  readonly output: string;
  readonly status: Deno.CommandStatus;
}

/** Read the program's output, send the signal at its first word, and wait. */
async function signalAtStart(
  child: Deno.ChildProcess,
  signal?: Deno.Signal,
): Promise<Ending> {
  let output = "";
  let isSent = signal === undefined;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text;
    if (!isSent && signal !== undefined && output.includes("started")) {
      child.kill(signal);
      isSent = true;
    }
  }
  return { output, status: await child.status };
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  const name = signal.slice(3);
  Deno.test(`run() passes ${signal} on to its child and waits for it`, async () => {
    const { output, status } = await signalAtStart(
      startProgram(`
        const outcome = await foreground.run(shell(
          'trap "sleep 0.1; echo got ${name}; exit 5" ${name}; echo started; ' +
            'while :; do sleep 0.05; done'));
        console.log(JSON.stringify(outcome), foreground.interruptedBy);`),
      signal,
    );
    assertEquals(
      output,
      `started\ngot ${name}\n{"kind":"exited","status":5} ${signal}\n`,
    );
    assertEquals(status.code, 0);
  });
}

Deno.test("run() lets a child ignore a signal, and remembers it", async () => {
  const { output } = await signalAtStart(
    startProgram(`
      const outcome = await foreground.run(shell(
        'trap "" TERM; echo started; sleep 0.5; exit 0'));
      console.log(outcome.kind, outcome.status, foreground.interruptedBy);`),
    "SIGTERM",
  );
  assertEquals(output, "started\nexited 0 SIGTERM\n");
});

Deno.test("interruptedBy is told of a signal between two children", async () => {
  const { output } = await signalAtStart(
    startProgram(`
      console.log("started");
      while (foreground.interruptedBy === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      console.log(foreground.interruptedBy);`),
    "SIGHUP",
  );
  assertEquals(output, "started\nSIGHUP\n");
});

/** Signals of which one comes as soon as it is waited for after the child. */
function signalsAfterChild(): Signals & { readonly waits: number } {
  let waits = 0;
  return {
    get interruptedBy() {
      return waits > 1 ? "SIGINT" as const : undefined;
    },
    get waits() {
      return waits;
    },
    during<T>(
      receive: (signal: "SIGINT") => void,
      work: () => Promise<T>,
    ): Promise<T> {
      waits++;
      if (waits > 1) receive("SIGINT");
      return work();
    },
    endBySignal: () => Promise.resolve(),
    [Symbol.dispose]: () => {},
  };
}

/** How a child ends, and whether a signal to this process is waited for then. */
for (
  const [script, isAwaited] of [
    ["kill -INT $$", true],
    ["kill -TERM $$", true],
    ["kill -KILL $$", false],
    ["exit 130", false],
  ] as const
) {
  Deno.test(`run() waits for a signal of ours after ${script}: ${isAwaited}`, async () => {
    const signals = signalsAfterChild();
    using foreground = openForeground(signals);
    await foreground.run({
      path: "/bin/sh",
      args: ["-c", script],
      environment: {},
    });
    assertEquals(foreground.interruptedBy === "SIGINT", isAwaited);
    assertEquals(signals.waits, isAwaited ? 2 : 1);
  });
}

Deno.test("endBySignal() ends the program by the signal it got", async () => {
  const { output, status } = await signalAtStart(
    startProgram(`
      await foreground.run(shell('echo started; sleep 5'));
      await foreground.endBySignal();
      console.log("still here");`),
    "SIGTERM",
  );
  assertEquals(output, "started\n");
  assertEquals(status.signal, "SIGTERM");
});

Deno.test("endBySignal() returns when there was no signal", async () => {
  const { output, status } = await signalAtStart(startProgram(`
    await foreground.run(shell('echo started'));
    await foreground.endBySignal();
    console.log("still here");`));
  assertEquals(output, "started\nstill here\n");
  assertEquals(status.code, 0);
});

Deno.test("openForeground() gives the signals back when it is disposed of", async () => {
  const { output, status } = await signalAtStart(
    startProgram(`
      foreground[Symbol.dispose]();
      console.log("started");
      await new Promise((resolve) => setTimeout(resolve, 5000));
      console.log("still here");`),
    "SIGTERM",
  );
  assertEquals(output, "started\n");
  assertEquals(status.signal, "SIGTERM");
});

const QUIET: readonly (readonly [
  title: string,
  request: ChildRequest,
  succeeds: boolean,
])[] = [
  ["a child that succeeds", shell("exit 0"), true],
  ["a child that fails", shell("exit 1"), false],
  ["a child that dies", shell("kill -9 $$"), false],
  ["the environment it is given", shell('test "$A" = b', { A: "b" }), true],
  ["a child that wants input", shell("read line"), false],
  [
    "what cannot be run",
    { path: "/nonexistent", args: [], environment: {} },
    false,
  ],
];

for (const [title, request, succeeds] of QUIET) {
  Deno.test(`succeedsQuietly() is ${succeeds} of ${title}`, () => {
    assertEquals(succeedsQuietly(request), succeeds);
  });
}

Deno.test("succeedsQuietly() lets nothing through to our own output", async () => {
  const module = new URL("./child.ts", import.meta.url).href;
  const program = `import { succeedsQuietly } from "${module}";
    succeedsQuietly({
      path: "/bin/sh", args: ["-c", "echo a; echo b >&2"], environment: {} });`;
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", "--no-config", "--no-lock", program],
    cwd: "/",
  }).output();
  assert(success);
  assertEquals(stdout.length + stderr.length, 0);
});
