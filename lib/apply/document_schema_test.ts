import { assertEquals } from "@std/assert";
import { BORDER } from "../../tests/apply/border_document.ts";
import { isValid } from "../../tests/unit/json_schema.ts";
import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { FatalError } from "../diag/errors.ts";
import schema from "./document.schema.json" with { type: "json" };
import { readDocument } from "./read_document.ts";

/** Whether our own reader takes a document. */
function isRead(document: unknown): boolean {
  try {
    const text = encodeUtf8(JSON.stringify(document));
    readDocument(text, { source: "d", tell: () => {} });
    return true;
  } catch (error) {
    if (error instanceof FatalError) return false;
    throw error;
  }
}

function one(members: Readonly<Record<string, unknown>>): unknown {
  return { schema: 1, instances: [{ name: "postfix-a", ...members }] };
}

const DOCUMENTS: readonly (readonly [unknown, boolean])[] = [
  [BORDER, true],
  [[], false],
  [{}, false],
  [{ schema: 1 }, false],
  [{ schema: 1, instances: [] }, true],
  [{ schema: 1, instances: [], exclusive: true, $schema: "x" }, true],
  [{ schema: 2, instances: [] }, false],
  [{ schema: 1, instances: [], hosts: [] }, false],
  [{ schema: 1, instances: [{}] }, false],
  [{ schema: 1, instances: [{ name: null }] }, false],
  [{ schema: 1, instances: [{ config_directory: "/etc/x" }] }, true],
  [{ schema: 1, instances: [{ primary: true }] }, true],
  [{ schema: 1, instances: [{ primary: true, state: "absent" }] }, false],
  [one({ name: "in" }), false],
  [one({ name: "postfix-a/b" }), false],
  [one({ group: null }), true],
  [one({ group: "a/b" }), true],
  [one({ group: "a b" }), false],
  [one({ enabled: "yes" }), false],
  [one({ queue_directory: "/a/" }), true],
  [one({ queue_directory: "a" }), false],
  [one({ queue_directory: "/" }), false],
  [one({ queue_directory: "/a b" }), false],
  [one({ main_cf: { a: "b", c: null } }), true],
  [one({ main_cf: { a: 1 } }), false],
  [one({ main_cf: { a: "b\nc" } }), false],
  [one({ main_cf: { "a b": "" } }), false],
  [one({ main_cf: { "#a": "" } }), false],
  [one({ main_cf: { queue_directory: "/x" } }), false],
  [one({ master_cf: { "smtp/inet": null } }), true],
  [one({ master_cf: { smtp: null } }), false],
  [one({ master_cf: { "smtp/inet": { process_limit: 5 } } }), true],
  [one({ master_cf: { "smtp/inet": { process_limit: -5 } } }), false],
  [one({ master_cf: { "smtp/inet": { command: "a b" } } }), false],
  [one({ master_cf: { "smtp/inet": { options: { a: null } } } }), true],
  [one({ master_cf: { "smtp/inet": { service: "x" } } }), false],
  [one({ files: [{ path: "a/b", content: "" }] }), true],
  [one({ files: [{ path: "/a/b", content: null, mode: "600" }] }), true],
  [one({ files: [{ path: "a" }] }), false],
  [one({ files: [{ path: "a/../b", content: "" }] }), false],
  [one({ files: [{ path: "a", content: "", mode: 600 }] }), false],
  [one({ files: [{ path: "a", content: "", owner: "a b" }] }), false],
  [one({ plugins: { "50-a": { conf: "", enabled: false } } }), true],
  [one({ plugins: { a: {} } }), false],
  [
    one({ plugins: { "50-a": { file: { name: "50-a.sh", content: "" } } } }),
    true,
  ],
  [
    one({ plugins: { "50-a": { file: { name: "a.sh", content: "" } } } }),
    false,
  ],
  [one({ state: "restarted_when_changed" }), true],
  [one({ state: "restarted" }), false],
  [one({ state: "absent" }), true],
  [one({ state: "absent", group: "g" }), false],
];

for (const [document, isRight] of DOCUMENTS) {
  const title = JSON.stringify(document).slice(0, 80);
  Deno.test(`the schema and our reader agree about ${title}`, () => {
    assertEquals(isRead(document), isRight);
    assertEquals(isValid(document as never, schema as never), isRight);
  });
}
