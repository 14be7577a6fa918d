import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { copyProject } from "../tests/unit/copy_project.ts";

const ROOT = fromFileUrl(new URL("..", import.meta.url));
Deno.test("build() gives the same bytes in another directory", async () => {
  const directory = await Deno.makeTempDir();
  try {
    await copyProject(ROOT, `${directory}/a/copy`);
    const there = await buildIn(`${directory}/a/copy`, `${directory}/there`);
    const here = await buildIn(ROOT, `${directory}/here`);
    assertEquals(there, here);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

/** Builds there and returns the program's SHA-256. */
async function buildIn(root: string, out: string): Promise<string> {
  const script = join(root, "scripts", "build.ts");
  await run([Deno.execPath(), "run", "-A", "--frozen", script, `--out=${out}`]);
  const said = await run(["sha256sum", out]);
  return said.slice(0, 64);
}

async function run(command: readonly string[]): Promise<string> {
  const [program = "", ...args] = command;
  const result = await new Deno.Command(program, { args }).output();
  const text = new TextDecoder();
  assertEquals(result.code, 0, text.decode(result.stderr));
  return text.decode(result.stdout);
}
