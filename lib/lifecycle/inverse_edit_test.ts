import { assertEquals } from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import type { MainCfEdit } from "../main_cf/edit.ts";
import type { MasterCfEdit } from "../postfix/edit_master_cf.ts";
import { withoutEdit } from "./inverse_edit.ts";
import type { ListChange } from "./list_change.ts";
import type { Step } from "./step.ts";

function without(
  step: Step,
  original: string,
  now: string,
): string | undefined {
  const encoder = new TextEncoder();
  const file = withoutEdit(step, {
    original: encoder.encode(original),
    now: encoder.encode(now),
  }, { configDirectory: "/etc/postfix", compiledIn: madeDefaults() });
  return file && new TextDecoder().decode(file);
}

const OLD = "x unix - - - - - old\n";
const NEW: MasterCfEdit = {
  kind: "set",
  service: "x/unix",
  lines: "x unix - - - - - new\n",
};

function set(name: string, value: string): MainCfEdit {
  return { kind: "set", name, value };
}

const SETTINGS: readonly (readonly [
  edits: readonly MainCfEdit[],
  original: string,
  now: string,
  after: string | undefined,
])[] = [
  [[set("a", "2")], "a = 1\n", "a = 2\nb = 3\n", "a = 1\nb = 3\n"],
  [[set("a", "2")], "", "a = 2\nb = 3\n", "#a = 2\nb = 3\n"],
  [[set("a", "2")], "a = 1\n", "a = 3\n", undefined],
  [[set("a", "2")], "a = 2\n", "a = 2\nb = 3\n", undefined],
  [[set("a", "2")], "a = 1\n", "b = 3\n", undefined],
  [
    [{ kind: "comment-out", name: "a" }],
    "a = 1\n",
    "#a = 1\nb = 3\n",
    "#a = 1\nb = 3\na = 1\n",
  ],
  [[{ kind: "comment-out", name: "a" }], "a = 1\n", "a = 3\n", undefined],
  [[{ kind: "remove", name: "a" }], "a = 1\n", "b = 3\n", "b = 3\na = 1\n"],
  [[{ kind: "remove", name: "a" }], "b = 1\n", "b = 3\n", undefined],
  [[{ kind: "remove", name: "a" }], "a = 1\n", "a = 3\n", undefined],
  [
    [set("a", "2"), set("b", "2")],
    "a = 1\nb = 1\n",
    "a = 2\nb = 3\nc = 4\n",
    "a = 1\nb = 3\nc = 4\n",
  ],
];

for (const [edits, original, now, after] of SETTINGS) {
  const title = JSON.stringify([original, now]);
  Deno.test(`withoutEdit() makes ${JSON.stringify(after)} of ${title}`, () => {
    const step: Step = { kind: "edit-main-cf", path: "/main.cf", edits };
    assertEquals(without(step, original, now), after);
  });
}

const SERVICES: readonly (readonly [
  edit: MasterCfEdit,
  original: string,
  now: string,
  after: string | undefined,
])[] = [
  [
    NEW,
    "# c\n",
    "# c\nx unix - - - - - new\ny\n",
    "# c\n#x unix - - - - - new\ny\n",
  ],
  [NEW, OLD, "# d\nx unix - - - - - new\n", `# d\n${OLD}`],
  [NEW, OLD, "x unix - - - - - theirs\n", undefined],
  [NEW, OLD, "# gone\n", undefined],
  [
    { kind: "comment-out", service: "x/unix" },
    OLD,
    `#${OLD}# d\n`,
    `#${OLD}# d\n${OLD}`,
  ],
  [{ kind: "comment-out", service: "z/unix" }, OLD, `${OLD}# d\n`, undefined],
];

for (const [edit, original, now, after] of SERVICES) {
  const title = JSON.stringify([original, now]);
  Deno.test(`withoutEdit() makes ${JSON.stringify(after)} of ${title}`, () => {
    const path = "/master.cf";
    const step: Step = { kind: "edit-master-cf", path, edits: [edit] };
    assertEquals(without(step, original, now), after);
  });
}

const LIST = "multi_instance_directories =";
const OTHER = "alternate_config_directories =";

const LISTS: readonly (readonly [
  change: ListChange,
  original: string,
  now: string,
  after: string | undefined,
])[] = [
  [
    { kind: "add", directory: "/b", before: undefined },
    `${LIST} /a\n`,
    `${LIST} /a /b /c\n`,
    `${LIST} /a /c\n`,
  ],
  [
    { kind: "add", directory: "/b", before: undefined },
    `${LIST} /a\n`,
    `${LIST} /a /c\n`,
    undefined,
  ],
  [
    { kind: "remove", directory: "/b" },
    `${LIST} /a /b /c\n`,
    `${LIST} /a /c /d\n`,
    `${LIST} /a /b /c /d\n`,
  ],
  [
    { kind: "remove", directory: "/b" },
    `${LIST} /a /b\n`,
    `${LIST} /a /b\n`,
    undefined,
  ],
  [
    { kind: "deport", directory: "/b" },
    `${LIST} /a /b\n`,
    `${LIST} /a\n${OTHER} /x /b\n`,
    `${LIST} /a /b\n${OTHER} /x\n`,
  ],
  [
    { kind: "add", directory: "/b", before: undefined },
    `${LIST} /a\n${OTHER} /x /b\n`,
    `${LIST} /a /b /c\n${OTHER} /x\n`,
    `${LIST} /a /c\n${OTHER} /x /b\n`,
  ],
];

for (const [change, original, now, after] of LISTS) {
  const title = JSON.stringify([change.kind, original, now]);
  Deno.test(`withoutEdit() makes ${JSON.stringify(after)} of ${title}`, () => {
    const step: Step = { kind: "edit-list", path: "/main.cf", change };
    assertEquals(without(step, original, now), after);
  });
}

Deno.test("withoutEdit() has nothing to say of a step that edits nothing", () => {
  const step: Step = { kind: "remove-file", path: "/main.cf" };
  assertEquals(without(step, "a = 1\n", "a = 2\n"), undefined);
});
