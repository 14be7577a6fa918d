/**
 * sbom.ts - the bill of materials of a program, in SPDX 2.3 (JSON). Pure.
 */

import type { Component } from "./components.ts";

/** What the document is about. */
export interface ProgramFacts {
  /** The version of the program. */
  readonly version: string;
  /** What it was compiled for. */
  readonly target: string;
  /** The commit, in words. */
  readonly commit: string;
  /** When the commit was made, in seconds since 1970. */
  readonly timeSeconds: number;
  /** Digests of the executable. */
  readonly sha1: string;
  /** Digests of the executable. */
  readonly sha256: string;
}

interface Relationship {
  readonly spdxElementId: string;
  readonly relationshipType: string;
  readonly relatedSpdxElement: string;
}

const DOCUMENT = "SPDXRef-DOCUMENT";
const PROGRAM = "SPDXRef-Package-postmulti";
const EXECUTABLE = "SPDXRef-File-postmulti";

/** The text of the document; equal facts give equal bytes. */
export function sbomText(
  facts: ProgramFacts,
  components: readonly Component[],
): string {
  const document = {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: DOCUMENT,
    name: `postmulti-${facts.version}-${facts.target}`,
    documentNamespace: `urn:uuid:${uuidOf(facts.sha256)}`,
    creationInfo: {
      created: new Date(facts.timeSeconds * 1000).toISOString()
        .replace(".000Z", "Z"),
      creators: ["Organization: the postmulti authors", "Tool: package.ts"],
    },
    packages: [programPackage(facts), ...components.map(componentPackage)],
    files: [executableFile(facts)],
    relationships: relationshipsOf(components),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function programPackage(facts: ProgramFacts): Record<string, unknown> {
  return {
    name: "postmulti",
    SPDXID: PROGRAM,
    versionInfo: facts.version,
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    licenseConcluded: "MIT",
    licenseDeclared: "MIT",
    copyrightText: "2026 the postmulti authors",
    primaryPackagePurpose: "APPLICATION",
    sourceInfo: `Built from this commit: ${facts.commit}`,
  };
}

function componentPackage(component: Component): Record<string, unknown> {
  const { name, version, license, purl, sha256, comment } = component;
  return {
    name,
    SPDXID: idOf(component),
    versionInfo: version,
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    ...sha256 === undefined ? {} : {
      checksums: [{ algorithm: "SHA256", checksumValue: sha256 }],
    },
    licenseConcluded: "NOASSERTION",
    licenseDeclared: license,
    copyrightText: "NOASSERTION",
    externalRefs: [{
      referenceCategory: "PACKAGE-MANAGER",
      referenceType: "purl",
      referenceLocator: purl,
    }],
    comment,
  };
}

function executableFile(
  { sha1, sha256 }: ProgramFacts,
): Record<string, unknown> {
  return {
    fileName: "./postmulti",
    SPDXID: EXECUTABLE,
    fileTypes: ["BINARY"],
    checksums: [
      { algorithm: "SHA1", checksumValue: sha1 },
      { algorithm: "SHA256", checksumValue: sha256 },
    ],
    licenseConcluded: "NOASSERTION",
    licenseInfoInFiles: ["NOASSERTION"],
    copyrightText: "NOASSERTION",
  };
}

function relationshipsOf(
  components: readonly Component[],
): readonly Relationship[] {
  const relate = (
    spdxElementId: string,
    relationshipType: string,
    relatedSpdxElement: string,
  ): Relationship => ({ spdxElementId, relationshipType, relatedSpdxElement });
  return [
    relate(DOCUMENT, "DESCRIBES", PROGRAM),
    relate(PROGRAM, "CONTAINS", EXECUTABLE),
    ...components.map((component) =>
      component.part === "CONTAINS"
        ? relate(PROGRAM, "CONTAINS", idOf(component))
        : relate(idOf(component), component.part, PROGRAM)
    ),
  ];
}

/** Letters, digits, dots and hyphens are all that it may have. */
function idOf({ name }: Component): string {
  return `SPDXRef-Package-${
    name.replaceAll(/[^A-Za-z0-9.]+/g, "-").replace(/^-/, "")
  }`;
}

/** One of the kind that is made from whatever its maker likes (version 8). */
function uuidOf(sha256: string): string {
  const digits = `${sha256.slice(0, 12)}8${sha256.slice(13, 16)}8${
    sha256.slice(17, 32)
  }`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
