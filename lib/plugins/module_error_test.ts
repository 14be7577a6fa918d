import { assertEquals } from "@std/assert";
import { describeModuleError } from "./module_error.ts";

/** What the compiled program throws for a module that cannot be parsed. */
const SYNTAX = new TypeError(
  "JsErrorBox { inner: FoldProgram(ParseDiagnostics(ParseDiagnosticsError([" +
    'ParseDiagnostic(ParseDiagnosticInner { specifier: Url { scheme: "file", ' +
    "cannot_be_a_base: false, host: None, port: None, " +
    'path: "/etc/20-a%20b.ts", query: None }, range: SourceRange { start: ' +
    "SourcePos(3), end: SourcePos(9) }, kind: Eof })])))}",
);

class OddError extends Error {
  override name = "OddError";
}

const ERRORS: readonly (readonly [string, unknown, string])[] = [
  ["an error", new Error("port 25 is taken"), "port 25 is taken"],
  ["an error of several lines", new Error("one\n  at two"), "one"],
  ["an error without a message", new Error(""), "Error"],
  [
    "another error",
    new TypeError("x is no function"),
    "TypeError: x is no function",
  ],
  ["an error of its own", new OddError("a"), "OddError: a"],
  ["something else", "text", "it threw text"],
  ["nothing", undefined, "it threw undefined"],
  [
    "a path as a URL",
    new TypeError('Module not found "file:///etc/lib/x.ts".'),
    'TypeError: Module not found "/etc/lib/x.ts".',
  ],
  [
    "a syntax error",
    SYNTAX,
    "/etc/20-a b.ts, line 2: syntax error: correct it",
  ],
];

for (const [title, error, expected] of ERRORS) {
  Deno.test(`describeModuleError() describes ${title} in one line`, () => {
    const said = describeModuleError(error, {
      path: "/etc/20-other.ts",
      textIfReadable: (path) =>
        path === "/etc/20-a b.ts" ? "ä\nb\n" : undefined,
    });
    assertEquals(said, expected);
  });
}

Deno.test("describeModuleError() does without the file when that is gone", () => {
  const said = describeModuleError(SYNTAX, {
    path: "/etc/20-other.ts",
    textIfReadable: () => undefined,
  });
  assertEquals(said, "/etc/20-a b.ts: syntax error: correct it");
});
