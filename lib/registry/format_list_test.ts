import { assertEquals } from "@std/assert";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { toText } from "../main_cf/lossless_text.ts";
import type { Instance } from "./instance.ts";
import {
  formatJsonList,
  formatJsonListForTerminal,
  formatList,
  formatListForTerminal,
} from "./format_list.ts";

const ROWS: readonly (readonly [
  title: string,
  instance: Instance,
  line: string,
])[] = [
  [
    "a nameless primary",
    madePrimary(),
    "-               -               y         /etc/postfix\n",
  ],
  [
    "an instance with all",
    madeSecondary("postfix-out", { group: "mta" }),
    "postfix-out     mta             n         /etc/postfix-out\n",
  ],
  [
    "a name of 15 letters",
    madeSecondary("postfix-1234567", { group: "123456789012345" }),
    "postfix-1234567 123456789012345 n         /etc/postfix-1234567\n",
  ],
  [
    "a name that is too long for its column",
    madeSecondary("postfix-12345678", { group: "1234567890123456" }),
    "postfix-12345678 1234567890123456 n         /etc/postfix-12345678\n",
  ],
  [
    "a name that is called -",
    madeSecondary("-", { group: "-", enabled: true }),
    "-               -               y         /etc/-\n",
  ],
  [
    "a name of 8 letters and 11 bytes, as stock pads it",
    madeSecondary("größeäbc", { configDirectory: "/größe" }),
    encodeUtf8("größeäbc     -               n         /größe\n"),
  ],
  [
    "bytes that are not UTF-8",
    madeSecondary(toText("a\xff"), { configDirectory: toText("/\xfe") }),
    "a\xff              -               n         /\xfe\n",
  ],
];

for (const [title, instance, line] of ROWS) {
  Deno.test(`formatList() shows ${title}`, () => {
    assertEquals(formatList([instance]), line);
  });
}

Deno.test("formatList() has a line for each, in the order given, and no header", () => {
  const instances = [madeSecondary("postfix-b"), madeSecondary("postfix-a")];
  const names = formatList(instances).split("\n").map((line) =>
    line.split(" ")[0]
  );
  assertEquals(names, ["postfix-b", "postfix-a", ""]);
});

Deno.test("formatList() and formatJsonList() are empty for nothing", () => {
  assertEquals(formatList([]), "");
  assertEquals(formatJsonList([]), "");
});

Deno.test("formatJsonList() has one object of strings per line", () => {
  const instances = [
    madePrimary(),
    madeSecondary("postfix-out", { group: "mta", enabled: true }),
    madeSecondary("postfix-in"),
  ];
  const lines = formatJsonList(instances).split("\n");
  assertEquals(lines.pop(), "");
  assertEquals(lines.map((line) => JSON.parse(line)), [
    {
      name: "-",
      group: "-",
      enabled: "y",
      config_directory: "/etc/postfix",
    },
    {
      name: "postfix-out",
      group: "mta",
      enabled: "y",
      config_directory: "/etc/postfix-out",
    },
    {
      name: "postfix-in",
      group: "-",
      enabled: "n",
      config_directory: "/etc/postfix-in",
    },
  ]);
});

Deno.test("formatJsonList() writes the bytes of the stock tool", () => {
  assertEquals(
    formatJsonList([madeSecondary("postfix-out", { group: "mta" })]),
    '{"name": "postfix-out","group": "mta","enabled": "n",' +
      '"config_directory": "/etc/postfix-out"}\n',
  );
});

const STRINGS: readonly (readonly [name: string, json: string])[] = [
  ['q"b\\c/d', '"q\\"b\\\\c/d"'],
  ["a\\u00ab", '"a\\\\u00ab"'],
  ["a\b\f\n\r\tb", '"a\\b\\f\\n\\r\\tb"'],
  ["a\x01\x0b\x1f\x7fb", '"a\\u0001\\u000B\\u001F\\u007Fb"'],
  ["größe \x80\u2028💩<&>", encodeUtf8('"größe \x80\u2028💩<&>"')],
  [toText("caf\xe9"), '"caf\\uDCE9"'],
];

for (const [name, json] of STRINGS) {
  Deno.test(`formatJsonList() writes ${json}`, () => {
    const instance = madeSecondary(name, { configDirectory: "/" });
    const line = formatJsonList([instance]);
    assertEquals(
      line.slice('{"name": '.length, line.indexOf(',"group"')),
      json,
    );
    assertEquals(JSON.parse(toText(line)).name, name);
  });
}

Deno.test("formatJsonListForTerminal() lets no name command the terminal", () => {
  const name = "größe\x9b31m\u202ec";
  const line = toText(formatJsonListForTerminal([madeSecondary(name)]));
  assertEquals(
    line.slice(10, line.indexOf('"', 10)),
    "größe\\u009b31m\\u202ec",
  );
  assertEquals(JSON.parse(line).name, name);
  const plain = [madePrimary(), madeSecondary("postfix-größe")];
  assertEquals(formatJsonListForTerminal(plain), formatJsonList(plain));
});

Deno.test("formatListForTerminal() lets no name command the terminal", () => {
  const instances = [
    madePrimary(),
    madeSecondary("postfix-größe", { group: "a\x1b[31mb\u202ec\x9bd" }),
  ];
  const [, line = ""] = toText(formatListForTerminal(instances)).split("\n");
  assertEquals(line.split(/ +/).slice(0, 2), ["postfix-größe", "a?[31mb?c?d"]);
  const plain = [madePrimary(), madeSecondary("postfix-größe")];
  assertEquals(formatListForTerminal(plain), formatList(plain));
});
