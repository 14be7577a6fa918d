import { assertEquals } from "@std/assert";
import { importsOf } from "./module_imports.ts";

const SOURCES:
  readonly (readonly [source: string, imports: readonly string[]])[] = [
    ["", []],
    ['import "./a.ts";', ["./a.ts"]],
    ["import a from './a.ts'", ["./a.ts"]],
    ['import a, { b as c, type D } from "./a.ts";', ["./a.ts"]],
    ['import {\n  a, // from "./no.ts"\n  b,\n} from "./a.ts"\n', ["./a.ts"]],
    ['import * as a from "./a.ts"; import b from "/b.ts";', [
      "./a.ts",
      "/b.ts",
    ]],
    ['import type A from "./a.ts"; import type { B } from "./b.ts"', []],
    ['import type from "./a.ts"', ["./a.ts"]],
    ['import type, { a } from "./a.ts"', ["./a.ts"]],
    ['export * from "./a.ts"; export { b } from "./b.ts"', [
      "./a.ts",
      "./b.ts",
    ]],
    ['export * as a from "./a.ts"', ["./a.ts"]],
    ['export type { A } from "./a.ts"; export const from = "x";', []],
    ['const a = await import("./a.ts");', ["./a.ts"]],
    ["const a = await import(`data:text/javascript,1`);", [
      "data:text/javascript,1",
    ]],
    ['import("./" + name); import(name)', ["./"]],
    ["const here = import.meta.url;", []],
    ['a.import("x"); const b = { import: "y" };', []],
    ['// import "./a.ts"\n/* import "./b.ts" */', []],
    ["const text = 'import \"./a.ts\"';", []],
    ['const text = `import "./a.ts"`; import "./b.ts"', ["./b.ts"]],
    ['const r = /["\']/; import "./a.ts"', ["./a.ts"]],
    ['const r = a / 2; import "./a.ts"; b / 2', ["./a.ts"]],
    ['const r = /[/"]/.test(x) ? 1 : 2; import "file:///tmp/a.ts"', [
      "file:///tmp/a.ts",
    ]],
    ['import a from "https://example.com/a.ts"; import "./b.ts"', [
      "https://example.com/a.ts",
      "./b.ts",
    ]],
    ['import d from "./d.json" with { type: "json" };', ["./d.json"]],
    ['import "unfinished', ["unfinished"]],
  ];

for (const [source, imports] of SOURCES) {
  Deno.test(`importsOf() reads ${JSON.stringify(source)}`, () => {
    assertEquals(importsOf(source), imports);
  });
}
