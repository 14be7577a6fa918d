import { assertEquals, assertMatch } from "@std/assert";
import { changelogText, controlText } from "./control.ts";

const RELEASE = {
  version: "1.2.3",
  architecture: "arm64",
  commit: "0123abc",
  timeSeconds: 1_000_000_000,
};

Deno.test("controlText() has every field once, and a folded description", () => {
  const text = controlText(RELEASE, 4711);
  const names = text.match(/^\S+(?=:)/gm);
  assertEquals(names, [
    "Package",
    "Version",
    "Architecture",
    "Maintainer",
    "Installed-Size",
    "Depends",
    "Section",
    "Priority",
    "Description",
  ]);
  assertMatch(text, /^Version: 1\.2\.3\nArchitecture: arm64$/m);
  assertMatch(text, /^Installed-Size: 4711$/m);
  const description = text.slice(text.indexOf("Description:")).split("\n");
  for (const line of description.slice(1, -1)) {
    assertMatch(line, /^ \S.{0,78}$/);
  }
});

Deno.test("changelogText() has the time of the commit, in the form of a mail", () => {
  assertMatch(
    changelogText(RELEASE),
    /^postmulti \(1\.2\.3\) [^]* {4}0123abc\n\n -- .* <.*> {2}Sun, 09 Sep 2001 01:46:40 \+0000\n$/,
  );
});
