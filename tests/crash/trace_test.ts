import { assertEquals } from "@std/assert";
import { keyOf, parseTrace } from "./trace.ts";

const CASES = [
  {
    what: "a path argument",
    line: 'mkdir("/etc/postfix-a", 0700) = 0',
    key: "mkdir /etc/postfix-a #1",
    result: "0",
  },
  {
    what: "two path arguments",
    line: 'rename("/a/main.cf.tmp", "/a/main.cf") = 0',
    key: "rename /a/main.cf.tmp /a/main.cf #1",
    result: "0",
  },
  {
    what: "the path of a descriptor, and no path in data",
    line: 'write(19</a/main.cf.tmp>, "x = \\"/b\\"\\n) = 3", 14) = 14',
    key: "write /a/main.cf.tmp #1",
    result: "14",
  },
  {
    what: "a call that was made to fail",
    line: 'unlink("/a/b")  = -1 EIO (Input/output error) (INJECTED)',
    key: "unlink /a/b #1",
    result: "-1 EIO (Input/output error) (INJECTED)",
  },
  {
    what: "a call that the process died in",
    line: "fsync(12</a>)                = ?",
    key: "fsync /a #1",
    result: "?",
  },
];

for (const { what, line, key, result } of CASES) {
  Deno.test(`parseTrace() reads ${what}`, () => {
    const calls = parseTrace(`${line}\n+++ exited with 0 +++\n`);
    assertEquals(calls.map(keyOf), [key]);
    assertEquals(calls.map((call) => call.result), [result]);
  });
}

Deno.test("parseTrace() counts the calls of one name, and those about one path", () => {
  const calls = parseTrace(
    'rmdir("/a") = 0\nrmdir("/b") = 0\nrmdir("/a") = 0',
  );
  assertEquals(calls.map(({ nth }) => nth), [1, 2, 3]);
  assertEquals(calls.map(({ turn }) => turn), [1, 1, 2]);
});
