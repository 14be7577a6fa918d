import { assertEquals, assertMatch, assertThrows } from "@std/assert";
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

const CHANGES = `# Changes

## 1.2.4

- Later.

## 1.2.3

- \`-l\` is quicker, and what is said about it takes more than one line on this
  page.
- Another change.

## 1.2.2

- Earlier.
`;

Deno.test("changelogText() has the changes of the version, and the time of the commit in the form of a mail", () => {
  assertEquals(
    changelogText(RELEASE, CHANGES),
    `postmulti (1.2.3) unstable; urgency=medium

  * \`-l\` is quicker, and what is said about it takes more than one line on
    this page.
  * Another change.
  * Built from this commit: 0123abc

 -- the postmulti authors <postmulti@packages.invalid>  Sun, 09 Sep 2001 01:46:40 +0000
`,
  );
});

Deno.test("changelogText() refuses a version that the page has nothing about", () => {
  assertThrows(
    () => changelogText({ ...RELEASE, version: "1.2" }, CHANGES),
    Error,
    "nothing about version 1.2",
  );
});

Deno.test("CHANGELOG.md has an entry for the version in deno.json", async () => {
  const root = `${import.meta.dirname}/../..`;
  const { version } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  const page = await Deno.readTextFile(`${import.meta.dirname}/CHANGELOG.md`);
  assertMatch(
    changelogText({ ...RELEASE, version }, page),
    /^postmulti \(\S+\) [^]*\n {2}\* The command set/,
  );
});
