import { assertEquals } from "@std/assert";
import { jsonText } from "./json_text.ts";

Deno.test("jsonText() is JSON of the same value without control characters", () => {
  const value = {
    name: "a\x1b[2J\x7f\x9b31m\u202eb\u2028c\u061cd",
    group: "größe ✓ \udc80",
    list: [1, null, true],
  };
  const text = jsonText(value);
  assertEquals(JSON.parse(text), value);
  // deno-lint-ignore no-control-regex -- they are the subject
  assertEquals(text.match(/[\x00-\x1f\x7f-\x9f\u061c\u2028\u202e]/), null);
  assertEquals(text.includes("größe ✓"), true);
});
