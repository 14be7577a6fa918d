import { assertEquals, assertThrows } from "@std/assert";
import { withoutProgram } from "./restore_denort.ts";

const NAMES = "\0.text\0.shstrtab\0";

Deno.test("withoutProgram() undoes what deno compile does to an ELF file", () => {
  assertEquals(
    withoutProgram(compiledOf("machine code")),
    baseOf("machine code"),
  );
});

Deno.test("withoutProgram() refuses a file without an added section", () => {
  assertThrows(() => withoutProgram(baseOf("x".repeat(200))), RangeError);
});

/** A base: header, 1 program header, .text, names, 3 section headers. */
function baseOf(code: string): Uint8Array<ArrayBuffer> {
  const text = 64 + 56;
  const names = text + code.length;
  const headers = Math.ceil((names + NAMES.length) / 8) * 8;
  const file = new Uint8Array(headers + 3 * 64);
  put(file, text, code);
  put(file, names, NAMES);
  setHeader(file, { phoff: 64, phnum: 1, shoff: headers, shnum: 3 });
  setSection(file, headers + 64, text, code.length);
  setSection(file, headers + 128, names, NAMES.length);
  return file;
}

/** The same with two program headers and two sections added. */
function compiledOf(code: string): Uint8Array<ArrayBuffer> {
  const added = 512;
  const program = added + 3 * 56;
  const addedNames = `${NAMES}.note.sui\0.sui.phdrs\0`;
  const names = program + 100;
  const headers = names + addedNames.length;
  const file = new Uint8Array(headers + 5 * 64);
  file.set(baseOf(code).subarray(0, 64 + 56 + code.length));
  put(file, program, "p".repeat(100));
  put(file, names, addedNames);
  setHeader(file, { phoff: added, phnum: 3, shoff: headers, shnum: 5 });
  setSection(file, headers + 64, 64 + 56, code.length);
  setSection(file, headers + 128, names, addedNames.length);
  setSection(file, headers + 192, added, 3 * 56);
  setSection(file, headers + 256, program, 100);
  return file;
}

function put(file: Uint8Array, at: number, text: string): void {
  file.set(new TextEncoder().encode(text), at);
}

function setHeader(
  file: Uint8Array<ArrayBuffer>,
  fields: {
    readonly phoff: number;
    readonly phnum: number;
    readonly shoff: number;
    readonly shnum: number;
  },
): void {
  const view = new DataView(file.buffer);
  view.setBigUint64(32, BigInt(fields.phoff), true);
  view.setBigUint64(40, BigInt(fields.shoff), true);
  view.setUint16(56, fields.phnum, true);
  view.setUint16(60, fields.shnum, true);
  view.setUint16(62, 2, true);
}

function setSection(
  file: Uint8Array<ArrayBuffer>,
  header: number,
  offset: number,
  size: number,
): void {
  const view = new DataView(file.buffer);
  view.setBigUint64(header + 24, BigInt(offset), true);
  view.setBigUint64(header + 32, BigInt(size), true);
}
