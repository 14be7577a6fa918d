import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { realPath } from "./real_path.ts";

Deno.test("realPath() follows symbolic links", () => {
  using temp = tempDirectory();
  temp.makeDirectory("one/two");
  Deno.symlinkSync("one", `${temp.path}/link`);
  assertEquals(realPath(`${temp.path}/link/two/`), `${temp.path}/one/two`);
});

Deno.test("realPath() leaves what is not there", () => {
  assertEquals(realPath("/nonexistent/a"), "/nonexistent/a");
});
