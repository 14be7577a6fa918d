import { assertEquals, assertMatch } from "@std/assert";
import { VERSION, versionText } from "./version.ts";

Deno.test("VERSION is the one of deno.json", () => {
  const path = new URL("../../deno.json", import.meta.url);
  const { version } = JSON.parse(Deno.readTextFileSync(path));
  assertEquals(VERSION, version);
  assertMatch(VERSION, /^\d+\.\d+\.\d+$/);
});

Deno.test("versionText() has the version alone on its first line", () => {
  const text = versionText({
    commit: "0123abc",
    deno: "2.9.4",
    postfix: "3.7.11, /etc/postfix",
  });
  assertEquals(
    text,
    `postmulti ${VERSION}\ncommit 0123abc\ndeno 2.9.4\n` +
      "postfix 3.7.11, /etc/postfix\n",
  );
});
