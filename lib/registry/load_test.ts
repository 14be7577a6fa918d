import { assertEquals, assertThrows } from "@std/assert";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { type InstanceList, readInstances } from "./load.ts";

/** Read a primary in `etc` with this main.cf, in which `@` is the directory. */
function read(temp: TempDirectory, mainCf: string): InstanceList {
  return readInstances(madeInstallation({
    configDirectory: `${temp.path}/etc`,
    mainCf: mainCf.replaceAll("@", temp.path),
  }));
}

/** A secondary's directory, with a usable main.cf and what is added to it. */
function writeSecondary(
  temp: TempDirectory,
  name: string,
  added: string | Uint8Array = "",
): string {
  const path = temp.write(
    `${name}/main.cf`,
    `queue_directory = /spool/${name}\ndata_directory = /lib/${name}\n`,
  );
  const bytes = typeof added === "string"
    ? new TextEncoder().encode(added)
    : added;
  Deno.writeFileSync(path, bytes, { append: true });
  return path;
}

Deno.test("readInstances() reads the primary from what is known of it", () => {
  using temp = tempDirectory();
  const { primary } = read(
    temp,
    "multi_instance_name = postfix-0\nmulti_instance_group = g\n" +
      "queue_directory = /q\nmulti_instance_enable = yes\n",
  );
  assertEquals(primary, {
    primary: true,
    name: "postfix-0",
    group: "g",
    enabled: true,
    configDirectory: `${temp.path}/etc`,
    queueDirectory: "/q",
    dataDirectory: "/var/lib/postfix",
  });
});

for (const value of ["no", "yes", "", "maybe"]) {
  Deno.test(`readInstances() has a lone primary enabled in spite of "${value}"`, () => {
    using temp = tempDirectory();
    const list = read(temp, `multi_instance_enable = ${value}\n`);
    assertEquals(list.primary.enabled, true);
    assertEquals(list.secondaries, []);
  });
}

Deno.test("readInstances() believes the setting of a primary with others", () => {
  using temp = tempDirectory();
  writeSecondary(temp, "a");
  const list = read(temp, "multi_instance_directories = @/a\n");
  assertEquals(list.primary.enabled, false);
});

Deno.test("readInstances() cannot do without a readable primary", () => {
  using temp = tempDirectory();
  writeSecondary(temp, "a");
  const lines = "multi_instance_directories = @/a\nmulti_instance_enable =\n";
  assertThrows(
    () => read(temp, lines),
    FatalError,
    `${temp.path}/etc/main.cf, line 2: multi_instance_enable = : this must be`,
  );
  assertThrows(
    () => read(temp, "queue_directory = spool\n"),
    FatalError,
    `${temp.path}/etc/main.cf, line 1: queue_directory = spool: this must be`,
  );
});

Deno.test("readInstances() reads the secondaries in the order of the list", () => {
  using temp = tempDirectory();
  for (const name of ["a", "b", "c"]) writeSecondary(temp, name);
  const list = read(
    temp,
    "x = @/c\nmulti_instance_directories = @/b, $x\n ,@/a\n",
  );
  assertEquals(
    list.secondaries.map(({ instance }) => instance?.queueDirectory),
    ["/spool/b", "/spool/c", "/spool/a"],
  );
});

Deno.test("readInstances() keeps an entry of the list as it is written", () => {
  using temp = tempDirectory();
  writeSecondary(temp, "a");
  const list = read(temp, "multi_instance_directories = @/a/\n");
  const instance = list.secondaries[0]?.instance;
  assertEquals(instance?.configDirectory, `${temp.path}/a/`);
});

Deno.test("readInstances() expands a secondary's settings and knows the defaults", () => {
  using temp = tempDirectory();
  temp.write(
    "a/main.cf",
    "base = $config_directory/x\nqueue_directory = ${base}/q\n" +
      "multi_instance_name = postfix-${multi_instance_group}\n" +
      "multi_instance_group = mta\nmulti_instance_enable = YES\n" +
      "data_directory = ${base}/d\n",
  );
  const list = read(temp, "multi_instance_directories = @/a\n");
  assertEquals(list.secondaries, [{
    instance: {
      primary: false,
      name: "postfix-mta",
      group: "mta",
      enabled: true,
      configDirectory: `${temp.path}/a`,
      queueDirectory: `${temp.path}/a/x/q`,
      dataDirectory: `${temp.path}/a/x/d`,
    },
  }]);
});

for (
  const [title, mainCf, name] of [
    ["that is empty", "", "queue_directory"],
    ["that ends too early", "queue_directory = /q\n", "data_directory"],
  ] as const
) {
  Deno.test(`readInstances() isolates a main.cf ${title}`, () => {
    using temp = tempDirectory();
    temp.write("a/main.cf", mainCf);
    const list = read(temp, "multi_instance_directories = @/a\n");
    const reason = list.secondaries[0]?.damage?.reason ?? "";
    const start = `${temp.path}/a/main.cf: ${name} is not set`;
    assertEquals(reason.slice(0, start.length), start);
  });
}

for (
  const [value, enabled] of [
    ["yes", true],
    ["Yes", true],
    ["no", false],
    ["NO", false],
  ] as const
) {
  Deno.test(`readInstances() takes multi_instance_enable = ${value} for ${enabled}`, () => {
    using temp = tempDirectory();
    writeSecondary(temp, "a", `multi_instance_enable = ${value}\n`);
    const list = read(temp, "multi_instance_directories = @/a\n");
    assertEquals(list.secondaries[0]?.instance?.enabled, enabled);
  });
}

interface Damage {
  /** Added to the main.cf of `a`. */
  readonly added: string | Uint8Array;
  /** The reason, in which `@` is the directory. */
  readonly reason: string;
  readonly name?: string | undefined;
  readonly group?: string | undefined;
}

const KNOWN = "multi_instance_name = postfix-a\nmulti_instance_group = g\n";

const DAMAGES: readonly Damage[] = [
  {
    added: "nonsense\n",
    reason: '@/a/main.cf, line 3: no "=" after the parameter name',
  },
  {
    added: `${KNOWN}multi_instance_enable = true\n`,
    reason: "@/a/main.cf, line 5: multi_instance_enable = true: this must be",
    name: "postfix-a",
    group: "g",
  },
  {
    added: `${KNOWN}multi_instance_enable =\n`,
    reason: "@/a/main.cf, line 5: multi_instance_enable = : this must be",
    name: "postfix-a",
    group: "g",
  },
  {
    added: `${KNOWN}queue_directory = spool\n`,
    reason: "@/a/main.cf, line 5: queue_directory = spool: this must be an",
    name: "postfix-a",
    group: "g",
  },
  {
    added: `${KNOWN}data_directory =\n`,
    reason: "@/a/main.cf, line 5: data_directory = : this must be an",
    name: "postfix-a",
    group: "g",
  },
  {
    added: "multi_instance_name = $multi_instance_name\n",
    reason: "@/a/main.cf, line 3: ",
    name: undefined,
    group: "",
  },
  {
    added: new Uint8Array([
      ...new TextEncoder().encode("queue_directory = /"),
      0xff,
    ]),
    reason: "@/a/main.cf, line 3: queue_directory has bytes that are not UTF-8",
    name: "",
    group: "",
  },
];

for (const { added, reason, name, group } of DAMAGES) {
  const shown = typeof added === "string" ? added : "bytes";
  Deno.test(`readInstances() isolates ${JSON.stringify(shown)}`, () => {
    using temp = tempDirectory();
    writeSecondary(temp, "a", added);
    writeSecondary(temp, "b");
    const list = read(temp, "multi_instance_directories = @/a @/b\n");
    const [first, second] = list.secondaries;
    const expected = reason.replaceAll("@", temp.path);
    assertEquals(first?.damage?.reason.slice(0, expected.length), expected);
    assertEquals(first?.damage?.configDirectory, `${temp.path}/a`);
    assertEquals(first?.damage?.name, name);
    assertEquals(first?.damage?.group, group);
    assertEquals(second?.instance?.queueDirectory, "/spool/b");
  });
}

const UNUSABLE: readonly (readonly [
  title: string,
  entry: string,
  reason: string,
])[] = [
  ["a missing directory", "@/none", "@/none is missing: restore it, or run"],
  ["a file", "@/file", "@/file is not a directory: restore it, or run"],
  ["a path below a file", "@/file/x", "@/file/x is missing: restore it"],
  ["a relative path", "etc/a", "etc/a is not an absolute path: correct it"],
  ["a second mention", "@/b", "@/b is listed twice: remove one of the two"],
  ["a second spelling", "@/b/", "@/b/ is listed twice: remove one of the two"],
  [
    "the primary's directory",
    "@/etc",
    "@/etc is the primary instance's own: remove it from the list",
  ],
  [
    "the primary's directory with a slash",
    "@/etc/",
    "@/etc/ is the primary instance's own: remove it from the list",
  ],
];

for (const [title, entry, reason] of UNUSABLE) {
  Deno.test(`readInstances() isolates ${title} in the list`, () => {
    using temp = tempDirectory();
    writeSecondary(temp, "b");
    temp.write("etc/main.cf");
    temp.write("file");
    const list = read(temp, `\nmulti_instance_directories = @/b ${entry}\n`);
    const [first, second] = list.secondaries;
    assertEquals(first?.instance?.queueDirectory, "/spool/b");
    const expected =
      `@/etc/main.cf, line 2: multi_instance_directories: ${reason}`
        .replaceAll("@", temp.path);
    assertEquals(second?.damage?.reason.slice(0, expected.length), expected);
    assertEquals(
      second?.damage?.configDirectory,
      entry.replaceAll("@", temp.path),
    );
  });
}

Deno.test("readInstances() isolates a directory without main.cf, and says so", () => {
  using temp = tempDirectory();
  temp.makeDirectory("a");
  const list = read(temp, "multi_instance_directories = @/a\n");
  assertEquals(
    list.secondaries[0]?.damage?.reason,
    `${temp.path}/a/main.cf: there is no such file: restore it, or run ` +
      `"postmulti -e deport -i ${temp.path}/a"`,
  );
});

Deno.test("readInstances() isolates a main.cf that is not a file", () => {
  using temp = tempDirectory();
  temp.makeDirectory("a/main.cf");
  const list = read(temp, "multi_instance_directories = @/a\n");
  assertEquals(
    list.secondaries[0]?.damage?.reason,
    `${temp.path}/a/main.cf: this is a directory, not a file`,
  );
});
