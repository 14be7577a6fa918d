import { assert, assertEquals, assertFalse } from "@std/assert";
import { inParallel, type JobResult, runJob } from "./job.ts";

async function runShell(text: string, timeoutMs: number): Promise<JobResult> {
  const directory = await Deno.makeTempDir();
  try {
    return await runJob({
      command: ["/bin/sh", "-c", text],
      outputPath: `${directory}/output`,
      directory,
      environment: { JOB_TEST: "value" },
      timeoutMs,
    });
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("runJob() keeps both streams in the order they were written", async () => {
  const result = await runShell("echo 1; echo 2 >&2; echo $JOB_TEST", 10_000);
  assertEquals(result.output, "1\n2\nvalue\n");
  assert(result.success);
});

Deno.test("runJob() reports a failure", async () => {
  assertFalse((await runShell("exit 3", 10_000)).success);
});

Deno.test("runJob() kills what is not done in time", async () => {
  const result = await runShell("echo begun; exec sleep 60", 200);
  assertFalse(result.success);
  assertEquals(result.output, "begun\n\nkilled: not done after 0.2 s\n");
  assert(result.elapsedMs < 30_000);
});

Deno.test("inParallel() runs every item, no more than the limit at a time", async () => {
  let now = 0;
  let most = 0;
  const done: number[] = [];
  await inParallel([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now--;
    done.push(item);
  });
  assertEquals(done.sort(), [1, 2, 3, 4, 5]);
  assertEquals(most, 2);
});
