import { assertEquals } from "@std/assert";
import { madeInstallation } from "../../../tests/unit/made_installation.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../../tests/unit/temp_directory.ts";
import { createSessionCache, type SessionCache } from "./session_cache.ts";

function write(temp: TempDirectory, name: string, group: string): void {
  temp.write(
    `${name}/main.cf`,
    `queue_directory = /spool/${name}\ndata_directory = /lib/${name}\n` +
      `multi_instance_group = ${group}\n`,
  );
}

/** The groups of the listed instances. */
function groups(
  memory: SessionCache,
  temp: TempDirectory,
  names: readonly string[],
): readonly (string | undefined)[] {
  const directories = names.map((name) => `${temp.path}/${name}`).join(" ");
  const installation = madeInstallation({
    configDirectory: `${temp.path}/etc`,
    mainCf: `multi_instance_directories = ${directories}\n`,
  });
  return memory.list(installation).secondaries
    .map(({ instance }) => instance?.group);
}

Deno.test("createSessionCache() reads an instance once, until it is forgotten", () => {
  using temp = tempDirectory();
  write(temp, "a", "1");
  write(temp, "b", "1");
  const memory = createSessionCache();
  assertEquals(groups(memory, temp, ["a"]), ["1"]);
  write(temp, "a", "2");
  write(temp, "b", "2");
  assertEquals(groups(memory, temp, ["b", "a"]), ["2", "1"]);
  memory.forget(`${temp.path}/a`);
  write(temp, "b", "3");
  assertEquals(groups(memory, temp, ["a", "b"]), ["2", "2"]);
  memory.forgetAll();
  assertEquals(groups(memory, temp, ["a", "b"]), ["2", "3"]);
});

Deno.test("createSessionCache() remembers no instance that is damaged or not listed", () => {
  using temp = tempDirectory();
  write(temp, "a", "1");
  const memory = createSessionCache();
  assertEquals(groups(memory, temp, ["a", "b"]), ["1", undefined]);
  write(temp, "b", "2");
  assertEquals(groups(memory, temp, ["a", "b"]), ["1", "2"]);
  assertEquals(groups(memory, temp, ["b"]), ["2"]);
});
