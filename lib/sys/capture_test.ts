import { assertEquals, assertThrows } from "@std/assert";
import { FatalError } from "../diag/errors.ts";
import { captureOutput } from "./capture.ts";

function shell(script: string): Uint8Array {
  return captureOutput("/bin/sh", ["-c", script]);
}

Deno.test("captureOutput() has the bytes of standard output, and no other", () => {
  const output = shell("printf 'a\\377\\n'; echo noise >&2");
  assertEquals(output, new Uint8Array([0x61, 0xff, 0x0a]));
});

Deno.test("captureOutput() hands the child a search path and nothing else", () => {
  Deno.env.set("POSTMULTI_UNIT_TEST", "set");
  try {
    const text = new TextDecoder().decode(captureOutput("/usr/bin/env", []));
    assertEquals(text, "PATH=/usr/sbin:/usr/bin:/sbin:/bin\n");
  } finally {
    Deno.env.delete("POSTMULTI_UNIT_TEST");
  }
});

Deno.test("captureOutput() gives the child no input", () => {
  assertEquals(shell("cat"), new Uint8Array());
});

const FAILED: readonly (readonly [script: string, message: string])[] = [
  ["exit 3", "/bin/sh -c exit 3: exit status 3"],
  ["echo 1 >&2; echo why >&2; exit 1", "exit 1: why"],
  ["kill -9 $$", "/bin/sh -c kill -9 $$: exit status 137"],
];

for (const [script, message] of FAILED) {
  Deno.test(`captureOutput() tells why "${script}" failed`, () => {
    const error = assertThrows(() => shell(script), FatalError);
    assertEquals(error.message.slice(-message.length), message);
  });
}

Deno.test("captureOutput() tells what cannot be run", () => {
  assertThrows(
    () => captureOutput("/nonexistent/postconf", ["-d"]),
    FatalError,
    "/nonexistent/postconf: cannot be run: ",
  );
});
