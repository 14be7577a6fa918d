import { assertEquals } from "@std/assert";
import { madeParameters } from "../../tests/unit/made_installation.ts";
import { parsePlace, settingOf } from "./place.ts";

const MESSAGES: readonly (readonly [
  string,
  ReturnType<typeof parsePlace>,
])[] = [
  ["/a/main.cf, line 12: wrong: mend it", { file: "/a/main.cf", line: 12 }],
  ["/a/main.cf: wrong", { file: "/a/main.cf", line: undefined }],
  ["/a, line x/main.cf, line 2: b", { file: "/a, line x/main.cf", line: 2 }],
  ["there is no user", undefined],
];

for (const [message, place] of MESSAGES) {
  Deno.test(`parsePlace() reads ${message}`, () => {
    assertEquals(parsePlace(message), place);
  });
}

Deno.test("settingOf() tells value and line of what main.cf sets", () => {
  const parameters = madeParameters({ mainCf: "a = b\nmyhostname = x$a\n" });
  assertEquals(settingOf(parameters, "myhostname"), {
    value: "xb",
    isSet: true,
    file: "/etc/postfix/main.cf",
    line: 2,
  });
});

Deno.test("settingOf() tells the default of what it does not", () => {
  assertEquals(settingOf(madeParameters({}), "mail_owner"), {
    value: "postfix",
    isSet: false,
    file: "/etc/postfix/main.cf",
    line: undefined,
  });
});
