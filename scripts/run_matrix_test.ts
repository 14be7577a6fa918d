import { assertEquals } from "@std/assert";
import { formatMatrix } from "./run_matrix.ts";

const sums = (passed: number, failed = 0, skipped = 0) => ({
  passed,
  failed,
  skipped,
});

Deno.test("formatMatrix() has a row for each concern and a column for each release", () => {
  const text = formatMatrix([
    { concern: "stock", release: "bookworm", sums: sums(12) },
    { concern: "demo", release: "bookworm", sums: sums(1, 0, 2) },
    { concern: "stock", release: "sid", sums: sums(10, 2) },
    { concern: "fresh clone", release: "sid", sums: sums(0, 0, 1) },
  ]);
  assertEquals(text.split("\n").map((line) => line.split(/ {2,}/)), [
    ["", "bookworm", "sid"],
    ["stock", "12 ok", "2 failed, 10 ok"],
    ["demo", "1 ok, 2 skipped", "-"],
    ["fresh clone", "-", "skipped"],
  ]);
});
