import { assertEquals } from "@std/assert";
import { type CacheContent, formatCache, parseCache } from "./cache_text.ts";

const CONTENT: CacheContent = {
  host: "mx1",
  witnesses: [
    { path: "/usr/sbin/postconf", identity: "1:2:3:4:5" },
    { path: "/usr/lib/with space/libpostfix-global.so", identity: "1:9:3:4:5" },
  ],
  output: new Uint8Array([0x61, 0xff, 0x0a, 0x0a, 0x62]),
};

Deno.test("parseCache() gives back what formatCache() was given", () => {
  assertEquals(parseCache(formatCache(CONTENT)), CONTENT);
});

Deno.test("parseCache() takes nothing that is cut short, longer or foreign", () => {
  const whole = formatCache(CONTENT);
  for (let length = 0; length < whole.length; length++) {
    assertEquals(parseCache(whole.subarray(0, length)), undefined);
  }
  assertEquals(parseCache(new Uint8Array([...whole, 0])), undefined);
  assertEquals(parseCache(new TextEncoder().encode("hello\n\nx")), undefined);
});
