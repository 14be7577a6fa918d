/**
 * What the SPDX 2.3 specification demands of a JSON document, as far as ours goes.
 *
 * @module
 */

type Fields = Readonly<Record<string, unknown>>;

const DIGITS: Readonly<Record<string, number>> = { SHA1: 40, SHA256: 64 };

const RELATIONSHIPS = [
  "DESCRIBES",
  "CONTAINS",
  "BUILD_TOOL_OF",
  "BUILD_DEPENDENCY_OF",
  "TEST_DEPENDENCY_OF",
];

/** All faults of a document, in words; none when it is well formed. */
export function spdxFaults(text: string): readonly string[] {
  const document = fieldsOf(JSON.parse(text));
  const packages = listOf(document.packages);
  const files = listOf(document.files);
  const elements = [document, ...packages, ...files];
  const ids = elements.map(({ SPDXID }) => String(SPDXID));
  return [
    ...documentFaults(document),
    ...ids.filter((id) => !/^SPDXRef-[A-Za-z0-9.-]+$/.test(id))
      .map((id) => `${id}: no SPDX identifier`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at)
      .map((id) => `${id}: twice`),
    ...packages.flatMap(packageFaults),
    ...files.flatMap(fileFaults),
    ...listOf(document.relationships).flatMap((one) =>
      relationshipFaults(one, ids)
    ),
  ];
}

function documentFaults(document: Fields): readonly string[] {
  const creation = fieldsOf(document.creationInfo);
  const creators = Array.isArray(creation.creators) ? creation.creators : [];
  return faults("document", [
    [document.spdxVersion === "SPDX-2.3", "spdxVersion"],
    [document.dataLicense === "CC0-1.0", "dataLicense"],
    [document.SPDXID === "SPDXRef-DOCUMENT", "SPDXID"],
    [isText(document.name), "name"],
    [URL.canParse(String(document.documentNamespace)), "documentNamespace"],
    [!String(document.documentNamespace).includes("#"), "documentNamespace"],
    [
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(creation.created)),
      "created",
    ],
    [creators.length > 0, "creators"],
    [
      creators.every((one) =>
        /^(Person|Organization|Tool): ./.test(String(one))
      ),
      "creators",
    ],
  ]);
}

function packageFaults(one: Fields): readonly string[] {
  return faults(String(one.name), [
    [isText(one.name), "name"],
    [isText(one.versionInfo), "versionInfo"],
    [isText(one.downloadLocation), "downloadLocation"],
    [one.filesAnalyzed === false, "filesAnalyzed"],
    [isText(one.licenseDeclared), "licenseDeclared"],
    [areChecksums(one.checksums ?? []), "checksums"],
    [
      listOf(one.externalRefs ?? []).every((
        { referenceType, referenceLocator },
      ) =>
        referenceType === "purl" &&
        /^pkg:[a-z]+\/\S+@\S+$/.test(String(referenceLocator))
      ),
      "externalRefs",
    ],
  ]);
}

function fileFaults(file: Fields): readonly string[] {
  const has = (algorithm: string): boolean =>
    listOf(file.checksums).some((one) => one.algorithm === algorithm);
  return faults(String(file.fileName), [
    [/^\.\/[^/]/.test(String(file.fileName)), "fileName"],
    [has("SHA1"), "SHA1"],
    [areChecksums(file.checksums), "checksums"],
  ]);
}

function relationshipFaults(
  one: Fields,
  ids: readonly string[],
): readonly string[] {
  return faults(JSON.stringify(one), [
    [ids.includes(String(one.spdxElementId)), "spdxElementId"],
    [ids.includes(String(one.relatedSpdxElement)), "relatedSpdxElement"],
    [RELATIONSHIPS.includes(String(one.relationshipType)), "relationshipType"],
  ]);
}

function faults(
  name: string,
  rules: readonly (readonly [boolean, string])[],
): readonly string[] {
  return rules.filter(([holds]) => !holds)
    .map(([, field]) => `${name}: ${field}`);
}

function areChecksums(value: unknown): boolean {
  return listOf(value).every(({ algorithm, checksumValue }) => {
    const digits = DIGITS[String(algorithm)];
    return digits !== undefined &&
      new RegExp(`^[0-9a-f]{${digits}}$`).test(String(checksumValue));
  });
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? value as Fields : {};
}
