import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { describeHolder, isHeldByAncestor } from "./lock_holder.ts";

/** A real flock(1) that holds a lock until its input ends. */
interface Holder extends AsyncDisposable {
  readonly pid: number;
}

async function holdLock(path: string): Promise<Holder> {
  const child = new Deno.Command("/usr/bin/flock", {
    // The lock is flock's alone: its command does not inherit it.
    args: ["--close", path, "sh", "-c", "echo locked; read line"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  return {
    pid: child.pid,
    async [Symbol.asyncDispose](): Promise<void> {
      await child.stdin.close();
      await reader.cancel();
      await child.status;
    },
  };
}

const COMMAND = "sh -c echo locked; read line";

Deno.test("describeHolder() names the process that holds a lock", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf.tmp");
  await using holder = await holdLock(path);
  assertEquals(
    await describeHolder(path),
    `process ${holder.pid} (/usr/bin/flock --close ${path} ${COMMAND})`,
  );
});

Deno.test("describeHolder() knows the file by another name, too", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf.tmp");
  Deno.linkSync(path, `${temp.path}/other`);
  await using holder = await holdLock(`${temp.path}/other`);
  const said = await describeHolder(path);
  assertEquals(said.split(" ")[1], String(holder.pid));
});

Deno.test("describeHolder() finds nobody for a file that is not locked", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf.tmp");
  assertEquals(await describeHolder(path), "another process");
  using _open = Deno.openSync(path);
  assertEquals(await describeHolder(path), "another process");
});

Deno.test("describeHolder() is not about the file beside it", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf.tmp");
  await using _holder = await holdLock(temp.write("other"));
  assertEquals(await describeHolder(path), "another process");
});

Deno.test("describeHolder() finds nobody for a file that is not there", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/$(touch ${temp.path}/executed)`;
  assertEquals(await describeHolder(path), "another process");
  assertEquals(temp.names(), []);
});

Deno.test("isHeldByAncestor() is about those above this process, not itself", async () => {
  using temp = tempDirectory();
  const path = temp.write("lock");
  using file = Deno.openSync(path, { write: true });
  file.lockSync(true);
  assertEquals(await isHeldByAncestor(path), false);
  const module = new URL("./lock_holder.ts", import.meta.url).href;
  const { stdout } = await new Deno.Command("/bin/sh", {
    args: [
      "-c",
      '"$@"; :',
      "sh",
      Deno.execPath(),
      "eval",
      "--no-check",
      `console.log(await (await import("${module}")).isHeldByAncestor("${path}"))`,
    ],
  }).output();
  assertEquals(new TextDecoder().decode(stdout), "true\n");
});

Deno.test("isHeldByAncestor() does not take a child for an ancestor", async () => {
  using temp = tempDirectory();
  const path = temp.write("lock");
  await using _holder = await holdLock(path);
  assertEquals(await isHeldByAncestor(path), false);
});
