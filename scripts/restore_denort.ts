/**
 * restore_denort.ts - take Deno's runtime base out of a compiled program
 *
 * usage: deno run -A restore_denort.ts COMPILED OUT
 *
 * `deno compile` makes a program by appending two sections and two program
 * headers to denort, Deno's runtime base for x86_64 Linux. Where only npm can
 * be reached, denort comes from a program that was published there, and this
 * script takes the program out again: the added sections and names go, the old
 * program headers, which still stand behind the ELF header, are put in force,
 * and the section headers move back to the end. The result is denort 2.9.4 or
 * an error: its digest is compared. It touches OUT only. Runs before vendor/
 * exists, so it imports nothing but its neighbour.
 */

import { sha256 } from "./restore_std.ts";

const DENORT_SHA256 =
  "723d45cca4f68bd66652da1e0d45562b0700317c1535981035f50f078785a131";

const ELF_HEADER_SIZE = 64;
const SECTION_HEADER_SIZE = 64;
/** .sui.phdrs and .note.sui. */
const ADDED_SECTIONS = 2;
/** The program headers that cover them. */
const ADDED_SEGMENTS = 2;
const ADDED_NAMES = "\0.note.sui\0.sui.phdrs\0";

/** Where fields stand in the ELF64 header and in a section header, bytes. */
const HEADER = { phoff: 32, shoff: 40, phnum: 56, shnum: 60, shstrndx: 62 };
const SECTION = { offset: 24, size: 32 };

if (import.meta.main) {
  const [compiled, out] = Deno.args;
  if (compiled === undefined || out === undefined) {
    console.error("usage: restore_denort.ts COMPILED OUT");
    Deno.exit(2);
  }
  const base = withoutProgram(Deno.readFileSync(compiled));
  const digest = await sha256(base);
  if (digest !== DENORT_SHA256) {
    throw new Error(
      `${compiled}: gives a runtime base with sha256 ${digest}, ` +
        `not ${DENORT_SHA256}: refused`,
    );
  }
  Deno.writeFileSync(out, base, { mode: 0o755 });
}

/**
 * The runtime base inside the bytes of a compiled program.
 *
 * @throws {RangeError} If the file ends before what its headers name.
 */
export function withoutProgram(
  file: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const sections = view.getUint16(HEADER.shnum, true) - ADDED_SECTIONS;
  const nameSection = view.getUint16(HEADER.shstrndx, true);
  const headersFrom = offset(view, HEADER.shoff);
  const headers = file.slice(
    headersFrom,
    headersFrom + sections * SECTION_HEADER_SIZE,
  );

  const names = sectionBytes(file, view, headersFrom, nameSection);
  const keptNames = names.slice(0, indexOfText(names, ADDED_NAMES) + 1);
  const last = sectionRange(view, headersFrom, nameSection - 1);
  const namesAt = last.offset + last.size;
  const headersAt = Math.ceil((namesAt + keptNames.length) / 8) * 8;

  const base = new Uint8Array(headersAt + headers.length);
  base.set(file.subarray(0, namesAt));
  base.set(keptNames, namesAt);
  base.set(headers, headersAt);
  patch(base, { namesAt, headersAt, nameSection, sections }, keptNames.length);
  return base;
}

interface Layout {
  readonly namesAt: number;
  readonly headersAt: number;
  readonly nameSection: number;
  readonly sections: number;
}

function patch(base: Uint8Array, layout: Layout, namesSize: number): void {
  const view = new DataView(base.buffer);
  const phnum = view.getUint16(HEADER.phnum, true) - ADDED_SEGMENTS;
  view.setBigUint64(HEADER.phoff, BigInt(ELF_HEADER_SIZE), true);
  view.setUint16(HEADER.phnum, phnum, true);
  view.setBigUint64(HEADER.shoff, BigInt(layout.headersAt), true);
  view.setUint16(HEADER.shnum, layout.sections, true);
  const header = layout.headersAt + layout.nameSection * SECTION_HEADER_SIZE;
  view.setBigUint64(header + SECTION.offset, BigInt(layout.namesAt), true);
  view.setBigUint64(header + SECTION.size, BigInt(namesSize), true);
}

function sectionBytes(
  file: Uint8Array<ArrayBuffer>,
  view: DataView,
  headersFrom: number,
  index: number,
): Uint8Array<ArrayBuffer> {
  const range = sectionRange(view, headersFrom, index);
  return file.slice(range.offset, range.offset + range.size);
}

function sectionRange(
  view: DataView,
  headersFrom: number,
  index: number,
): { readonly offset: number; readonly size: number } {
  const header = headersFrom + index * SECTION_HEADER_SIZE;
  return {
    offset: offset(view, header + SECTION.offset),
    size: offset(view, header + SECTION.size),
  };
}

function offset(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function indexOfText(bytes: Uint8Array, text: string): number {
  const found = new TextDecoder("latin1").decode(bytes).indexOf(text);
  if (found < 0) throw new RangeError("no .note.sui section: not compiled");
  return found;
}
