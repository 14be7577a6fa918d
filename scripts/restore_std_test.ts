import { assertEquals } from "@std/assert";
import { exportsOf, undoDnt } from "./restore_std.ts";

Deno.test("undoDnt() takes the shim out of a source", () => {
  assertEquals(
    undoDnt(
      "// Copyright\n" +
        'import * as dntShim from "../../../_dnt.shims.js";\n\n' +
        'import { a } from "./_a_b.js";\n' +
        'export * from "../c.js";\n' +
        'import { isWindows } from "../../internal/1.0.13/os.js";\n' +
        'import { g } from "../../path/1.1.4/glob_to_regexp.js";\n' +
        "dntShim.Deno.stat(dntShim.dntGlobalThis);\n",
    ),
    "// Copyright\n" +
      'import { a } from "./_a_b.ts";\n' +
      'export * from "../c.ts";\n' +
      'import { isWindows } from "jsr:@std/internal@^1.0.12/os";\n' +
      'import { g } from "jsr:@std/path@^1.1.4/glob-to-regexp";\n' +
      "Deno.stat(globalThis);\n",
  );
});

Deno.test("exportsOf() lists public files by JSR's names", () => {
  assertEquals(
    exportsOf([
      "/mod.ts",
      "/is_glob.ts",
      "/_os.ts",
      "/_common/join.ts",
      "/posix/mod.ts",
      "/posix/is_glob.ts",
      "/LICENSE",
    ]),
    {
      ".": "./mod.ts",
      "./is-glob": "./is_glob.ts",
      "./posix": "./posix/mod.ts",
      "./posix/is-glob": "./posix/is_glob.ts",
    },
  );
});
