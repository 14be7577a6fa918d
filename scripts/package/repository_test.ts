import { assertEquals } from "@std/assert";
import { indexEntry, releaseText } from "./repository.ts";

const FILE = { name: "a_1_amd64.deb", size: 5, sha256: "0f" };

Deno.test("indexEntry() adds where the package is and what its digest is", () => {
  assertEquals(
    indexEntry("Package: a\nDescription: b\n c\n\n", FILE),
    "Package: a\nDescription: b\n c\n" +
      "Filename: ./a_1_amd64.deb\nSize: 5\nSHA256: 0f\n",
  );
});

Deno.test("releaseText() has the time of the commit, the machines and the digests", () => {
  const files = [
    { name: "Packages", size: 12, sha256: "0a" },
    { name: "Packages.gz", size: 3, sha256: "0b" },
  ];
  const lines = releaseText(files, ["amd64", "arm64"], {
    version: "1.2.3",
    timeSeconds: 1_000_000_000,
  }).split("\n");
  assertEquals(lines.slice(2), [
    "Version: 1.2.3",
    "Date: Sun, 09 Sep 2001 01:46:40 GMT",
    "Architectures: amd64 arm64",
    "Description: postmulti, manager of Postfix instances",
    "SHA256:",
    " 0a 12 Packages",
    " 0b 3 Packages.gz",
    "",
  ]);
});
