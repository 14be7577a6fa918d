import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { directoryKeys, realPath, realPlace } from "./real_path.ts";

Deno.test("realPath() follows symbolic links", () => {
  using temp = tempDirectory();
  temp.makeDirectory("one/two");
  Deno.symlinkSync("one", `${temp.path}/link`);
  assertEquals(realPath(`${temp.path}/link/two/`), `${temp.path}/one/two`);
});

Deno.test("realPath() leaves what is not there", () => {
  assertEquals(realPath("/nonexistent/a"), "/nonexistent/a");
});

Deno.test("realPlace() also finds the place of what is not there yet", () => {
  using temp = tempDirectory();
  temp.makeDirectory("one");
  Deno.symlinkSync("one", `${temp.path}/link`);
  assertEquals(realPlace(`${temp.path}/link/a/b`), `${temp.path}/one/a/b`);
  assertEquals(realPlace("/nonexistent/a"), "/nonexistent/a");
  assertEquals(realPlace("/"), "/");
});

Deno.test("directoryKeys() has something in common for one directory only", () => {
  using temp = tempDirectory();
  temp.makeDirectory("one");
  temp.makeDirectory("two");
  Deno.symlinkSync("one", `${temp.path}/link`);
  const keys = (name: string) => directoryKeys(`${temp.path}/${name}`);
  assertEquals(keys("link"), keys("one"));
  assertEquals(keys("two").filter((key) => keys("one").includes(key)), []);
  assertEquals(keys("none"), [`${temp.path}/none`]);
});
