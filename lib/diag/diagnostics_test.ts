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

const COLOURED = [
  ["fatal", "postmulti: \x1b[1;31mfatal\x1b[0m: TEXT\n"],
  ["panic", "postmulti: \x1b[1;31mpanic\x1b[0m: TEXT\n"],
  ["warning", "postmulti: \x1b[1;33mwarning\x1b[0m: TEXT\n"],
  ["notice", "postmulti: TEXT\n"],
] as const;

for (const [severity, line] of COLOURED) {
  Deno.test(`createDiagnostics() colours no more than the word ${severity}`, () => {
    const lines: string[] = [];
    const write = (text: string) => void lines.push(text);
    createDiagnostics(write, { wantsColour: () => true })[severity]("TEXT");
    createDiagnostics(write)[severity]("TEXT");
    // deno-lint-ignore no-control-regex -- the colours are the subject
    assertEquals(lines, [line, line.replace(/\x1b\[[\d;]*m/g, "")]);
  });
}

Deno.test("createDiagnostics() keeps foreign colours and colours out of the log", () => {
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const diagnostics = createDiagnostics(write, { wantsColour: () => true });
  diagnostics.warning("a\x1b[2Jb\x9b31mc");
  assertEquals(lines, [
    "postmulti: \x1b[1;33mwarning\x1b[0m: a?[2Jb?31mc\n",
  ]);
  assertEquals(diagnostics.records, [
    { severity: "warn", text: "a?[2Jb?31mc" },
  ]);
});
