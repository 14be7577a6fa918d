import { assertEquals } from "@std/assert";
import { parseCompiledIn } from "./compiled_in.ts";

const OUTPUT = new TextEncoder().encode(
  "2bounce_notice_recipient = postmaster\n" +
    "alias_maps = hash:/etc/aliases, nis:mail.aliases\n" +
    "authorized_submit_users = static:anyone\n" +
    "config_directory = /etc/postfix\n" +
    "multi_instance_group =\n" +
    "multi_instance_name = \n" +
    "syslog_name = ${multi_instance_name?{$multi_instance_name}:{postfix}}\n",
);

const CASES: readonly (readonly [string, string | undefined])[] = [
  ["2bounce_notice_recipient", "postmaster"],
  ["alias_maps", "hash:/etc/aliases, nis:mail.aliases"],
  ["multi_instance_group", ""],
  ["multi_instance_name", ""],
  ["syslog_name", "${multi_instance_name?{$multi_instance_name}:{postfix}}"],
  ["maps", undefined],
  ["alias", undefined],
  ["no_such_parameter", undefined],
];

for (const [name, expected] of CASES) {
  Deno.test(`parseCompiledIn() answers ${expected} for ${name}`, () => {
    assertEquals(parseCompiledIn(OUTPUT)?.get(name), expected);
  });
}

Deno.test("parseCompiledIn() answers undefined for what no postconf prints", () => {
  assertEquals(
    parseCompiledIn(new TextEncoder().encode("usage: x\n")),
    undefined,
  );
  assertEquals(parseCompiledIn(new Uint8Array()), undefined);
});
