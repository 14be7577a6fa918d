/**
 * Reading and editing main.cf against the installed postconf(1), on generated
 * files. Run inside scripts/world.sh; main_cf_seeds.ts tells how to choose the
 * files.
 *
 * What is left out, on purpose: NUL bytes in edited files, and edited files
 * that end in byte 0xff, where postconf loses data and we do not. Before Postfix
 * 3.10, which ends the last line itself, it gets files whose last line is ended.
 * Several new
 * names in one edit come out of postconf in random order and are sorted before
 * they are compared.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { fromBytes, toBytes } from "../lib/main_cf/byte_string.ts";
import { editMainCf } from "../lib/main_cf/edit.ts";
import { type MainCf, parseMainCf } from "../lib/main_cf/parse.ts";
import { makeEdits, makeFile, USER_NAMES } from "./main_cf_generator.ts";
import { askPostconf, endLastLine, show, TARGETS } from "./main_cf_oracle.ts";
import { forEachSeed } from "./main_cf_seeds.ts";

Deno.test("parseMainCf() reads generated files as postconf does", async () => {
  await forEachSeed(async (random) => {
    const file = makeFile(random, {
      mayBeDamaged: random.chance(10),
      mayHoldNul: random.chance(15),
    });
    const mainCf = parseMainCf(toBytes(file));
    const probes = USER_NAMES.map((name, index) =>
      `${TARGETS[index]} = ${probe(name, mainCf)}\n`
    );
    const probed = `${file}\n${probes.join("")}`;
    const targets = TARGETS.slice(0, probes.length);
    const { code, lines, errors } = await askPostconf(
      probed,
      ["-x", "-h", ...targets],
    );
    const [problem] = mainCf.problems;
    assertEquals(code, problem === undefined ? 0 : 1, errors + show(file));
    if (problem !== undefined) {
      assertEquals(fatalLine(errors), problem.line, errors + show(file));
      return;
    }
    assertEquals(lines, targets.map(() => "same"), show(file));
    assertEquals(warned(errors), mainCf.warnings.length, errors + show(file));
  });
});

/** A value that becomes `same` when Postfix read what we read, exactly. */
function probe(name: string, mainCf: MainCf): string {
  const value = mainCf.settings.get(name)?.value ?? "";
  return "${{=$" + name + "} == {=" + value + "}?{same}:{different}}";
}

function fatalLine(errors: string): number {
  return Number(/fatal: \S*main\.cf, line (\d+): /.exec(errors)?.[1]);
}

function warned(errors: string): number {
  const pattern = /overriding earlier entry|must not start with whitespace/g;
  return errors.match(pattern)?.length ?? 0;
}

/** The option of postconf that makes changes of a kind. */
const OPTIONS = { "set": "-e", "comment-out": "-#", "remove": "-X" } as const;

/** Whether this postconf ends the last line of a file that it edits. */
async function endsLastLine(): Promise<boolean> {
  const { file } = await askPostconf("#", ["-e", "x=1"]);
  return file === "#\nx = 1\n";
}

Deno.test("editMainCf() writes the bytes postconf -e, -# and -X write", async () => {
  const endsLines = await endsLastLine();
  await forEachSeed(async (random) => {
    const options = { mayBeDamaged: true, mayHoldNul: false };
    const made = makeFile(random, options);
    const file = endsLines && !made.endsWith("\xff") ? made : endLastLine(made);
    const { edits, newNames } = makeEdits(random, file);
    const result = editMainCf(toBytes(made), edits);
    const args = edits.map((edit) =>
      edit.kind === "set" ? `${edit.name}=${edit.value}` : edit.name
    );
    const kind = edits[0]?.kind ?? "set";
    const isSet = kind === "set";
    const answer = await askPostconf(file, [OPTIONS[kind], ...args]);
    const what = show(file) + show(args.join(" | "));
    assertEquals(answer.code, 0, answer.errors + what);
    const expected = isSet ? sortTail(answer.file, newNames) : answer.file;
    const written = fromBytes(result.file);
    // Postfix ends the last line even when nothing else changes.
    assertEquals(
      result.changed ? written : endLastLine(written),
      expected,
      what,
    );
    assertEquals(
      result.warnings.filter((text) => text.includes("was set")).length,
      answer.errors.match(/multiple entries/g)?.length ?? 0,
      answer.errors + what,
    );
  });
});

/** The text with its last lines, as many as told, sorted. */
function sortTail(text: string, count: number): string {
  if (count < 2) return text;
  const lines = text.split("\n").slice(0, -1);
  const tail = lines.splice(lines.length - count).sort();
  return [...lines, ...tail].map((line) => `${line}\n`).join("");
}
