import { assertEquals, assertThrows } from "@std/assert";
import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { FatalError } from "../diag/errors.ts";
import type { ApplyDocument } from "./document.ts";
import { readDocument } from "./read_document.ts";

function read(text: string, told: string[] = []): ApplyDocument {
  const tell = (mistake: string): void => void told.push(mistake);
  return readDocument(encodeUtf8(text), { source: "doc.json", tell });
}

/** A document with one instance, whose members come from line 3 on. */
function withInstance(members: string): string {
  return `{"schema": 1, "instances": [\n{"name": "postfix-a",\n${members}}]}`;
}

Deno.test("readDocument() reads what an entry says", () => {
  const { exclusive, instances } = read(JSON.stringify({
    $schema: "document.schema.json",
    schema: 1,
    exclusive: true,
    instances: [
      { primary: true },
      {
        name: "postfix-a",
        group: null,
        enabled: true,
        config_directory: "/etc/a//",
        main_cf: { x: "größe \udcff", y: null },
        master_cf: {
          "smtp/inet": null,
          "[::1]:10/inet": { process_limit: 5, command: "smtpd", args: ["-v"] },
        },
        files: [{ path: "a/b", content: "c", mode: "0640" }],
        plugins: { "90-notify": { enabled: false } },
        state: "restarted_when_changed",
      },
    ],
  }));
  const [primary, a] = instances;
  assertEquals(exclusive, true);
  assertEquals([primary?.primary, primary?.name, primary?.state], [
    true,
    undefined,
    undefined,
  ]);
  assertEquals([a?.name, a?.group, a?.enabled], ["postfix-a", "", true]);
  assertEquals(a?.configDirectory, "/etc/a");
  assertEquals([...a?.mainCf ?? []], [
    ["x", "gr\xc3\xb6\xc3\x9fe \xff"],
    ["y", null],
  ]);
  const service = a?.masterCf.get("[::1]:10/inet");
  assertEquals(service?.fields, { process_limit: "5" });
  assertEquals(service?.args, ["-v"]);
  assertEquals(a?.masterCf.get("smtp/inet"), null);
  const { path, mode, owner } = a?.files[0] ?? {};
  assertEquals([path, mode, owner], ["a/b", 0o640, "root"]);
  assertEquals(a?.plugins.get("90-notify")?.enabled, false);
  assertEquals(a?.state, "restarted_when_changed");
});

const MISTAKES: readonly (readonly [document: string, message: string])[] = [
  ["[]", "doc.json, line 1: must be an object"],
  ["{}", "doc.json: 2 mistakes: nothing was done"],
  ['{"schema": 1}', 'doc.json, line 1: the member "instances" is missing'],
  [
    '{"schema": 2,\n"instances": []}',
    "doc.json, line 1: schema: must be 1",
  ],
  [
    '{"schema": 1,\n"instances": [],\n"hosts": 1}',
    "doc.json, line 3: hosts: there is no such member: it can have $schema, " +
    "schema, exclusive, instances",
  ],
  [
    '{"schema": 1, "instances": [\n{}]}',
    'doc.json, line 2: instances[0]: needs a "name" or a "config_directory"',
  ],
  [
    '{"schema": 1, "instances": [{"name": "a"}]}',
    'doc.json, line 1: instances[0].name: instance name "a" does not start ' +
    'with "postfix-": call it postfix-a',
  ],
  [
    '{"schema": 1, "instances": [{"name": "postfix-a"},\n{"primary": true}]}',
    "doc.json, line 2: instances[1]: the primary instance comes first",
  ],
  [
    '{"schema": 1, "instances": [{"name": "postfix-a"},\n{"name": "postfix-a"}]}',
    "doc.json, line 2: instances[1]: postfix-a is another's already",
  ],
  [
    withInstance('"state": "running"'),
    "doc.json, line 3: instances[0].state: must be one of started, stopped, " +
    "restarted_when_changed, absent",
  ],
  [
    withInstance('"state": "absent", "enabled": true'),
    'doc.json, line 2: instances[0]: "enabled" has no meaning for an instance ' +
    "that is absent",
  ],
  [
    withInstance('"enabled": "yes"'),
    "doc.json, line 3: instances[0].enabled: must be true or false",
  ],
  [
    withInstance('"queue_directory": "spool"'),
    "doc.json, line 3: instances[0].queue_directory: the value must be an " +
    "absolute path",
  ],
  [
    withInstance('"main_cf": {\n"queue_directory": "/x"}'),
    "doc.json, line 4: instances[0].main_cf.queue_directory: cannot be set " +
    'here: the member "queue_directory" says that',
  ],
  [
    withInstance('"main_cf": {"a b": "/x"}'),
    'doc.json, line 3: instances[0].main_cf["a b"]: this is not a parameter name',
  ],
  [
    withInstance('"main_cf": {"x": "a\\nb"}'),
    "doc.json, line 3: instances[0].main_cf.x: must be one line",
  ],
  [
    withInstance('"main_cf": {"x": 1}'),
    "doc.json, line 3: instances[0].main_cf.x: must be a string",
  ],
  [
    withInstance('"main_cf": {"x": "\\ud800"}'),
    "doc.json, line 3: instances[0].main_cf.x: has half a character in it: a " +
    "byte that is not UTF-8 is \\udc80 to \\udcff",
  ],
  [
    withInstance('"main_cf": {"x": "1",\n"x": "2"}'),
    'doc.json, line 4: "x" is given twice: it is in line 3, too',
  ],
  [
    withInstance('"master_cf": {"smtp": null}'),
    "doc.json, line 3: instances[0].master_cf.smtp: must be NAME/TYPE, TYPE " +
    "one of inet, unix, unix-dgram, fifo, pass: smtp/inet",
  ],
  [
    withInstance('"master_cf": {"smtp/inet": {\n"chroot": "n n"}}'),
    'doc.json, line 4: instances[0].master_cf["smtp/inet"].chroot: must be ' +
    "one word without braces",
  ],
  [
    withInstance('"master_cf": {"smtp/inet": {"options": {"a": "{ b"}}}'),
    'doc.json, line 3: instances[0].master_cf["smtp/inet"].options.a: cannot ' +
    "be written in master.cf: white space at its ends, or braces without " +
    "their partners",
  ],
  [
    withInstance('"master_cf": {"smtp/inet": {"args": ["-o", "a=b"]}}'),
    'doc.json, line 3: instances[0].master_cf["smtp/inet"]: give what "-o" ' +
    'overrides as "options"',
  ],
  [
    withInstance('"files": [{"path": "x"}]'),
    'doc.json, line 3: instances[0].files[0]: the member "content" is missing',
  ],
  [
    withInstance('"files": [{"path": "../x", "content": ""}]'),
    'doc.json, line 3: instances[0].files[0].path: must have no empty, "." ' +
    'or ".." part',
  ],
  [
    withInstance('"files": [{"path": "x", "content": "", "mode": "4755"}]'),
    "doc.json, line 3: instances[0].files[0].mode: must be three octal digits " +
    'in a string: "0640"',
  ],
  [
    withInstance('"plugins": {"notify": {}}'),
    "doc.json, line 3: instances[0].plugins.notify: is not the id of a plugin: " +
    "those that come with postmulti are 05-systemd, 10-maintenance, " +
    "20-chroot, 30-content-filter, 90-notify",
  ],
  [
    withInstance(
      '"plugins": {"50-a": {"file": {"name": "50-b.sh", "content": ""}}}',
    ),
    'doc.json, line 3: instances[0].plugins["50-a"]: 50-b.sh is the file of 50-b',
  ],
];

for (const [document, message] of MISTAKES) {
  Deno.test(`readDocument() says: ${message}`, () => {
    const { message: said } = assertThrows(() => read(document), FatalError);
    assertEquals(said, message);
  });
}

Deno.test("readDocument() tells all mistakes at once", () => {
  const told: string[] = [];
  assertThrows(
    () => read(withInstance('"enabled": 1,\n"state": 2'), told),
    FatalError,
    "doc.json: 2 mistakes: nothing was done",
  );
  assertEquals(told.map((line) => line.split(": ")[1]), [
    "instances[0].enabled",
    "instances[0].state",
  ]);
});

Deno.test("readDocument() refuses what is not UTF-8", () => {
  assertThrows(
    () => readDocument('{"a": "\xff"}', { source: "d", tell: () => {} }),
    FatalError,
    "d: is not UTF-8, so it is not JSON",
  );
});
