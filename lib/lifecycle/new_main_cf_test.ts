import { assertEquals } from "@std/assert";
import { madeParameters } from "../../tests/unit/made_installation.ts";
import type { MainCfEdit } from "../main_cf/edit.ts";
import {
  nameEdits,
  type NewInstanceSettings,
  newMainCf,
} from "./new_main_cf.ts";

const SETTINGS: NewInstanceSettings = {
  queueDirectory: "/var/spool/postfix-in",
  dataDirectory: "/var/lib/postfix-in",
  name: undefined,
  group: undefined,
};

const OWN = "authorized_submit_users = \n" +
  "data_directory = /var/lib/postfix-in\n" +
  "master_service_disable = inet\n" +
  "queue_directory = /var/spool/postfix-in\n";

function make(
  prototype: string,
  primary: string,
  change: Partial<NewInstanceSettings> = {},
): string {
  const file = newMainCf(
    new TextEncoder().encode(prototype),
    madeParameters({ mainCf: primary }),
    { ...SETTINGS, ...change },
  );
  return new TextDecoder().decode(file);
}

const FILES: readonly (readonly [
  title: string,
  prototype: string,
  primary: string,
  change: Partial<NewInstanceSettings>,
  expected: string,
])[] = [
  ["what is its own", "", "", {}, OWN],
  [
    "its own settings in the place of the prototype's",
    "# a\nqueue_directory = /q\n# b\ndata_directory = /d\n c\nx = y\n",
    "",
    {},
    "# a\nqueue_directory = /var/spool/postfix-in\n# b\n" +
    "data_directory = /var/lib/postfix-in\nx = y\n" +
    "authorized_submit_users = \nmaster_service_disable = inet\n",
  ],
  [
    "no shared setting of the prototype that the primary has not",
    "mail_owner = postfix\ncommand_directory = /x\n  y\n",
    "",
    {},
    `#mail_owner = postfix\n#command_directory = /x\n#  y\n${OWN}`,
  ],
  [
    "no shared setting that is empty in the primary",
    "mail_owner = postfix\n",
    "mail_owner =\n",
    {},
    `#mail_owner = postfix\n${OWN}`,
  ],
  [
    "the primary's shared settings, as they are written",
    "mail_owner = postfix\n",
    "mail_owner = mail\nsendmail_path = $command_directory/sendmail\n",
    {},
    `mail_owner = mail\n${OWN}sendmail_path = $command_directory/sendmail\n`,
  ],
  [
    "none of the primary's other settings",
    "",
    "queue_directory = /q\nmyhostname = a.b\nmulti_instance_name = postfix-0\n",
    {},
    OWN,
  ],
  [
    "its name and its group after all else",
    "",
    "",
    { name: "postfix-in", group: "mta" },
    `${OWN}multi_instance_group = mta\nmulti_instance_name = postfix-in\n`,
  ],
  [
    "that it has no name",
    "",
    "",
    { name: "" },
    `${OWN}multi_instance_name = \n`,
  ],
];

for (const [title, prototype, primary, change, expected] of FILES) {
  Deno.test(`newMainCf() has ${title}`, () => {
    assertEquals(make(prototype, primary, change), expected);
  });
}

Deno.test("newMainCf() keeps the prototype's bytes", () => {
  const prototype = new Uint8Array([0x23, 0xff, 0xfe, 0x0d, 0x0a]);
  const file = newMainCf(prototype, madeParameters({}), SETTINGS);
  assertEquals(file.subarray(0, 5), prototype);
});

for (
  const name of [
    "command_directory",
    "daemon_directory",
    "meta_directory",
    "mail_owner",
    "setgid_group",
    "sendmail_path",
    "mailq_path",
    "newaliases_path",
    "html_directory",
    "manpage_directory",
    "sample_directory",
    "readme_directory",
    "shlib_directory",
  ]
) {
  Deno.test(`newMainCf() shares ${name}`, () => {
    const lines = make(`${name} = proto\n`, `${name} = ours\n`).split("\n");
    assertEquals(lines[0], `${name} = ours`);
  });
}

const EDITS: readonly (readonly [
  name: string | undefined,
  group: string | undefined,
  edits: readonly MainCfEdit[],
])[] = [
  [undefined, undefined, []],
  ["postfix-a", undefined, [
    { kind: "set", name: "multi_instance_name", value: "postfix-a" },
  ]],
  [undefined, "", [
    { kind: "set", name: "multi_instance_group", value: "" },
  ]],
  ["", "g", [
    { kind: "set", name: "multi_instance_name", value: "" },
    { kind: "set", name: "multi_instance_group", value: "g" },
  ]],
];

for (const [name, group, edits] of EDITS) {
  const title = `nameEdits() for name ${name} and group ${group}`;
  Deno.test(`${title} has ${edits.length} edits`, () => {
    assertEquals(nameEdits({ name, group }), edits);
  });
}
