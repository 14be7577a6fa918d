import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../diag/errors.ts";
import type { DirectorySettings, EditAction } from "../lifecycle/request.ts";
import { EDIT_ACTIONS } from "../lifecycle/request.ts";
import { readDirectorySettings } from "./directory_settings.ts";

const READ: readonly (readonly [
  action: EditAction,
  words: readonly string[],
  settings: DirectorySettings,
])[] = [
  ["create", [], {}],
  ["import", [], {}],
  ["enable", [], {}],
  ["create", ["config_directory=/c"], { config_directory: "/c" }],
  ["create", ["queue_directory=/q"], { queue_directory: "/q" }],
  ["create", ["data_directory=/d"], { data_directory: "/d" }],
  ["create", ["config_directory=/c", "data_directory=/d"], {
    config_directory: "/c",
    data_directory: "/d",
  }],
  ["import", ["config_directory=/c"], { config_directory: "/c" }],
  ["create", ["config_directory = /c"], { config_directory: "/c" }],
  ["create", ["\tconfig_directory\t=\t/c\t"], { config_directory: "/c" }],
  ["create", ["config_directory=/c///"], { config_directory: "/c" }],
  ["create", ["config_directory=/a/b/"], { config_directory: "/a/b" }],
  ["create", ["config_directory=/a=b"], { config_directory: "/a=b" }],
  ["create", ["config_directory=/größe"], { config_directory: "/größe" }],
  ["create", ["data_directory=/c", "data_directory=/d"], {
    data_directory: "/d",
  }],
];

for (const [action, words, settings] of READ) {
  const title = JSON.stringify(words);
  Deno.test(`readDirectorySettings() reads ${title} of -e ${action}`, () => {
    assertEquals(readDirectorySettings(action, words), settings);
  });
}

const REFUSED: readonly (readonly [
  action: EditAction,
  word: string,
  message: string,
])[] = [
  [
    "create",
    "/c",
    '"/c" is not of the form name=value: did you mean "-e create ' +
    'config_directory=/c"?',
  ],
  [
    "create",
    "postfix-x",
    '"postfix-x" is not of the form name=value: did you mean "-e create ' +
    '-I postfix-x"?',
  ],
  [
    "import",
    "x",
    '"x" is not of the form name=value: did you mean "-e import -I postfix-x"?',
  ],
  ["create", "", '"" is not of the form name=value'],
  ["create", "=/c", '"=/c" is not of the form name=value'],
  ["create", " =/c", '" =/c" is not of the form name=value'],
  ["create", "config_directory", "is not of the form name=value"],
  ["create", "config_directory=", "the value must be an absolute path"],
  ["create", "config_directory=c", "the value must be an absolute path"],
  ["create", "config_directory=./c", "the value must be an absolute path"],
  ["create", "config_directory=/", "the value is the root directory"],
  ["create", "config_directory=///", "the value is the root directory"],
  ["create", "config_directory=/a b", "white space, commas"],
  ["create", "config_directory=/a,b", "white space, commas"],
  ["create", "config_directory=/$b", "white space, commas"],
  ["create", "config_directory=/a\nb", "white space, commas"],
  [
    "create",
    "mail_owner=/c",
    "mail_owner cannot be set with -e create: only config_directory, " +
    "queue_directory, data_directory",
  ],
  ["create", "Config_directory=/c", "cannot be set with -e create"],
  [
    "import",
    "queue_directory=/q",
    "queue_directory cannot be set with -e import: only config_directory",
  ],
];

for (const [action, word, message] of REFUSED) {
  const title = JSON.stringify(word);
  Deno.test(`readDirectorySettings() refuses ${title} of -e ${action}`, () => {
    assertThrows(
      () => readDirectorySettings(action, [word]),
      UsageError,
      message,
    );
  });
}

for (const action of EDIT_ACTIONS) {
  if (action === "create" || action === "import") continue;
  Deno.test(`readDirectorySettings() refuses any operand of -e ${action}`, () => {
    assertThrows(
      () => readDirectorySettings(action, ["config_directory=/c"]),
      UsageError,
      `-e ${action} takes no operand: "config_directory=/c"`,
    );
  });
}
