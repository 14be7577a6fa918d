import { assert, assertEquals } from "@std/assert";
import { openForeground } from "./child.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";

const request = { path: "/bin/sh", environment: {} };

Deno.test("a child that is overdue is killed with all that it has started", async () => {
  using temp = tempDirectory();
  const file = `${temp.path}/pids`;
  // The grandchild leaves the session, as Postfix's master does.
  const script =
    `setsid -w sh -c 'echo $$ >> ${file}; sleep 60; :'; echo late >> ${file}`;
  using foreground = openForeground();
  const begunMs = performance.now();
  const outcome = await foreground.run({
    ...request,
    args: ["-c", script],
    limitMs: 5000,
  });
  assertEquals(outcome, { kind: "overdue", limitMs: 5000 });
  assert(performance.now() - begunMs < 50_000);
  const [pid, ...others] = temp.read("pids").trim().split("\n");
  assertEquals(others, []);
  // What is killed may take a moment to be gone.
  for (let turn = 0; turn < 100 && isAlive(pid ?? ""); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assertEquals(isAlive(pid ?? ""), false);
});

Deno.test("a child that ends within its limit is as any other", async () => {
  using foreground = openForeground();
  const outcome = await foreground.run({
    ...request,
    args: ["-c", "exit 3"],
    limitMs: 60_000,
  });
  assertEquals(outcome, { kind: "exited", status: 3 });
});

/** Not when it is gone, or dead and waits for its parent to ask how it ended. */
function isAlive(pid: string): boolean {
  try {
    return !/\) Z /.test(Deno.readTextFileSync(`/proc/${pid}/stat`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
