import { assertEquals } from "@std/assert";
import { sortSources } from "./find_sources.ts";

Deno.test("sortSources() tells the program from its tests", () => {
  assertEquals(
    sortSources([
      "lib/sys/files.ts",
      "lib/sys/files_test.ts",
      "main.ts",
      "plugins/10-x.ts",
      "plugins/lib/x/part.ts",
      "plugins/lib/x/part_test.ts",
      "scripts/build.ts",
      "scripts/junit_test.ts",
      "tests/list_test.ts",
      "tests/matrix/system.ts",
      "tests/matrix/upgrade_test.ts",
      "tests/world/tree.ts",
      "tests/world/tree_test.ts",
    ]),
    {
      program: ["lib/sys/files.ts", "main.ts"],
      plugins: ["plugins/10-x.ts", "plugins/lib/x/part.ts"],
      buildScripts: ["scripts/build.ts"],
      unitTests: [
        "lib/sys/files_test.ts",
        "plugins/lib/x/part_test.ts",
        "scripts/junit_test.ts",
        "tests/world/tree_test.ts",
      ],
      worldTests: ["tests/list_test.ts"],
      matrixTests: ["tests/matrix/upgrade_test.ts"],
    },
  );
});
