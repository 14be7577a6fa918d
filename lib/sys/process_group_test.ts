import { assert, assertEquals, assertLess } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { endGroup, signalGroup } from "./process_group.ts";

/** A group of its own; resolves once the text has said "ready". */
async function startGroup(script: string): Promise<Deno.ChildProcess> {
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", script],
    detached: true,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  return child;
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

Deno.test("signalGroup() tells whether there is somebody", async () => {
  const child = await startGroup("echo ready; exec sleep 9");
  assertEquals(signalGroup(child.pid, 0), true);
  assertEquals(signalGroup(child.pid, "SIGKILL"), true);
  await child.status;
  assertEquals(signalGroup(child.pid, 0), false);
});

Deno.test("endGroup() is content with TERM where that is enough", async () => {
  const child = await startGroup("echo ready; exec sleep 9");
  const startMs = performance.now();
  await endGroup(child.pid, { graceMs: 5000 });
  assertLess(performance.now() - startMs, 2000);
  assertEquals((await child.status).signal, "SIGTERM");
});

Deno.test("endGroup() kills members that ignore TERM, after their leader is gone", async () => {
  using temp = tempDirectory();
  const file = `${temp.path}/pid`;
  const child = await startGroup(
    `(trap "" TERM; sh -c 'echo $$ > ${file}; echo ready; exec sleep 9') &
    trap "exit 0" TERM; wait`,
  );
  const member = Number(temp.read("pid"));
  assert(isAlive(member));
  await endGroup(child.pid, { graceMs: 200 });
  assertEquals((await child.status).code, 0);
  while (isAlive(member)) await new Promise((next) => setTimeout(next, 5));
});

Deno.test("endGroup() ends a stopped process", async () => {
  const child = await startGroup("echo ready; kill -STOP $$; exit 1");
  await endGroup(child.pid, { graceMs: 5000 });
  assertEquals((await child.status).signal, "SIGTERM");
});
