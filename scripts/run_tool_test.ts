import { assert, assertEquals, assertRejects } from "@std/assert";
import { BuildError, runTool } from "./run_tool.ts";

const PLACE = { cwd: "/" };

Deno.test("runTool() returns what the command says, run where and as it is told", async () => {
  assertEquals(
    await runTool(["sh", "-c", 'echo "$PWD $NAME"; echo error >&2'], {
      ...PLACE,
      env: { NAME: "value" },
    }),
    "/ value\n",
  );
});

Deno.test("runTool() throws with what a failing command says", async () => {
  await assertRejects(
    () => runTool(["sh", "-c", "echo out; echo error >&2; exit 3"], PLACE),
    BuildError,
    "sh -c failed: out\nerror",
  );
});

Deno.test("runTool() says which command is missing", async () => {
  await assertRejects(
    () => runTool(["no-such-command"], PLACE),
    BuildError,
    "there is no no-such-command: install it",
  );
});

Deno.test("runTool() ends a command that takes too long", async () => {
  const started = performance.now();
  await assertRejects(
    () => runTool(["sleep", "60"], { ...PLACE, timeoutMs: 50 }),
    BuildError,
  );
  assert(performance.now() - started < 10_000);
});
