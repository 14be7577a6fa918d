import { assertEquals } from "@std/assert";
import { isSameEntry, parseEntry } from "./master_entry.ts";
import { changeEntry, formatEntry } from "./master_layout.ts";

const NOTHING = { fields: [], options: [] };

/** What postconf -F of Postfix 3.7 makes of the left, without a change. */
const LAYOUTS: readonly (readonly [string, string])[] = [
  [
    "smtp inet n - y - - smtpd -o a=b -o { c = d e } -v",
    "smtp       inet  n       -       y       -       -       smtpd\n" +
    "    -o a=b\n    -o {c=d e}\n    -v\n",
  ],
  [
    "127.0.0.1:10026 inet n - n - 5 smtpd -v -o content_filter=",
    "127.0.0.1:10026 inet n   -       n       -       5       smtpd -v\n" +
    "    -o content_filter=\n",
  ],
  [
    "x unix - n n - - pipe -oa=b flags=R argv=/bin/foo -o {q r} $x",
    "x          unix  -       n       n       -       -       pipe\n" +
    "    -o a=b\n    flags=R argv=/bin/foo -o {q r} $x\n",
  ],
  [
    "a unix - - n - - pipe flags=R user=x argv=/bin/foo $sender {a b} -o x=y",
    "a          unix  -       -       n       -       -       pipe flags=R user=x\n" +
    "    argv=/bin/foo $sender {a b} -o x=y\n",
  ],
  [
    "a unix - - - - - b -vo q=1 -vDoa=b",
    "a          unix  -       -       -       -       -       b -v\n" +
    "    -o q=1\n    -vD\n    -o a=b\n",
  ],
];

for (const [text, layout] of LAYOUTS) {
  Deno.test(`changeEntry() has the layout of postconf: ${text}`, () => {
    assertEquals(changeEntry(text, NOTHING), layout);
  });
  Deno.test(`formatEntry() writes the same entry: ${text}`, () => {
    const entry = parseEntry(text);
    const again = parseEntry(
      (entry ? formatEntry(entry) : "").replaceAll("\n", ""),
    );
    assertEquals(entry && again && isSameEntry(entry, again), true);
  });
}

Deno.test("changeEntry() changes what is named, at its place", () => {
  const text = "a unix - - n - 5 b -o q=1 -v -o w=2 -o q=3 -o z=4 foo -o r=4";
  assertEquals(
    changeEntry(text, {
      fields: [{ name: "chroot", value: "y" }],
      options: [
        { name: "q", value: "7 8" },
        { name: "z" },
        { name: "new", value: "" },
      ],
    }),
    "a          unix  -       -       y       -       5       b\n" +
      "    -o {q=7 8}\n    -v\n    -o w=2\n    -o {q=7 8}\n    -o new=\n" +
      "    foo -o r=4\n",
  );
});

Deno.test("changeEntry() puts other arguments after the overrides", () => {
  assertEquals(
    changeEntry("a unix - - n - 5 b -v -o q=1 foo", {
      ...NOTHING,
      args: ["-D", "x y"],
    }),
    "a          unix  -       -       n       -       5       b\n" +
      "    -o q=1\n    -D {x y}\n",
  );
});

Deno.test("changeEntry() leaves what is not a service alone", () => {
  assertEquals(changeEntry("a unix -", NOTHING), undefined);
});
