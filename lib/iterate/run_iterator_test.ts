import { assertEquals, assertRejects } from "@std/assert";
import { NO_HOOKS } from "../../tests/unit/made_hooks.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import { FREE } from "../../tests/unit/made_locks.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { openForeground } from "../sys/child.ts";
import {
  type IteratorContext,
  runCommand,
  runWrapper,
} from "./run_iterator.ts";
import type { Chosen } from "../registry/choose_instances.ts";

const CHOSEN: Chosen = {
  instances: [madePrimary(), madeSecondary("postfix-out")],
  isComplete: true,
  list: {
    primary: madePrimary(),
    secondaries: [{ instance: madeSecondary("postfix-out") }],
  },
  selection: { by: "all" },
};

type TestContext = IteratorContext & Disposable;

/** What an iteration needs, with real children, and /bin as command_directory. */
function context(searchPath: string | undefined, verbosity = 0): TestContext {
  const diagnostics = createDiagnostics(() => {});
  diagnostics.verbosity = verbosity;
  const foreground = openForeground();
  return {
    installation: madeInstallation({ mainCf: "command_directory = /bin\n" }),
    diagnostics,
    foreground,
    hooks: NO_HOOKS,
    searchPath,
    isUnstartedTold: () => false,
    lockInstance: FREE,
    lockTimeoutMs: 0,
    held: undefined,
    [Symbol.dispose]: () => foreground[Symbol.dispose](),
  };
}

Deno.test("runCommand() runs a command for each, with its environment", async () => {
  using temp = tempDirectory();
  using given = context("/usr/bin", 1);
  const script = 'echo "$1:$MAIL_CONFIG:$multi_instance_name:$MAIL_LOGTAG:' +
    '${MAIL_VERBOSE-unset}:$PATH" >> "$2"';
  const words = ["sh", "-c", script, "sh", "-x", `${temp.path}/log`];
  assertEquals(await runCommand(words, CHOSEN, given), true);
  assertEquals(
    temp.read("log"),
    "-x:/etc/postfix::postfix::/bin:/usr/bin\n" +
      "-x:/etc/postfix-out:postfix-out:postfix::/bin:/usr/bin\n",
  );
});

for (const searchPath of [undefined, ""]) {
  const what = JSON.stringify(searchPath) ?? "unset";
  Deno.test(`runCommand() uses the standard PATH when it is ${what}`, async () => {
    using temp = tempDirectory();
    using given = context(searchPath);
    const words = ["sh", "-c", `echo "$PATH" > ${temp.path}/log`];
    await runCommand(words, CHOSEN, given);
    assertEquals(temp.read("log"), "/bin:/bin:/usr/bin:/sbin:/usr/sbin\n");
  });
}

Deno.test("runCommand() prefers command_directory to PATH", async () => {
  using temp = tempDirectory();
  temp.write("sh", "#!/bin/sh\nexit 1\n", 0o755);
  using given = context(temp.path);
  assertEquals(await runCommand(["sh", "-c", "exit 0"], CHOSEN, given), true);
});

Deno.test("runCommand() hands a path on as it is written", async () => {
  using temp = tempDirectory();
  temp.write("sub/script", `#!/bin/sh\necho "$0 $*" >> log\n`, 0o755);
  using given = context("/usr/bin");
  const before = Deno.cwd();
  Deno.chdir(temp.path);
  try {
    await runCommand(["./sub/script", "a b", "-c"], CHOSEN, given);
  } finally {
    Deno.chdir(before);
  }
  assertEquals(temp.read("log"), "./sub/script a b -c\n".repeat(2));
});

for (
  const [words, succeeds] of [[["true"], true], [["false"], false]] as const
) {
  Deno.test(`runCommand() is ${succeeds} of ${words[0]}`, async () => {
    using given = context("/usr/bin:/bin");
    assertEquals(await runCommand(words, CHOSEN, given), succeeds);
  });
}

Deno.test("runCommand() is false when a damaged instance was left out", async () => {
  using given = context("/usr/bin:/bin");
  const chosen = { ...CHOSEN, isComplete: false };
  assertEquals(await runCommand(["true"], chosen, given), false);
});

Deno.test("runCommand() refuses a command that is nowhere", async () => {
  using given = context("/nonexistent");
  await assertRejects(
    () => runCommand(["no-such-command"], CHOSEN, given),
    FatalError,
    "no-such-command: there is no such command on /bin:/nonexistent",
  );
});

Deno.test("runCommand() and runWrapper() refuse to run for nobody", async () => {
  using given = context("/usr/bin");
  for (const run of [runCommand, runWrapper]) {
    await assertRejects(
      () =>
        run(["true"], {
          ...CHOSEN,
          instances: [],
          selection: { by: "name", name: "otu" },
        }, given),
      FatalError,
      'there is no instance "otu" (did you mean -i postfix-out?)',
    );
    await assertRejects(
      () =>
        run(["true"], { ...CHOSEN, instances: [], isComplete: false }, given),
      FatalError,
      "no instance is left to work on",
    );
  }
});

Deno.test("runWrapper() refuses a stop of instances that are all disabled", async () => {
  using given = context("/usr/bin");
  const chosen = { ...CHOSEN, instances: [madeSecondary("postfix-a")] };
  await assertRejects(
    () => runWrapper(["stop"], chosen, given),
    FatalError,
    "stop: no selected instance is enabled",
  );
});
