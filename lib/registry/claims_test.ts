import { assertEquals, assertThrows } from "@std/assert";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import { FatalError } from "../diag/errors.ts";
import { claimsOf, registerClaims, sharedClaims } from "./claims.ts";
import type { Instance } from "./instance.ts";

function pairs(instance: Instance): string[] {
  return claimsOf(instance).map(({ parameter, value }) =>
    `${parameter}=${value}`
  );
}

Deno.test("claimsOf() has the name and the three directories", () => {
  assertEquals(pairs(madeSecondary("postfix-in")), [
    "multi_instance_name=postfix-in",
    "config_directory=/etc/postfix-in",
    "queue_directory=/var/spool/postfix-in",
    "data_directory=/var/lib/postfix-in",
  ]);
});

Deno.test("claimsOf() has no claim to no name", () => {
  assertEquals(pairs(madePrimary())[0], "config_directory=/etc/postfix");
});

Deno.test("claimsOf() does not count slashes at the end", () => {
  const instance = madeSecondary("postfix-in", {
    configDirectory: "/c/",
    queueDirectory: "/q//",
    dataDirectory: "/d/",
  });
  assertEquals(pairs(instance).slice(1), [
    "config_directory=/c",
    "queue_directory=/q",
    "data_directory=/d",
  ]);
  assertEquals(claimsOf(instance)[0]?.ownerDirectory, "/c");
});

Deno.test("sharedClaims() has what is a path, for the primary", () => {
  const claims = sharedClaims(madePrimary({ name: "postfix-0" }), [
    ["command_directory", "/usr/sbin/"],
    ["shlib_directory", "no"],
    ["daemon_directory", ""],
  ]);
  assertEquals(claims, [{
    parameter: "command_directory",
    value: "/usr/sbin",
    owner: "postfix-0 (/etc/postfix)",
    ownerDirectory: "/etc/postfix",
  }]);
});

const IN = madeSecondary("postfix-in");
const IN_TITLE = "postfix-in (/etc/postfix-in)";

const CONFLICTS: readonly (readonly [
  title: string,
  others: readonly Instance[],
  message: string,
])[] = [
  [
    "one name",
    [madeSecondary("postfix-out", { name: "postfix-in" })],
    "multi_instance_name = postfix-in of instance postfix-in (/etc/postfix-out) is " +
    "already the multi_instance_name of instance postfix-in (/etc/postfix-in)",
  ],
  [
    "one queue directory",
    [madeSecondary("postfix-out", { queueDirectory: IN.queueDirectory })],
    "queue_directory = /var/spool/postfix-in of instance postfix-out " +
    "(/etc/postfix-out) is already the queue_directory of instance postfix-in " +
    "(/etc/postfix-in): give each its own",
  ],
  [
    "one directory for two purposes",
    [madeSecondary("postfix-out", { queueDirectory: IN.dataDirectory })],
    "queue_directory = /var/lib/postfix-in of instance postfix-out " +
    "(/etc/postfix-out) is already the data_directory of instance postfix-in",
  ],
  [
    "one directory in two spellings",
    [madeSecondary("postfix-out", { dataDirectory: `${IN.dataDirectory}/` })],
    "data_directory = /var/lib/postfix-in of instance postfix-out",
  ],
  [
    "a nameless owner",
    [madePrimary({ configDirectory: "/p", queueDirectory: "/etc/postfix-in" })],
    "queue_directory = /etc/postfix-in of instance /p is already the " +
    "config_directory of instance postfix-in",
  ],
  [
    "an instance in conflict with itself",
    [madeSecondary("postfix-out", {
      queueDirectory: "/x",
      dataDirectory: "/x",
    })],
    "data_directory = /x of instance postfix-out (/etc/postfix-out) is " +
    "already the queue_directory of instance postfix-out (/etc/postfix-out)",
  ],
];

for (const [title, others, message] of CONFLICTS) {
  Deno.test(`registerClaims() refuses ${title}`, () => {
    const claims = [IN, ...others].flatMap(claimsOf);
    assertThrows(() => registerClaims(claims), FatalError, message);
  });
}

Deno.test("registerClaims() refuses a secondary in a shared directory", () => {
  const primary = madePrimary();
  const shared = sharedClaims(primary, [["command_directory", "/usr/sbin"]]);
  const other = madeSecondary("postfix-in", { dataDirectory: "/usr/sbin/" });
  assertThrows(
    () => registerClaims([...shared, ...claimsOf(other)]),
    FatalError,
    "data_directory = /usr/sbin of instance postfix-in (/etc/postfix-in) is " +
      "already the command_directory of instance /etc/postfix",
  );
});

Deno.test("registerClaims() finds every claim by its value", () => {
  const out = madeSecondary("postfix-out");
  const register = registerClaims([madePrimary(), IN, out].flatMap(claimsOf));
  assertEquals(register.size, 11);
  assertEquals(register.get("postfix-out")?.ownerDirectory, "/etc/postfix-out");
  assertEquals(register.get("/var/spool/postfix-in")?.owner, IN_TITLE);
  assertEquals(register.get("/var/spool"), undefined);
});

Deno.test("registerClaims() lets any number of instances be nameless", () => {
  const nameless = ["/a", "/b"].map((directory) =>
    madeSecondary("x", {
      name: "",
      configDirectory: directory,
      queueDirectory: `${directory}/q`,
      dataDirectory: `${directory}/d`,
    })
  );
  assertEquals(registerClaims(nameless.flatMap(claimsOf)).size, 6);
});
