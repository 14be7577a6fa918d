import { assertEquals, assertNotEquals } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { identityOf } from "./identity.ts";

const CHANGES: readonly (readonly [
  title: string,
  change: (temp: TempDirectory) => void,
])[] = [
  ["written to", (temp) => temp.write("file", "more text")],
  ["touched", ({ path }) => Deno.utimeSync(`${path}/file`, 1, 1)],
  ["replaced", (temp) => {
    temp.write("other", "text");
    Deno.renameSync(`${temp.path}/other`, `${temp.path}/file`);
  }],
  ["removed", ({ path }) => Deno.removeSync(`${path}/file`)],
];

for (const [title, change] of CHANGES) {
  Deno.test(`identityOf() differs once the file is ${title}`, async () => {
    using temp = tempDirectory();
    const path = temp.write("file", "text");
    const before = identityOf(path);
    // The kernel's clock for files ticks every few milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 20));
    change(temp);
    assertNotEquals(identityOf(path), before);
  });
}

Deno.test("identityOf() differs also when the old size and time were given back", async () => {
  using temp = tempDirectory();
  const path = temp.write("file", "text");
  Deno.utimeSync(path, 1, 1);
  const before = identityOf(path);
  // The runtime gives the time of change in whole seconds.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  temp.write("file", "TEXT");
  Deno.utimeSync(path, 1, 1);
  assertNotEquals(identityOf(path), before);
});

Deno.test("identityOf() stays the same when the file is only read", () => {
  using temp = tempDirectory();
  const path = temp.write("file", "text");
  const before = identityOf(path);
  Deno.readFileSync(path);
  assertEquals(identityOf(path), before);
});

Deno.test("identityOf() is about what a symbolic link leads to", () => {
  using temp = tempDirectory();
  const path = temp.write("file", "text");
  Deno.symlinkSync("file", `${temp.path}/link`);
  assertEquals(identityOf(`${temp.path}/link`), identityOf(path));
});

Deno.test("identityOf() is empty for nothing", () => {
  using temp = tempDirectory();
  assertEquals(identityOf(`${temp.path}/missing`), "");
});
