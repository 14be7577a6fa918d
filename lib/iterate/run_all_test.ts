import { assert, assertEquals } from "@std/assert";
import { madeOperation, NO_HOOKS } from "../../tests/unit/made_hooks.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { madeSecondary } from "../../tests/unit/made_instance.ts";
import { FREE } from "../../tests/unit/made_locks.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { openForeground } from "../sys/child.ts";
import { runAll } from "./run_all.ts";
import type { InstanceRun, RunContext } from "./run_one.ts";
import {
  type FailureMessages,
  failureMessagesOfCommand,
} from "./failure_messages.ts";

const CONTEXT: Omit<RunContext, "foreground" | "diagnostics"> = {
  hooks: NO_HOOKS,
  installation: madeInstallation(),
  environment: {},
  lockInstance: FREE,
  lockTimeoutMs: 0,
};

interface Told {
  readonly succeeded: boolean;
  readonly lines: readonly string[];
}

/** Run shell texts, one for each of the instances postfix-1, postfix-2, ... */
async function run(
  scripts: readonly string[],
  { verbosity = 0, failureMessages = failureMessagesOfCommand("/bin/sh") }: {
    readonly verbosity?: number;
    readonly failureMessages?: FailureMessages;
  } = {},
): Promise<Told> {
  const lines: string[] = [];
  const diagnostics = createDiagnostics((line) => lines.push(line));
  diagnostics.verbosity = verbosity;
  const runs = scripts.map((script, index): InstanceRun => ({
    instance: madeSecondary(`postfix-${index + 1}`),
    operation: madeOperation(),
    child: script.startsWith("/")
      ? { path: script, args: [], environment: {} }
      : { path: "/bin/sh", args: ["-c", script], environment: {} },
    failureMessages,
  }));
  using foreground = openForeground();
  const succeeded = await runAll(runs, { ...CONTEXT, foreground, diagnostics });
  return { succeeded, lines };
}

const OUTCOMES: readonly (readonly [
  title: string,
  scripts: readonly string[],
  succeeded: boolean,
  lines: readonly string[],
])[] = [
  ["nothing", [], true, []],
  ["children that succeed", ["exit 0", "true"], true, []],
  ["a child that fails", ["exit 3", "exit 0"], false, []],
  ["a child that dies", ["kill -9 $$"], false, [
    "postmulti: warning: instance postfix-1: /bin/sh: killed by SIGKILL\n",
  ]],
  ["a child that cannot be run", ["true", "/nonexistent/x"], false, [
    "postmulti: warning: instance postfix-2: /nonexistent/x: cannot be run: " +
    "No such file or directory\n",
  ]],
  [
    "more than one failure",
    ["kill -TERM $$", "exit 1", "kill -KILL $$"],
    false,
    [
      "postmulti: warning: instance postfix-1: /bin/sh: killed by SIGTERM\n",
      "postmulti: warning: instance postfix-3: /bin/sh: killed by SIGKILL\n",
    ],
  ],
];

for (const [title, scripts, succeeded, lines] of OUTCOMES) {
  Deno.test(`runAll() is ${succeeded} of ${title}`, async () => {
    assertEquals(await run(scripts), { succeeded, lines });
  });
}

Deno.test("runAll() runs in order, one after the other, and goes on after failures", async () => {
  using temp = tempDirectory();
  const file = `${temp.path}/log`;
  const scripts = ["exit 1", "kill -9 $$", "exit 0"].map((end, index) =>
    `echo start ${index} >> ${file}; sleep 0.05; echo end ${index} >> ${file}; ` +
    end
  );
  await run([...scripts, "/nonexistent", `echo last >> ${file}`]);
  assertEquals(
    temp.read("log"),
    "start 0\nend 0\nstart 1\nend 1\nstart 2\nend 2\nlast\n",
  );
});

Deno.test("runAll() says what it runs, and statuses, when asked to say more", async () => {
  const { lines } = await run(["exit 3"], { verbosity: 1 });
  assertEquals(lines, [
    "postmulti: instance postfix-1: /bin/sh -c exit 3\n",
    "postmulti: instance postfix-1: /bin/sh: exit status 3\n",
  ]);
});

const WARNED: FailureMessages = {
  subject: "postfix check",
  exitStatus: "warning",
  advice: "look there",
  remark: "it was checked",
};

Deno.test("runAll() tells exit statuses and remarks where that is wanted", async () => {
  const told = [
    "instance postfix-1: it was checked\n",
    "instance postfix-2: postfix check: exit status 3: look there\n",
    "instance postfix-2: it was checked\n",
  ];
  const scripts = ["exit 0", "exit 3"];
  const { lines } = await run(scripts, { failureMessages: WARNED });
  const [done, failed, checked] = told;
  assertEquals(lines, [
    `postmulti: ${done}`,
    `postmulti: warning: ${failed}`,
    `postmulti: ${checked}`,
  ]);
  const noticed = await run(scripts, {
    failureMessages: { ...WARNED, exitStatus: "notice" },
  });
  assertEquals(noticed.lines, told.map((line) => `postmulti: ${line}`));
});

Deno.test("runAll() hands each child its own environment", async () => {
  using temp = tempDirectory();
  using foreground = openForeground();
  const diagnostics = createDiagnostics(() => {});
  const runs = ["a", "b"].map((value): InstanceRun => ({
    instance: madeSecondary("postfix-1"),
    operation: madeOperation(),
    child: {
      path: "/bin/sh",
      args: ["-c", `echo "$MAIL_CONFIG" >> ${temp.path}/log`],
      environment: { MAIL_CONFIG: value },
    },
    failureMessages: failureMessagesOfCommand("/bin/sh"),
  }));
  assert(await runAll(runs, { ...CONTEXT, foreground, diagnostics }));
  assertEquals(temp.read("log"), "a\nb\n");
});

Deno.test("runAll() stops after the child that a signal met, and counts the rest", async () => {
  using temp = tempDirectory();
  // The first child sends us, its parent, the signal; it then ends as it likes.
  const { succeeded, lines } = await run([
    `kill -TERM $PPID; trap "" TERM; sleep 0.3; echo one >> ${temp.path}/log`,
    `echo two >> ${temp.path}/log`,
    `echo three >> ${temp.path}/log`,
  ].map((script) => `trap "" TERM; ${script}`));
  assertEquals(temp.read("log"), "one\n");
  assertEquals(succeeded, false);
  assertEquals(lines, [
    "postmulti: warning: interrupted by SIGTERM: 2 of 3 instances were not " +
    "reached\n",
  ]);
});

Deno.test("runAll() has nothing to add when a signal met the last child", async () => {
  const { succeeded, lines } = await run([
    'trap "" TERM; kill -TERM $PPID; sleep 0.3; exit 0',
  ]);
  assertEquals([succeeded, lines], [true, []]);
});
