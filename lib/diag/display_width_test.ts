import { assertEquals } from "@std/assert";
import { displayWidth, padToWidth } from "./display_width.ts";

const TEXTS: readonly string[] = [
  "",
  "postfix-out",
  "straße Ω Ж",
  "日本語/postfix",
  "한국 ｱｲｳ ＡＢＣ",
  "ひらがな カタカナ 、。",
  "e\u0301 n\u0303o",
  "สวัสดี",
  "مرحبا",
  "😀 🚀 ✅ ⚠ ☂",
  "zero\u200bwidth\u200djoiner",
  "𠀀𝔘",
];

/** What wc(1) of the distribution says, which asks wcwidth(3). */
function judged(text: string): number {
  const { stdout } = new Deno.Command("sh", {
    args: ["-c", 'printf %s "$1" | LC_ALL=C.UTF-8 wc -L', "sh", text],
  }).outputSync();
  return Number(new TextDecoder().decode(stdout));
}

for (const text of TEXTS) {
  Deno.test(`displayWidth() of "${text}" is what wcwidth(3) has`, () => {
    assertEquals(displayWidth(text), judged(text));
  });
}

Deno.test("padToWidth() fills up to a number of columns, and cuts nothing", () => {
  assertEquals(padToWidth("ab", 4), "ab  ");
  assertEquals(padToWidth("日本", 5), "日本 ");
  assertEquals(padToWidth("日本", 3), "日本");
});
