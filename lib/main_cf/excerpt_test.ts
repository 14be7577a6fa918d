import { assertEquals } from "@std/assert";
import { excerpt } from "./excerpt.ts";

Deno.test("excerpt() keeps a short printable text", () => {
  assertEquals(excerpt("a = b"), "a = b");
  assertEquals(excerpt("x".repeat(60)), "x".repeat(60));
});

Deno.test("excerpt() cuts a long text", () => {
  assertEquals(excerpt("x".repeat(61)), `${"x".repeat(60)}...`);
});

Deno.test("excerpt() hides what a terminal might obey", () => {
  assertEquals(excerpt("a\x1b[2J\t\xe9\x7f"), "a?[2J???");
});
