import { assertEquals } from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { type Change, changesOf } from "./changes.ts";
import type { Step } from "./step.ts";

const MAIN_CF = `a = 1
b = 2
b = 3
multi_instance_directories = /etc/postfix-in
`;

/** Steps are given and changes come back with `@` for the directory. */
function changesIn(
  steps: (path: string) => readonly Step[],
  files: Readonly<Record<string, string>> = {},
): Change[] {
  using temp = tempDirectory();
  temp.write("main.cf", MAIN_CF);
  for (const [name, text] of Object.entries(files)) temp.write(name, text);
  const changes = changesOf({ steps: steps(temp.path) }, {
    configDirectory: temp.path,
    compiledIn: madeDefaults(),
  });
  return JSON.parse(JSON.stringify(changes).replaceAll(temp.path, "@"));
}

function listChange(
  path: string,
  kind: "remove" | "deport",
  directory: string,
): Step {
  const change = { kind, directory };
  return { kind: "edit-list", path: `${path}/main.cf`, change };
}

Deno.test("changesOf() names the settings that an edit changes, and no others", () => {
  const changes = changesIn((path) => [{
    kind: "edit-main-cf",
    path: `${path}/main.cf`,
    edits: [
      { kind: "set", name: "a", value: "1" },
      { kind: "set", name: "b", value: "3" },
      { kind: "set", name: "c", value: "" },
      { kind: "remove", name: "d" },
      { kind: "comment-out", name: "multi_instance_directories" },
    ],
  }]);
  assertEquals(changes, [{
    kind: "edited",
    path: "@/main.cf",
    parameters: ["b", "c", "multi_instance_directories"],
  }]);
});

Deno.test("changesOf() has no change for an edit that changes nothing", () => {
  const changes = changesIn((path) => [
    {
      kind: "edit-main-cf",
      path: `${path}/main.cf`,
      edits: [{ kind: "set", name: "a", value: "1" }],
    },
    listChange(path, "remove", "/etc/postfix-other"),
  ]);
  assertEquals(changes, []);
});

for (
  const [kind, parameters] of [
    ["remove", ["multi_instance_directories"]],
    ["deport", [
      "multi_instance_directories",
      "alternate_config_directories",
    ]],
  ] as const
) {
  Deno.test(`changesOf() names the lists that ${kind} changes`, () => {
    const changes = changesIn(
      (path) => [listChange(path, kind, "/etc/postfix-in")],
    );
    assertEquals(changes, [{
      kind: "edited",
      path: "@/main.cf",
      parameters: [...parameters],
    }]);
  });
}

Deno.test("changesOf() tells new files from replaced ones, and says nothing of them twice", () => {
  const write = (path: string): Step => {
    return { kind: "write-file", path, content: new Uint8Array(), mode: 0o644 };
  };
  const own = (path: string): Step => {
    const none = { uid: 0, gid: undefined, mode: 0o755, recursive: true };
    return { kind: "set-permissions", path, ...none };
  };
  const changes = changesIn((path) => [
    { kind: "make-directory", path: `${path}/new`, mode: 0o755 },
    own(`${path}/new`),
    own(`${path}/there`),
    write(`${path}/new/main.cf`),
    write(`${path}/there/main.cf`),
    own(`${path}/there/main.cf`),
  ], { "there/main.cf": "" });
  assertEquals(changes, [
    { kind: "made", type: "directory", path: "@/new" },
    { kind: "permissions", path: "@/there", recursive: true },
    { kind: "made", type: "file", path: "@/new/main.cf" },
    { kind: "replaced", type: "file", path: "@/there/main.cf" },
  ]);
});

Deno.test("changesOf() has removals, and not what only keeps others out", () => {
  const changes = changesIn((path) => [
    { kind: "seize-directories", queueDirectory: path, directories: [] },
    { kind: "check-empty", title: "in", queueDirectory: path },
    { kind: "remove-queue", title: "in", path: `${path}/hold` },
    { kind: "remove-file", path: `${path}/main.cf` },
    { kind: "remove-directory", path },
  ]);
  assertEquals(changes, [
    { kind: "removed", type: "directory", path: "@/hold" },
    { kind: "removed", type: "file", path: "@/main.cf" },
    { kind: "removed", type: "directory", path: "@" },
  ]);
});
