import { assertEquals, assertThrows } from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import { FatalError } from "../diag/errors.ts";
import {
  applyListChange,
  describeListChange,
  type ListChange,
  type ListContext,
} from "./list_change.ts";

const SOURCES: ListContext = {
  configDirectory: "/etc/postfix",
  compiledIn: madeDefaults(),
};

function apply(
  mainCf: string,
  change: ListChange,
  sources = SOURCES,
): string | undefined {
  const file = applyListChange(
    new TextEncoder().encode(mainCf),
    change,
    sources,
  );
  return file && new TextDecoder().decode(file);
}

function add(directory: string, before?: string): ListChange {
  return { kind: "add", directory, before };
}

function remove(directory: string): ListChange {
  return { kind: "remove", directory };
}

function deport(directory: string): ListChange {
  return { kind: "deport", directory };
}

function reorder(...directories: string[]): ListChange {
  return { kind: "reorder", directories };
}

const LIST = "multi_instance_directories";
const OTHER = "alternate_config_directories";

const CHANGES: readonly (readonly [
  mainCf: string,
  change: ListChange,
  after: string,
])[] = [
  ["", add("/a"), `${LIST} = /a\n`],
  [`${LIST} =\n`, add("/a"), `${LIST} = /a\n`],
  [`${LIST} = /a\n`, add("/b"), `${LIST} = /a /b\n`],
  [`${LIST} = /a /c\n`, add("/b", "/c"), `${LIST} = /a /b /c\n`],
  [`${LIST} = /a /c\n`, add("/b", "/a"), `${LIST} = /b /a /c\n`],
  [`${LIST} = /a /c\n`, add("/b", "/gone"), `${LIST} = /a /c /b\n`],
  [`${LIST} = /a, /b\n  /c\n`, add("/d"), `${LIST} = /a /b /c /d\n`],
  [`x = /x\n${LIST} = $x/a\n`, add("/b"), `x = /x\n${LIST} = /x/a /b\n`],
  ["# c\n\ny = \xff\n", add("/a"), `# c\n\ny = \xff\n${LIST} = /a\n`],
  ["", add("/größe"), `${LIST} = /größe\n`],
  [`${LIST} = /größe\n`, remove("/größe"), `${LIST} = \n`],
  [`${OTHER} = /a\n`, add("/a"), `${OTHER} = \n${LIST} = /a\n`],
  [`${OTHER} = /a, /b\n`, add("/a"), `${OTHER} = /b\n${LIST} = /a\n`],
  [`${OTHER} = /b,/c\n`, add("/a"), `${OTHER} = /b,/c\n${LIST} = /a\n`],
  [`${LIST} = /a\n`, remove("/a"), `${LIST} = \n`],
  [`${LIST} = /a /b /c\n`, remove("/b"), `${LIST} = /a /c\n`],
  [`${LIST} = /a /b /a\n`, remove("/a"), `${LIST} = /b\n`],
  [`${LIST} = /aa /a/ /a\n`, remove("/a"), `${LIST} = /aa /a/\n`],
  [
    `${LIST} = /a\n${OTHER} = /b /a\n`,
    remove("/a"),
    `${LIST} = \n${OTHER} = /b\n`,
  ],
  [`${LIST} = /a /b\n`, deport("/a"), `${LIST} = /b\n${OTHER} = /a\n`],
  [
    `${LIST} = /a\n${OTHER} = /b\n`,
    deport("/a"),
    `${LIST} = \n${OTHER} = /b /a\n`,
  ],
  [
    `${LIST} = /a\n${OTHER} = /b,/a\n`,
    deport("/a"),
    `${LIST} = \n${OTHER} = /b,/a\n`,
  ],
  [
    `${LIST} = /a /x /b /c\n${OTHER} = /d\n`,
    reorder("/c", "/a", "/d", "/b"),
    `${LIST} = /c /x /a /b\n${OTHER} = /d\n`,
  ],
];

for (const [mainCf, change, after] of CHANGES) {
  const title = `${describeListChange(change)} in ${JSON.stringify(mainCf)}`;
  Deno.test(`applyListChange() can ${title}`, () => {
    assertEquals(apply(mainCf, change), after);
  });
}

const SAME: readonly (readonly [mainCf: string, change: ListChange])[] = [
  [`${LIST} = /a /b\n`, add("/b")],
  [`${LIST} = /a /b\n`, add("/a", "/b")],
  [`${LIST} = /b\n`, remove("/a")],
  [`${LIST} = \n`, remove("/a")],
  [`${LIST} = /b\n${OTHER} = /a\n`, deport("/a")],
  [`${LIST} = /a /b\n`, reorder("/a", "/c", "/b")],
];

for (const [mainCf, change] of SAME) {
  const title = `${describeListChange(change)} in ${JSON.stringify(mainCf)}`;
  Deno.test(`applyListChange() has nothing to change to ${title}`, () => {
    assertEquals(apply(mainCf, change), undefined);
  });
}

Deno.test("applyListChange() starts from the lists that are compiled in", () => {
  const compiledIn = madeDefaults({ [LIST]: "/a", [OTHER]: "/b /c" });
  assertEquals(
    apply("", add("/c"), { ...SOURCES, compiledIn }),
    `${OTHER} = /b\n${LIST} = /a /c\n`,
  );
});

Deno.test("applyListChange() refuses a list that cannot be expanded", () => {
  assertThrows(
    () => apply(`\n${LIST} = $${LIST}\n`, add("/a")),
    FatalError,
    "/etc/postfix/main.cf, line 2: ",
  );
});

Deno.test("applyListChange() refuses to hide the list behind a later one", () => {
  assertThrows(
    () => apply(`${LIST} = /b\n${LIST}\v= /c\n`, add("/a")),
    FatalError,
    `/etc/postfix/main.cf: ${LIST} is set with a control character`,
  );
});

Deno.test("applyListChange() ends the last line before it adds the list", () => {
  for (const end of ["# comment", "x = y"]) {
    assertEquals(
      apply(`x = 1\n${end}`, add("/a")),
      `x = 1\n${end}\n${LIST} = /a\n`,
    );
  }
});

Deno.test("applyListChange() finishes a last line that it replaces", () => {
  assertEquals(apply(`${LIST} = /a`, add("/b")), `${LIST} = /a /b\n`);
});

const WORDS: readonly (readonly [change: ListChange, words: string])[] = [
  [add("/a"), "list /a last"],
  [add("/a", "/b"), "list /a before /b"],
  [remove("/a"), "take /a off the list"],
  [reorder("/b", "/a"), "order the list: /b /a"],
  [deport("/a"), "move /a from the list to alternate_config_directories"],
];

for (const [change, words] of WORDS) {
  Deno.test(`describeListChange() says "${words}"`, () => {
    assertEquals(describeListChange(change), words);
  });
}
