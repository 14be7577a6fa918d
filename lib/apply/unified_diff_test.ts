import { assertEquals } from "@std/assert";
import { unifiedDiff } from "./unified_diff.ts";

const NAMES = { from: "a", to: "b" };

/** A generator of numbers below 1 that is the same each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** What patch(1) would make of the text. */
function patch(text: string, diff: string): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const parts: string[] = [];
  let at = 0;
  const rows = diff.match(/[^\n]*\n/g)?.slice(2) ?? [];
  for (const [index, row] of rows.entries()) {
    const head = /^@@ -(\d+)(?:,(\d+))? /.exec(row);
    if (head !== null) {
      const start = Number(head[1]) - (head[2] === "0" ? 0 : 1);
      parts.push(...lines.slice(at, start));
      at = start;
      continue;
    }
    const isOpen = rows[index + 1]?.startsWith("\\");
    const body = isOpen ? row.slice(1, -1) : row.slice(1);
    if (row.startsWith("+")) parts.push(body);
    if (row.startsWith(" ") || row.startsWith("-")) {
      assertEquals(lines[at], body);
      if (row.startsWith(" ")) parts.push(body);
      at++;
    }
  }
  return [...parts, ...lines.slice(at)].join("");
}

Deno.test("unifiedDiff() tells what has changed, with context", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  const after = before.replace("5\n", "five\n");
  assertEquals(
    unifiedDiff(before, after, NAMES),
    "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
  );
});

Deno.test("unifiedDiff() tells of a new file, and of a missing newline", () => {
  assertEquals(
    unifiedDiff("", "x\ny", { from: "/dev/null", to: "b" }),
    "--- /dev/null\n+++ b\n@@ -0,0 +1,2 @@\n+x\n+y\n\\ No newline at end of file\n",
  );
});

Deno.test("unifiedDiff() is empty for equal texts", () => {
  assertEquals(unifiedDiff("x\n", "x\n", NAMES), "");
});

Deno.test("unifiedDiff() makes the one text of the other, whatever they are", () => {
  const next = numbers(7);
  const text = (): string =>
    Array.from(
      { length: Math.floor(next() * 30) },
      () => `${Math.floor(next() * 6)}\n`,
    ).join("") + (next() < 0.3 ? "end" : "");
  for (let count = 0; count < 2000; count++) {
    const [before, after] = [text(), text()];
    const diff = unifiedDiff(before, after, NAMES);
    assertEquals(patch(before, diff), after, `${before}|${after}|${diff}`);
  }
});

Deno.test("unifiedDiff() does not take long for texts that have nothing in common", () => {
  const text = (word: string): string =>
    Array.from({ length: 20_000 }, (_, n) => `${word} ${n}\n`).join("");
  const [before, after] = [text("a"), text("b")];
  assertEquals(patch(before, unifiedDiff(before, after, NAMES)), after);
});
