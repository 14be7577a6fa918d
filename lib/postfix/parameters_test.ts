import { assertEquals, assertThrows } from "@std/assert";
import { madeParameters } from "../../tests/unit/made_installation.ts";
import { FatalError } from "../diag/errors.ts";
import { fromBytes } from "../main_cf/byte_string.ts";
import { listOf } from "./parameters.ts";

// What `postconf -x -c DIR` of Postfix 3.7.11 gives on a host that is called
// mx1 and has no domain.
const VALUES: readonly (readonly [
  mainCf: string,
  name: string,
  value: string,
])[] = [
  ["", "multi_instance_enable", "no"],
  ["multi_instance_enable = yes\n", "multi_instance_enable", "yes"],
  ["multi_instance_enable =\n", "multi_instance_enable", ""],
  ["", "no_such_parameter", ""],
  ["x = $y\ny = Y\n", "x", "Y"],
  ["x = $no_such_parameter.\n", "x", "."],
  ["", "syslog_name", "postfix"],
  ["multi_instance_name = postfix-in\n", "syslog_name", "postfix-in"],
  ["data_directory = /d\n", "address_verify_map", "btree:/d/verify_cache"],
  ["", "config_directory", "/etc/postfix-in"],
  ["x = $config_directory/x\n", "x", "/etc/postfix-in/x"],
  ["config_directory = /other\n", "config_directory", "/other"],
  ["", "myhostname", "mx1.localdomain"],
  ["", "mydomain", "localdomain"],
  ["myhostname = a.b\n", "mydomain", "b"],
  ["myhostname = a.b.c\n", "mydomain", "b.c"],
  ["myhostname = host\n", "mydomain", "localdomain"],
  ["myhostname = mx1.localdomain\n", "mydomain", "localdomain"],
  ["myhostname = a.b\nmydomain = c.d\n", "mydomain", "c.d"],
  ["h = a.b.c\nmyhostname = $h\n", "mydomain", "b.c"],
  ["myhostname = ${x:{a.b}}.c\n", "mydomain", "b.c"],
  ["x = größe\n", "x", "größe"],
];

for (const [mainCf, name, value] of VALUES) {
  const title = `value() of ${name} is "${value}" of`;
  Deno.test(`${title} ${JSON.stringify(mainCf)}`, () => {
    const configDirectory = "/etc/postfix-in";
    const parameters = madeParameters({ configDirectory, mainCf });
    assertEquals(parameters.value(name), value);
  });
}

const NOT_UTF8 = new Uint8Array([
  ...new TextEncoder().encode("y = ok\nx = a"),
  0xff,
  0x0a,
  ...new TextEncoder().encode("z = $x\n"),
]);

Deno.test("bytes() gives a value that is not UTF-8, which value() refuses", () => {
  const parameters = madeParameters({ mainCf: NOT_UTF8 });
  assertEquals(parameters.bytes("x"), "a\xff");
  assertEquals(parameters.value("y"), "ok");
  assertThrows(
    () => parameters.value("x"),
    FatalError,
    "/etc/postfix/main.cf, line 2: x has bytes that are not UTF-8",
  );
  assertThrows(
    () => parameters.value("z"),
    FatalError,
    "/etc/postfix/main.cf, line 3: z has bytes that are not UTF-8",
  );
});

Deno.test("bytes() gives a value that is UTF-8 as bytes", () => {
  const parameters = madeParameters({ mainCf: "x = ö\n" });
  assertEquals(parameters.bytes("x"), fromBytes(new Uint8Array([0xc3, 0xb6])));
});

const UNEXPANDABLE: readonly (readonly [
  mainCf: string,
  name: string,
  place: string,
])[] = [
  ["\nx = ${y\n", "x", "/etc/postfix/main.cf, line 2: "],
  ["x = $x\n", "x", "/etc/postfix/main.cf, line 1: "],
  ["y = $z\n\nz = ${\n", "y", "/etc/postfix/main.cf, line 3: "],
];

for (const [mainCf, name, place] of UNEXPANDABLE) {
  const title = `value() names the place of what is wrong in`;
  Deno.test(`${title} ${JSON.stringify(mainCf)}`, () => {
    const parameters = madeParameters({ mainCf });
    const error = assertThrows(() => parameters.value(name), FatalError);
    assertEquals(error.message.slice(0, place.length), place);
  });
}

Deno.test("explicit() is the raw value in main.cf, and only that", () => {
  const mainCf = "x = $y z\nx = $y\nempty =\n";
  const parameters = madeParameters({ mainCf });
  assertEquals(parameters.explicit("x"), "$y");
  assertEquals(parameters.explicit("empty"), "");
  assertEquals(parameters.explicit("queue_directory"), undefined);
});

Deno.test("place() is the line of the setting that counts, or the file", () => {
  const parameters = madeParameters({
    configDirectory: "/etc/postfix-in",
    mainCf: "# x\nx = 1\ny = 2\nx = 3\n",
  });
  assertEquals(parameters.path, "/etc/postfix-in/main.cf");
  assertEquals(parameters.place("x"), "/etc/postfix-in/main.cf, line 4");
  assertEquals(parameters.place("y"), "/etc/postfix-in/main.cf, line 3");
  assertEquals(parameters.place("z"), "/etc/postfix-in/main.cf");
});

const LISTS: readonly (readonly [value: string, words: readonly string[]])[] = [
  ["", []],
  [" , \t,\r\n", []],
  ["/a", ["/a"]],
  ["/a /b", ["/a", "/b"]],
  ["/a,/b", ["/a", "/b"]],
  [" /a, /b\t,,/c\r\n/d, ", ["/a", "/b", "/c", "/d"]],
  ["/a /a", ["/a", "/a"]],
  ["/a/ /b;c", ["/a/", "/b;c"]],
  ["/a\u00a0b", ["/a\u00a0b"]],
];

for (const [value, words] of LISTS) {
  Deno.test(`listOf() takes ${JSON.stringify(value)} apart`, () => {
    assertEquals(listOf(value), words);
  });
}
