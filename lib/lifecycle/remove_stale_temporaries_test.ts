import { assertEquals } from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { removeStaleTemporaries } from "./remove_stale_temporaries.ts";

/** What is said. */
function sweep(temp: TempDirectory): string[] {
  const lines: string[] = [];
  removeStaleTemporaries({
    configDirectory: `${temp.path}/etc`,
    compiledIn: madeDefaults(),
    diagnostics: createDiagnostics((line) =>
      lines.push(line.replaceAll(temp.path, "@"))
    ),
  });
  return lines;
}

function makeTree(temp: TempDirectory): void {
  for (const name of ["etc", "a", "b", "unlisted"]) {
    temp.write(`${name}/main.cf`);
    temp.write(`${name}/main.cf.tmp`, "half");
  }
  const { path } = temp;
  temp.write(
    "etc/main.cf",
    `multi_instance_directories = ${path}/a, ${path}/b`,
  );
}

function left(temp: TempDirectory): string[] {
  return ["etc", "a", "b", "unlisted"].filter((name) =>
    temp.names(name).includes("main.cf.tmp")
  );
}

Deno.test("removeStaleTemporaries() removes what killed editors of listed instances left", () => {
  using temp = tempDirectory();
  makeTree(temp);
  assertEquals(sweep(temp), []);
  assertEquals(left(temp), ["unlisted"]);
  assertEquals(temp.names("a"), ["main.cf"]);
});

Deno.test("removeStaleTemporaries() leaves the file of an editor at work", () => {
  using temp = tempDirectory();
  makeTree(temp);
  using editor = Deno.openSync(`${temp.path}/a/main.cf.tmp`, { write: true });
  editor.lockSync(true);
  sweep(temp);
  assertEquals(left(temp), ["a", "unlisted"]);
});

Deno.test("removeStaleTemporaries() does nothing when the primary cannot be read", () => {
  using temp = tempDirectory();
  makeTree(temp);
  temp.write("etc/main.cf", "nonsense\n");
  sweep(temp);
  assertEquals(left(temp).length, 4);
});

Deno.test("removeStaleTemporaries() names what it cannot remove, and goes on", () => {
  using temp = tempDirectory();
  makeTree(temp);
  const { path } = temp;
  const long = "x".repeat(300);
  temp.write(
    "etc/main.cf",
    `multi_instance_directories = ${path}/a ${path}/${long} ${path}/b`,
  );
  assertEquals(sweep(temp), [
    `postmulti: warning: @/${long}/main.cf.tmp: File name too long: it is ` +
    "left as it is, and does no harm\n",
  ]);
  assertEquals(left(temp), ["unlisted"]);
});
