import { assertEquals } from "@std/assert";
import { createDiagnostics, printable } from "./diagnostics.ts";

Deno.test("createDiagnostics() writes one labelled line per message", () => {
  const lines: string[] = [];
  const diagnostics = createDiagnostics((line) => lines.push(line));
  diagnostics.fatal("a");
  diagnostics.warning("b");
  diagnostics.panic("c");
  diagnostics.notice("d");
  diagnostics.change("e");
  assertEquals(lines, [
    "postmulti: fatal: a\n",
    "postmulti: warning: b\n",
    "postmulti: panic: c\n",
    "postmulti: d\n",
  ]);
});

Deno.test("createDiagnostics() keeps for the mail log what belongs there", () => {
  const diagnostics = createDiagnostics(() => {});
  diagnostics.notice("terminal only");
  diagnostics.change("created");
  diagnostics.warning("left over");
  assertEquals(diagnostics.records, [
    { severity: "info", text: "created" },
    { severity: "warn", text: "left over" },
  ]);
});

Deno.test("debug() speaks only when the verbosity reaches its level", () => {
  const lines: string[] = [];
  const diagnostics = createDiagnostics((line) => lines.push(line));
  diagnostics.debug(1, "quiet");
  diagnostics.verbosity = 1;
  diagnostics.debug(1, "heard");
  diagnostics.debug(2, "not yet");
  assertEquals(lines, ["postmulti: heard\n"]);
});

Deno.test("printable() leaves no character that could forge or hide a line", () => {
  assertEquals(printable("a\nb\tc\x1b[1md\u2028e\u202ef"), "a?b?c?[1md?e?f");
  assertEquals(printable("größe $x"), "größe $x");
});
