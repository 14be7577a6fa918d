import { assertEquals } from "@std/assert";
import { spdxFaults } from "../../tests/package/spdx.ts";
import type { Component } from "./components.ts";
import { sbomText } from "./sbom.ts";

const FACTS = {
  version: "1.2.3",
  target: "x86_64-unknown-linux-gnu",
  commit: "0123abc",
  timeSeconds: 1_000_000_000,
  sha1: "1".repeat(40),
  sha256: "2".repeat(64),
};

const COMPONENTS: readonly Component[] = [
  component("denort", "CONTAINS"),
  component("@std/cli", "BUILD_DEPENDENCY_OF"),
];

function component(name: string, part: Component["part"]): Component {
  return {
    name,
    part,
    version: "2.0.0",
    license: "MIT",
    purl: `pkg:generic/${encodeURIComponent(name)}@2.0.0`,
    sha256: "3".repeat(64),
    comment: "of a test",
  };
}

Deno.test("sbomText() writes a well-formed SPDX document", () => {
  assertEquals(spdxFaults(sbomText(FACTS, COMPONENTS)), []);
});

Deno.test("sbomText() names the program, its time, and what each component is for it", () => {
  const document = JSON.parse(sbomText(FACTS, COMPONENTS));
  assertEquals(document.name, "postmulti-1.2.3-x86_64-unknown-linux-gnu");
  assertEquals(document.creationInfo.created, "2001-09-09T01:46:40Z");
  assertEquals(
    document.documentNamespace,
    "urn:uuid:22222222-2222-8222-8222-222222222222",
  );
  const program = "SPDXRef-Package-postmulti";
  assertEquals(document.relationships.slice(2), [
    {
      spdxElementId: program,
      relationshipType: "CONTAINS",
      relatedSpdxElement: "SPDXRef-Package-denort",
    },
    {
      spdxElementId: "SPDXRef-Package-std-cli",
      relationshipType: "BUILD_DEPENDENCY_OF",
      relatedSpdxElement: program,
    },
  ]);
});

Deno.test("sbomText() leaves the digest out where other bytes took its place", () => {
  const { sha256: _, ...rest } = component("@std/cli", "BUILD_DEPENDENCY_OF");
  const text = sbomText(FACTS, [rest]);
  assertEquals(spdxFaults(text), []);
  assertEquals(JSON.parse(text).packages[1].checksums, undefined);
});
