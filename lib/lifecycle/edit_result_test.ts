import { assertEquals } from "@std/assert";
import { madeDefaults } from "../../tests/unit/made_installation.ts";
import { resultOfEdit } from "./edit_result.ts";
import type { Step } from "./step.ts";

const PATH = "/etc/postfix/main.cf";

function set(name: string, value: string): Step {
  const edits = [{ kind: "set", name, value }] as const;
  return { kind: "edit-main-cf", path: PATH, edits };
}

function list(directory: string): Step {
  const change = { kind: "add", directory, before: undefined } as const;
  return { kind: "edit-list", path: PATH, change };
}

const LIST = "multi_instance_directories =";

const RESULTS: readonly (readonly [
  step: Step,
  before: string,
  after: string | undefined,
  warnings: number,
])[] = [
  [set("a", "2"), "a = 1\n", "a = 2\n", 0],
  [set("a", "2"), "a = 1\na = 3\n", "a = 2\na = 2\n", 1],
  [set("a", "2"), "a = 2\n", undefined, 0],
  [list("/b"), `${LIST} /a\n`, `${LIST} /a /b\n`, 0],
  [list("/a"), `${LIST} /a\n`, undefined, 0],
  [{ kind: "remove-file", path: PATH }, "a = 1\n", undefined, 0],
  [
    { kind: "write-file", path: PATH, content: new Uint8Array(), mode: 0 },
    "a = 1\n",
    undefined,
    0,
  ],
];

for (const [step, before, after, warnings] of RESULTS) {
  const title = `${step.kind} makes ${JSON.stringify(after)} of`;
  Deno.test(`resultOfEdit() of ${title} ${JSON.stringify(before)}`, () => {
    const outcome = resultOfEdit(step, new TextEncoder().encode(before), {
      configDirectory: "/etc/postfix",
      compiledIn: madeDefaults(),
    });
    const text = outcome && new TextDecoder().decode(outcome.file);
    assertEquals(text, after);
    assertEquals(outcome?.warnings.length ?? 0, warnings);
  });
}
