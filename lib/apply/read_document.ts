/**
 * From the text of a document to what it says, with all its mistakes reported at
 * once. Pure; postmulti-apply(5) says what a document can have, and
 * so does document.schema.json.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { decodeUtf8 } from "../main_cf/byte_string.ts";
import {
  complain,
  flag,
  line,
  listOf,
  type Read,
  record,
} from "./json_decoders.ts";
import type { ApplyDocument, WantedInstance } from "./document.ts";
import { readJson } from "./json_reader.ts";
import { readInstance } from "./read_instance_entry.ts";

/** The only shape of documents that there is so far. */
const SCHEMA = 1;

/** How many mistakes are reported. */
const MOST = 20;

/**
 * Read a document.
 *
 * @param text Its bytes, one per character.
 * @param source What it is called in messages: the file.
 * @param tell Gets each mistake but the last, when there are several.
 * @throws {FatalError} When it has a mistake.
 */
export function readDocument(
  text: string,
  { source, tell }: {
    readonly source: string;
    readonly tell: (mistake: string) => void;
  },
): ApplyDocument {
  const decoded = decodeUtf8(text);
  if (decoded === undefined) {
    throw new FatalError(`${source}: is not UTF-8, so it is not JSON`);
  }
  const problems: string[] = [];
  const place = { source, path: "", problems };
  const found = readWhole(readJson(decoded, source), place);
  const [first, ...more] = problems.slice(0, MOST);
  if (first === undefined && found !== undefined) return found;
  if (more.length === 0) throw new FatalError(`${first}`);
  for (const problem of [first ?? "", ...more]) tell(problem);
  throw new FatalError(
    `${source}: ${problems.length} mistakes: nothing was done`,
  );
}

const readWholeMembers = record({
  $schema: line,
  schema: ((node, place): number | undefined =>
    node.kind === "number" && node.value === SCHEMA
      ? SCHEMA
      : complain(node, place, `must be ${SCHEMA}`)) as Read<number>,
  exclusive: flag,
  instances: listOf(readInstance),
});

const readWhole: Read<ApplyDocument> = (node, place) => {
  const found = readWholeMembers(node, place);
  if (found === undefined) return undefined;
  const { instances = [], exclusive = false } = found;
  if (node.kind === "object") {
    for (const name of ["schema", "instances"]) {
      if (node.members.has(name)) continue;
      complain(node, place, `the member "${name}" is missing`);
    }
  }
  checkTwice(instances, place.problems);
  const primary = instances.findIndex(({ primary }) => primary);
  if (primary > 0) {
    place.problems.push(
      `${instances[primary]?.place}: the primary instance comes first`,
    );
  }
  return { exclusive, instances };
};

/** Two instances cannot be one. */
function checkTwice(
  instances: readonly WantedInstance[],
  problems: string[],
): void {
  const seen = new Map<string, WantedInstance>();
  for (const instance of instances) {
    const { primary, name, configDirectory } = instance;
    const own = [
      primary ? "the primary instance" : "",
      name ?? "",
      configDirectory ?? "",
      instance.queueDirectory ?? "",
      instance.dataDirectory ?? "",
    ].filter((word) => word !== "");
    for (const word of own) {
      const earlier = seen.get(word);
      if (earlier !== undefined) {
        const where = earlier === instance ? "here twice" : "another's already";
        problems.push(`${instance.place}: ${word} is ${where}`);
      }
      seen.set(word, instance);
    }
  }
}
