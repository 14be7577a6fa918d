import { assertEquals, assertThrows } from "@std/assert";
import { madeRequest } from "../../tests/unit/made_context.ts";
import { madePrimary } from "../../tests/unit/made_instance.ts";
import { UsageError } from "../diag/errors.ts";
import { newDirectory, newInstance } from "./new_instance.ts";
import type { EditRequest } from "./request.ts";

const PLACES: readonly (readonly [
  primary: string,
  name: string,
  directory: string,
])[] = [
  ["/etc/postfix", "postfix-in", "/etc/postfix-in"],
  ["/opt/mail/etc", "postfix-in", "/opt/mail/postfix-in"],
  ["/postfix", "postfix-in", "/postfix-in"],
];

for (const [primary, name, directory] of PLACES) {
  Deno.test(`newDirectory() puts ${name} beside ${primary}`, () => {
    const request = madeRequest("create", { newName: name });
    assertEquals(newDirectory("queue_directory", primary, request), directory);
  });
}

Deno.test("newDirectory() prefers what is named to what follows from a name", () => {
  const request = madeRequest("create", {
    newName: "postfix-in",
    directories: { queue_directory: "/q" },
  });
  assertEquals(newDirectory("queue_directory", "/var/spool/p", request), "/q");
  assertEquals(
    newDirectory("data_directory", "/var/lib/p", request),
    "/var/lib/postfix-in",
  );
});

for (const newName of [undefined, ""]) {
  Deno.test(`newDirectory() needs a directory when the name is ${newName}`, () => {
    assertThrows(
      () =>
        newDirectory(
          "data_directory",
          "/d",
          madeRequest("create", { newName }),
        ),
      UsageError,
      "-e create needs a name (-I) or data_directory=/path/to/directory",
    );
  });
}

Deno.test("newInstance() has the name, the group and the directories, disabled", () => {
  const request = madeRequest("create", {
    newName: "postfix-in",
    newGroup: "mta",
    directories: { data_directory: "/d" },
  });
  assertEquals(newInstance(madePrimary(), request), {
    primary: false,
    name: "postfix-in",
    group: "mta",
    enabled: false,
    configDirectory: "/etc/postfix-in",
    queueDirectory: "/var/spool/postfix-in",
    dataDirectory: "/d",
  });
});

const MISSING: readonly (readonly [
  directories: EditRequest["directories"],
  parameter: string,
])[] = [
  [{}, "config_directory"],
  [{ config_directory: "/c", data_directory: "/d" }, "queue_directory"],
  [{ config_directory: "/c", queue_directory: "/q" }, "data_directory"],
];

for (const [directories, parameter] of MISSING) {
  Deno.test(`newInstance() needs ${parameter} for a nameless instance`, () => {
    assertThrows(
      () => newInstance(madePrimary(), madeRequest("create", { directories })),
      UsageError,
      `-e create needs a name (-I) or ${parameter}=`,
    );
  });
}
