import { assertEquals, assertThrows } from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import {
  type Location,
  readInstallation,
  readParameters,
  SHARED_DIRECTORIES,
} from "./installation.ts";

/** A primary instance in `etc`, with all that it shares in `shared`. */
function locationIn(temp: TempDirectory): Location {
  const shared = temp.makeDirectory("shared");
  return {
    configDirectory: `${temp.path}/etc`,
    compiledIn: madeDefaults(
      Object.fromEntries(SHARED_DIRECTORIES.map((name) => [name, shared])),
    ),
  };
}

Deno.test("readInstallation() reads the primary's main.cf", () => {
  using temp = tempDirectory();
  const location = locationIn(temp);
  temp.write("etc/main.cf", "multi_instance_name = postfix-0\n");
  const { primary, command } = readInstallation(location);
  assertEquals(primary.value("multi_instance_name"), "postfix-0");
  assertEquals(primary.value("config_directory"), `${temp.path}/etc`);
  assertEquals(command("postfix"), `${temp.path}/shared/postfix`);
});

for (const name of SHARED_DIRECTORIES) {
  Deno.test(`readInstallation() refuses a ${name} that is not there`, () => {
    using temp = tempDirectory();
    const location = locationIn(temp);
    temp.write("etc/main.cf", `\n${name} = ${temp.path}/none\n`);
    assertThrows(
      () => readInstallation(location),
      FatalError,
      `${temp.path}/etc/main.cf, line 2: ${name} = ${temp.path}/none: ` +
        "there is no such directory",
    );
  });

  Deno.test(`readInstallation() refuses a ${name} that is a file`, () => {
    using temp = tempDirectory();
    const location = locationIn(temp);
    const path = temp.write("etc/main.cf", "");
    temp.write("etc/main.cf", `${name} = ${path}\n`);
    assertThrows(() => readInstallation(location), FatalError, `${name} = `);
  });
}

Deno.test("readInstallation() accepts shared directories that are no paths", () => {
  using temp = tempDirectory();
  const location = locationIn(temp);
  temp.write("etc/main.cf", "shlib_directory = no\n");
  const { primary } = readInstallation(location);
  assertEquals(primary.value("shlib_directory"), "no");
});

Deno.test("readInstallation() refuses a primary without main.cf", () => {
  using temp = tempDirectory();
  const location = locationIn(temp);
  assertThrows(
    () => readInstallation(location),
    FatalError,
    `${temp.path}/etc/main.cf: No such file or directory`,
  );
});

for (const line of ["nonsense", "= x"]) {
  Deno.test(`readParameters() names the line "${line}" that Postfix refuses`, () => {
    using temp = tempDirectory();
    const location = locationIn(temp);
    temp.write("etc/main.cf", `x = y\n${line}\nz = a\n`);
    assertThrows(
      () => readParameters(location.configDirectory, location.compiledIn),
      FatalError,
      `${temp.path}/etc/main.cf, line 2: no `,
    );
  });
}
