import { assertEquals } from "@std/assert";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { toText } from "../main_cf/lossless_text.ts";
import type { Instance } from "../registry/instance.ts";
import { formatJsonList, formatList, formatListForTerminal } from "./list.ts";

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

Deno.test("formatJsonList() escapes what JSON needs escaped", () => {
  const name = 'a"\\\n';
  const line = formatJsonList([madeSecondary(name)]);
  assertEquals(JSON.parse(line).name, name);
  assertEquals(line.match(/\n/g)?.length, 1);
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
