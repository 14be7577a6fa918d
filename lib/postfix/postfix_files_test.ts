import { assertEquals, assertThrows } from "@std/assert";
import { FatalError } from "../diag/errors.ts";
import { parsePostfixFiles, type PermissionRule } from "./postfix_files.ts";

const VALUES = new Map([
  ["config_directory", "/etc/postfix-in"],
  ["queue_directory", "/var/spool/postfix-in"],
  ["data_directory", "/var/lib/postfix-in"],
  ["mail_owner", "postfix"],
  ["setgid_group", "postdrop"],
]);

function parse(text: string): PermissionRule[] {
  return parsePostfixFiles(text, (name) => VALUES.get(name) ?? "");
}

const RULE: PermissionRule = {
  path: "/etc/postfix-in",
  type: "directory",
  owner: "root",
  group: undefined,
  mode: 0o755,
  create: false,
  recursive: false,
  optional: false,
};

const RULES: readonly (readonly [
  line: string,
  change: Partial<PermissionRule>,
])[] = [
  ["$config_directory:d:root:-:755:u", {}],
  ["$config_directory:d:root:-:755", {}],
  ["$config_directory:d:root::755:", {}],
  ["$config_directory:d:root:-:0755:u", {}],
  ["$config_directory:d:root:-:2755:u", { mode: 0o2755 }],
  ["$config_directory/main.cf:f:root:-:644:p", {
    path: "/etc/postfix-in/main.cf",
    type: "file",
    mode: 0o644,
  }],
  ["$config_directory/access:f:root:-:644:p1", {
    path: "/etc/postfix-in/access",
    type: "file",
    mode: 0o644,
    optional: true,
  }],
  ["$config_directory/x:f:root:-:644:i", {
    path: "/etc/postfix-in/x",
    type: "file",
    mode: 0o644,
    optional: true,
  }],
  ["$data_directory:d:$mail_owner:-:700:uc", {
    path: "/var/lib/postfix-in",
    owner: "postfix",
    mode: 0o700,
    create: true,
  }],
  ["$queue_directory/active:d:$mail_owner:-:700:ucr", {
    path: "/var/spool/postfix-in/active",
    owner: "postfix",
    mode: 0o700,
    create: true,
    recursive: true,
  }],
  ["$queue_directory/public:d:$mail_owner:$setgid_group:710:uc", {
    path: "/var/spool/postfix-in/public",
    owner: "postfix",
    group: "postdrop",
    mode: 0o710,
    create: true,
  }],
];

for (const [line, change] of RULES) {
  Deno.test(`parsePostfixFiles() understands ${line}`, () => {
    assertEquals(parse(`${line}\n`), [{ ...RULE, ...change }]);
  });
}

const IGNORED = [
  "",
  "# $config_directory:d:root:-:755:u",
  " $config_directory:d:root:-:755:u",
  "$daemon_directory:d:root:-:755:u",
  "$command_directory/postdrop:f:root:$setgid_group:2755:u",
  "$sendmail_path:f:root:-:755",
  "$meta_directory/main.cf.proto:f:root:-:644",
  "$config_directory/old:f:root:-:644:o",
  "$queue_directory/old:d:root:-:755:uco",
  "$config_directory/x:h:$config_directory/y",
  "$config_directory/x:l:$config_directory/y",
  "nonsense",
];

for (const line of IGNORED) {
  Deno.test(`parsePostfixFiles() passes over "${line}"`, () => {
    assertEquals(parse(line), []);
  });
}

Deno.test("parsePostfixFiles() understands shared files when it is asked to", () => {
  const lines = [
    "# comment",
    "$config_directory:d:root:-:755:u",
    "$sendmail_path:f:root:$setgid_group:2755:u",
    "$mailq_path:l:$sendmail_path",
  ];
  const rules = parsePostfixFiles(
    lines.join("\n"),
    (name) => VALUES.get(name) ?? `/${name}`,
    { shared: true },
  );
  assertEquals(rules.map(({ path, group, mode }) => [path, group, mode]), [
    ["/etc/postfix-in", undefined, 0o755],
    ["/sendmail_path", "postdrop", 0o2755],
  ]);
});

Deno.test("parsePostfixFiles() keeps the order of the lines", () => {
  const lines = [
    "$queue_directory/b:d:root:-:755:uc",
    "# comment",
    "$queue_directory/a:d:root:-:755:uc",
    "$queue_directory/b:d:root:-:700:uc",
  ];
  const rules = parse(lines.join("\n")).map(({ path, mode }) =>
    `${path.slice(-1)} ${mode.toString(8)}`
  );
  assertEquals(rules, ["b 755", "a 755", "b 700"]);
});

const SENSELESS = [
  "$config_directory",
  "$config_directory:x:root:-:755:u",
  "$config_directory::root:-:755:u",
  "$config_directory:d:root:-:rwx:u",
  "$config_directory:d:root:-:75:u",
  "$config_directory:d:root:-:00755:u",
  "$config_directory:d:root:-:789:u",
  "$config_directory:d:root:-::u",
  "$config_directory/../cron.d:d:root:-:755:u",
];

for (const line of SENSELESS) {
  Deno.test(`parsePostfixFiles() refuses ${line}`, () => {
    assertThrows(
      () => parse(`# one\n\n${line}\n`),
      FatalError,
      `line 3: "${line}" makes no sense`,
    );
  });
}
