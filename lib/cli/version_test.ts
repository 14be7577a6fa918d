import { assertEquals, assertMatch } from "@std/assert";
import { versionText } from "./version.ts";

Deno.test("versionText() is one line with the version of deno.json", () => {
  const path = new URL("../../deno.json", import.meta.url);
  const { version } = JSON.parse(Deno.readTextFileSync(path));
  assertEquals(versionText(), `postmulti ${version}\n`);
  assertMatch(versionText(), /^postmulti \d+\.\d+\.\d+\S*\n$/);
});
