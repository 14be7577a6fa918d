import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { isRunning, type RunningQuestion } from "./running.ts";

/** There is no postfix(1) to ask here: that is for the tests in a world. */
function question(queueDirectory: string): RunningQuestion {
  return {
    configDirectory: "/nonexistent",
    queueDirectory,
    postfix: "/nonexistent/postfix",
    environment: {},
  };
}

Deno.test("isRunning() is true while another process has master.pid locked", async () => {
  using temp = tempDirectory();
  const path = temp.write("pid/master.pid", "  4711\n");
  const master = new Deno.Command("/usr/bin/flock", {
    args: ["--close", path, "sh", "-c", "echo locked; read line"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const reader = master.stdout.getReader();
  await reader.read();
  assertEquals(isRunning(question(temp.path)), true);
  await master.stdin.close();
  await reader.cancel();
  await master.status;
  assertEquals(isRunning(question(temp.path)), false);
});

Deno.test("isRunning() is false when master.pid is not locked, or not there", () => {
  using temp = tempDirectory();
  assertEquals(isRunning(question(temp.path)), false);
  temp.makeDirectory("pid");
  assertEquals(isRunning(question(temp.path)), false);
  temp.write("pid/master.pid", "1\n");
  assertEquals(isRunning(question(temp.path)), false);
});

Deno.test("isRunning() is false when neither the lock nor postfix(1) can tell", () => {
  using temp = tempDirectory();
  temp.makeDirectory("pid/master.pid");
  assertEquals(isRunning(question(temp.path)), false);
});
