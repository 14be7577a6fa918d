import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { mistrustTree, withoutLinksAbove } from "./plugin_tree.ts";
import { openTrustJudge } from "./trust_judge.ts";

const TREES: readonly (readonly [
  title: string,
  spoil: (path: string) => void,
  wrong: string | undefined,
])[] = [
  ["finds nothing in a sound tree", () => {}, undefined],
  [
    "finds a file that others can write",
    (path) => Deno.chmodSync(`${path}/lib/deep/part.ts`, 0o666),
    "lib/deep/part.ts",
  ],
  [
    "finds a directory that others can write",
    (path) => Deno.chmodSync(`${path}/lib/deep`, 0o777),
    "lib/deep",
  ],
  [
    "finds a file of somebody else",
    (path) => Deno.chownSync(`${path}/lib/other.ts`, 8, 8),
    "lib/other.ts",
  ],
  [
    "finds a symbolic link to a directory",
    (path) => Deno.symlinkSync("lib", `${path}/link`),
    "link",
  ],
  [
    "finds a symbolic link to a file",
    (path) => Deno.symlinkSync("other.ts", `${path}/lib/link.ts`),
    "lib/link.ts",
  ],
];

for (const [title, spoil, wrong] of TREES) {
  Deno.test({
    name: `mistrustTree() ${title}`,
    // Only root can make what root made.
    ignore: Deno.uid() !== 0,
    fn: () => {
      using temp = tempDirectory("/run");
      temp.write("20-a.ts");
      temp.write("lib/deep/part.ts");
      temp.write("lib/other.ts");
      spoil(temp.path);
      assertEquals(
        mistrustTree(temp.path, openTrustJudge())?.path,
        wrong === undefined ? undefined : `${temp.path}/${wrong}`,
      );
    },
  });
}

Deno.test({
  name: "mistrustTree() gives up on a tree without end",
  ignore: Deno.uid() !== 0,
  fn: () => {
    using temp = tempDirectory("/run");
    const folder = temp.makeDirectory("lib");
    const names = Array.from({ length: 10_000 }, (_, at) => `${folder}/${at}`);
    for (const name of names) {
      Deno.openSync(name, { create: true, write: true }).close();
    }
    assertEquals(
      mistrustTree(temp.path, openTrustJudge())?.reason,
      "has more than 10000 files in and below it",
    );
  },
});

Deno.test("withoutLinksAbove() leaves the last component alone", () => {
  using temp = tempDirectory();
  temp.makeDirectory("real");
  Deno.symlinkSync("real", `${temp.path}/link`);
  Deno.symlinkSync("nowhere", `${temp.path}/real/last`);
  assertEquals(
    withoutLinksAbove(`${temp.path}/link/last`),
    `${temp.path}/real/last`,
  );
  assertEquals(withoutLinksAbove("/last"), "/last");
});

Deno.test("withoutLinksAbove() throws where there is no directory", () => {
  assertThrows(() => withoutLinksAbove("/nonexistent/x"), FatalError, "/nonex");
});
