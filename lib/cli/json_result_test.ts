import { assertEquals } from "@std/assert";
import type { LogRecord } from "../diag/diagnostics.ts";
import { formatJsonResult } from "./json_result.ts";

const WARNED: readonly LogRecord[] = [
  { severity: "warn", text: "a \u001b is ? here" },
  { severity: "info", text: "made something" },
];
const FAILED: readonly LogRecord[] = [
  ...WARNED,
  { severity: "fatal", text: "f: wrong: mend it" },
];

function parsed(...args: Parameters<typeof formatJsonResult>): unknown {
  const text = formatJsonResult(...args);
  assertEquals(text.split("\n").length, 2);
  return JSON.parse(text);
}

Deno.test("formatJsonResult() is empty when there is nothing to say", () => {
  const records: LogRecord[] = [{ severity: "info", text: "made something" }];
  assertEquals(
    formatJsonResult(undefined, { failure: undefined, records }),
    "",
  );
});

Deno.test("formatJsonResult() tells warnings when the mode has written lines itself", () => {
  assertEquals(
    parsed(undefined, { failure: undefined, records: WARNED }),
    { schema: 1, warnings: ["a \u001b is ? here"], error: null },
  );
});

for (const failure of ["usage", "fatal"] as const) {
  Deno.test(`formatJsonResult() tells a ${failure} error after the warnings`, () => {
    assertEquals(parsed(undefined, { failure, records: FAILED }), {
      schema: 1,
      warnings: ["a \u001b is ? here"],
      error: "f: wrong: mend it",
      error_kind: failure,
    });
  });
}

Deno.test("formatJsonResult() tells a bug by the text of its line", () => {
  const records: LogRecord[] = [{ severity: "panic", text: "TypeError: x" }];
  assertEquals(parsed(undefined, { failure: "bug", records }), {
    schema: 1,
    warnings: [],
    error: "TypeError: x",
    error_kind: "bug",
  });
});

Deno.test("formatJsonResult() puts all of it into the mode's own object", () => {
  const answer = { action: "destroy", warnings: ["kept note"] };
  assertEquals(parsed(answer, { failure: "fatal", records: FAILED }), {
    schema: 1,
    action: "destroy",
    warnings: ["kept note", "a \u001b is ? here"],
    error: "f: wrong: mend it",
    error_kind: "fatal",
  });
});
