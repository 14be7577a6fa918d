import { assertEquals } from "@std/assert";
import {
  argumentProblem,
  formatEntry,
  isSameEntry,
  parseEntry,
} from "./master_entry.ts";

/** What postconf -M of Postfix 3.7 makes of the left. */
const LAYOUTS: readonly (readonly [string, string])[] = [
  [
    "smtp inet n - y - - smtpd -o a=b -o { c = d e } -v",
    "smtp       inet  n       -       y       -       -       smtpd\n" +
    "    -o a=b\n    -o {c=d e}\n    -v\n",
  ],
  [
    "127.0.0.1:10026 inet n - n - 5 smtpd -o content_filter=",
    "127.0.0.1:10026 inet n   -       n       -       5       smtpd\n" +
    "    -o content_filter=\n",
  ],
  [
    "x unix - n n - - pipe -oa=b flags=R argv=/bin/foo -o {q r} $x",
    "x          unix  -       n       n       -       -       pipe\n" +
    "    -o a=b\n    flags=R argv=/bin/foo -o {q r} $x\n",
  ],
];

for (const [text, layout] of LAYOUTS) {
  Deno.test(`formatEntry() has the layout of postconf: ${text}`, () => {
    const entry = parseEntry(text);
    assertEquals(entry && formatEntry(entry), layout);
    const again = parseEntry(layout.replaceAll("\n", ""));
    assertEquals(entry && again && isSameEntry(entry, again), true);
  });
}

const DIFFERENT = [
  "smtp inet n - y - - smtpd -o a=b",
  "smtp inet n - y - - smtpd -o a=c",
  "smtp inet n - y - - smtpd -v -o a=b",
  "smtp inet n - n - - smtpd -o a=b",
  "smtp inet n - y - - smtpd -o a=b -o c=d",
  "smtp inet n - y - - smtpd x -o a=b",
];

Deno.test("isSameEntry() tells entries apart, not their layout", () => {
  for (const [i, one] of DIFFERENT.entries()) {
    for (const [j, other] of DIFFERENT.entries()) {
      const [a, b] = [parseEntry(one), parseEntry(other.replaceAll(" ", "  "))];
      assertEquals(a && b && isSameEntry(a, b), i === j, `${one} | ${other}`);
    }
  }
});

Deno.test("parseEntry() knows what is no service", () => {
  assertEquals(parseEntry("smtp inet n -"), undefined);
});

for (
  const [word, isFine] of [
    ["a", true],
    ["", true],
    ["a b", true],
    ["{a} {b}", true],
    ["a}", true],
    ["a }", false],
    [" a b", false],
    ["{a", false],
    ["a\nb", false],
  ] as const
) {
  Deno.test(`argumentProblem() judges ${JSON.stringify(word)}`, () => {
    assertEquals(argumentProblem(word) === undefined, isFine);
  });
}
