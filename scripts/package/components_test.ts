import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { listComponents } from "./components.ts";

/** The SHA-256 digest of nothing, and of "base". */
const OF_NOTHING =
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const OF_BASE =
  "cae662172fd450bb0cd710a769079c05bfc5d8e35efa6576edc7d0377afdd4a2";

const LOCK = {
  jsr: {
    "@std/assert@1.0.0": { integrity: "a", dependencies: ["jsr:@std/text"] },
    "@std/cli@2.0.0": { integrity: "c" },
    "@std/fs@3.0.0": {
      integrity: "f",
      dependencies: ["jsr:@std/inner@^4.0.0"],
    },
    "@std/inner@4.0.1": { integrity: "i" },
    "@std/text@5.0.0": { integrity: "t" },
  },
};

Deno.test("listComponents() finds what is in the program, its build and its tests", async () => {
  using directory = tempDirectory();
  directory.write("base", "base");
  directory.write(".toolchain/deno");
  directory.write(".toolchain/way", "npm\n");
  directory.write(".toolchain/cache/dl/esbuild-0.1.2/esbuild-linux-x64");
  directory.write("deno.lock", JSON.stringify(LOCK));
  directory.write("main.ts", 'import { x } from "@std/fs/x";\n');
  directory.write("scripts/a.ts", 'import { y } from "@std/cli/y";\n');
  directory.write("lib/a_test.ts", 'import { z } from "@std/assert";\n');
  const components = await listComponents(
    directory.path,
    `${directory.path}/base`,
  );
  const version = Deno.version.deno;
  assertEquals(
    components.map((one) => [one.name, one.version, one.part, one.sha256]),
    [
      ["denort", version, "CONTAINS", OF_BASE],
      ["deno", version, "BUILD_TOOL_OF", OF_NOTHING],
      ["esbuild", "0.1.2", "BUILD_TOOL_OF", OF_NOTHING],
      ["@std/assert", "1.0.0", "TEST_DEPENDENCY_OF", "a"],
      ["@std/cli", "2.0.0", "BUILD_DEPENDENCY_OF", undefined],
      ["@std/fs", "3.0.0", "CONTAINS", "f"],
      ["@std/inner", "4.0.1", "CONTAINS", "i"],
      ["@std/text", "5.0.0", "TEST_DEPENDENCY_OF", "t"],
    ],
  );
});
