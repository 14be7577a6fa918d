import { assertEquals } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { describeHolder } from "./lock_holder.ts";

/** A real flock(1) that holds a lock until its input ends. */
interface Holder extends AsyncDisposable {
  readonly pid: number;
}

async function holdLock(
  path: string,
  kind: "--exclusive" | "--shared",
): Promise<Holder> {
  const child = new Deno.Command("flock", {
    // The lock is flock's alone: its command does not inherit it.
    args: [kind, "--close", path, "sh", "-c", "echo locked; read line"],
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
  await using holder = await holdLock(path, "--exclusive");
  assertEquals(
    await describeHolder(path),
    `process ${holder.pid} (flock --exclusive --close ${path} ${COMMAND})`,
  );
});

Deno.test("describeHolder() knows the file by another name, too", async () => {
  using temp = tempDirectory();
  const path = temp.write("main.cf.tmp");
  Deno.linkSync(path, `${temp.path}/other`);
  await using holder = await holdLock(`${temp.path}/other`, "--exclusive");
  const said = await describeHolder(path);
  assertEquals(said.split(" ")[1], String(holder.pid));
});

const NOBODY: readonly (readonly [
  title: string,
  open: (temp: TempDirectory) => Promise<AsyncDisposable | Disposable>,
])[] = [
  ["a file that nobody has open", async () => await new DisposableStack()],
  [
    "a file that is open and not locked",
    async ({ path }) => await Deno.openSync(`${path}/main.cf.tmp`),
  ],
  [
    "a file beside one that is locked",
    (temp) => holdLock(temp.write("other"), "--exclusive"),
  ],
];

for (const [title, open] of NOBODY) {
  Deno.test(`describeHolder() finds nobody for ${title}`, async () => {
    using temp = tempDirectory();
    const path = temp.write("main.cf.tmp");
    await using _holder = await open(temp);
    assertEquals(await describeHolder(path), "another process");
  });
}

Deno.test("describeHolder() finds nobody for a file that is not there", async () => {
  using temp = tempDirectory();
  const path = `${temp.path}/$(touch ${temp.path}/executed)`;
  assertEquals(await describeHolder(path), "another process");
  assertEquals(temp.names(), []);
});
