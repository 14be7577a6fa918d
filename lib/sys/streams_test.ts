import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";

/** The shell text of a program that runs `body` with writeOutput and writeError. */
function program(body: string): string {
  const module = new URL("./streams.ts", import.meta.url).href;
  const text = `import { writeError, writeOutput } from "${module}";
    try { ${body} } catch (error) {
      Deno.stderr.writeSync(
        new TextEncoder().encode(error.name + ": " + error.message + "\\n"));
      Deno.exit(1);
    }`;
  return `"${Deno.execPath()}" eval --quiet --no-config --no-lock '${text}'`;
}

async function shell(
  script: string,
): Promise<{ readonly out: string; readonly err: string; code: number }> {
  const { stdout, stderr, code } = await new Deno.Command("/bin/sh", {
    args: ["-c", script],
    cwd: "/",
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { out: decoder.decode(stdout), err: decoder.decode(stderr), code };
}

Deno.test("writeOutput() and writeError() write text as UTF-8, each in its place", async () => {
  assertEquals(
    await shell(program('writeOutput("größe\\n"); writeError("e\\n");')),
    { out: "größe\n", err: "e\n", code: 0 },
  );
});

Deno.test("writeOutput() writes bytes as they are", async () => {
  const body = "writeOutput(new Uint8Array([0x61, 0xff, 0x0a]));";
  const { out } = await shell(`${program(body)} | od -An -tx1`);
  assertEquals(out, " 61 ff 0a\n");
});

Deno.test("writeOutput() writes all to a slow reader of a pipe that does not block", async () => {
  using temp = tempDirectory();
  // perl makes the pipe non-blocking, as some callers do, and then runs us.
  const nonBlocking = `perl -e '
    use Fcntl;
    fcntl(STDOUT, F_SETFL, fcntl(STDOUT, F_GETFL, 0) | O_NONBLOCK);
    exec @ARGV' sh -c`;
  const script = temp.write(
    "script",
    program('writeOutput("x".repeat(999_999) + "\\n");'),
  );
  const { out, err } = await shell(
    `${nonBlocking} '. ${script}' | { sleep 0.3; wc -c; }`,
  );
  assertEquals([out.trim(), err], ["1000000", ""]);
});

Deno.test("writeOutput() tells that nobody reads any more", async () => {
  const { err } = await shell(
    `${program('writeOutput("x".repeat(999_999));')} | true`,
  );
  assertEquals(err, "ClosedPipeError: \n");
});

Deno.test("writeOutput() tells that the disk is full", async () => {
  const { err, code } = await shell(
    `${program('writeOutput("x");')} > /dev/full`,
  );
  assertEquals(err, "FatalError: standard output: No space left on device\n");
  assertEquals(code, 1);
});

Deno.test("writeError() does not fail when nothing can be written", async () => {
  const body = 'writeError("x"); writeOutput("on");';
  for (const place of ["2>/dev/full", "2>&-"]) {
    const { out, code } = await shell(`${program(body)} ${place}`);
    assertEquals([out, code], ["on", 0]);
  }
});
