import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../tests/unit/temp_directory.ts";
import { BuildError } from "./run_tool.ts";
import { findTarget, runtimeBase, TARGETS } from "./runtime_base.ts";

Deno.test("findTarget() is this machine without a name", () => {
  assertEquals(findTarget().name, Deno.build.target);
});

Deno.test("findTarget() knows Debian's names of architectures", () => {
  assertEquals(
    TARGETS.map(({ name }) => findTarget(name).debian),
    ["amd64", "arm64"],
  );
});

Deno.test("findTarget() refuses a target nobody has packaged for", () => {
  assertThrows(
    () => findTarget("riscv64gc-unknown-linux-gnu"),
    BuildError,
    "--target=riscv64gc-unknown-linux-gnu: no such target: one of x86_64-",
  );
});

Deno.test("runtimeBase() of this machine is the one of the set-up", async () => {
  assertEquals(
    await runtimeBase("/toolchain", findTarget()),
    "/toolchain/denort",
  );
});

Deno.test("runtimeBase() of another machine is the one that is kept, or was put there", async () => {
  using directory = tempDirectory();
  const other = TARGETS.find(({ name }) => name !== Deno.build.target);
  const path = directory.write(`denort-${other?.name}`, "base");
  assertEquals(
    await runtimeBase(directory.path, findTarget(other?.name)),
    path,
  );
});
