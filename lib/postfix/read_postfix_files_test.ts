import { assertEquals, assertThrows } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { readPermissionRules } from "./read_postfix_files.ts";

function paths(temp: TempDirectory): string[] {
  return readPermissionRules(temp.path, (name) => `/${name}`)
    .map(({ path }) => path);
}

function line(name: string): string {
  return `$config_directory/${name}:f:root:-:644:u\n`;
}

Deno.test("readPermissionRules() reads postfix-files first, then the additions by path", () => {
  using temp = tempDirectory();
  temp.write("postfix-files", line("main") + line("master"));
  temp.write("postfix-files.d/b", line("b"));
  temp.write("postfix-files.d/a/z", line("az"));
  temp.write("postfix-files.d/a.files", line("a.files"));
  Deno.symlinkSync("../postfix-files", `${temp.path}/postfix-files.d/link`);
  const names = ["main", "master", "a.files", "az", "b"];
  assertEquals(paths(temp), names.map((name) => `/config_directory/${name}`));
});

Deno.test("readPermissionRules() does without additions", () => {
  using temp = tempDirectory();
  temp.write("postfix-files", line("main"));
  assertEquals(paths(temp), ["/config_directory/main"]);
});

Deno.test("readPermissionRules() needs postfix-files", () => {
  using temp = tempDirectory();
  temp.makeDirectory("postfix-files.d");
  assertThrows(
    () => paths(temp),
    FatalError,
    `${temp.path}/postfix-files: No such file or directory`,
  );
});

Deno.test("readPermissionRules() names the file and line that makes no sense", () => {
  using temp = tempDirectory();
  temp.write("postfix-files", line("main"));
  temp.write("postfix-files.d/x", `# x\n$config_directory:?\n`);
  assertThrows(
    () => paths(temp),
    FatalError,
    `${temp.path}/postfix-files.d/x, line 2: "$config_directory:?" makes no ` +
      "sense: reinstall the Postfix package",
  );
});
