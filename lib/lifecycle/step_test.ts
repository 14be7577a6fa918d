import { assertEquals } from "@std/assert";
import { describeStep, type Step } from "./step.ts";

const PERMISSIONS = {
  kind: "set-permissions",
  path: "/q/active",
  uid: 104,
  gid: 109,
  mode: 0o700,
  recursive: false,
} as const;

const WORDS: readonly (readonly [step: Step, words: string])[] = [
  [
    { kind: "make-directory", path: "/c", mode: 0o755 },
    "make the directory /c, mode 755",
  ],
  [
    {
      kind: "write-file",
      path: "/c/main.cf",
      content: new Uint8Array(7),
      mode: 0o644,
    },
    "write /c/main.cf, 7 bytes, mode 644",
  ],
  [PERMISSIONS, "give /q/active owner 104:109 and mode 700"],
  [{ ...PERMISSIONS, gid: undefined }, "give /q/active owner 104 and mode 700"],
  [
    { ...PERMISSIONS, uid: 0, gid: 0, mode: 0o2755, recursive: true },
    "give /q/active owner 0:0 and mode 2755, and what is below it",
  ],
  [
    {
      kind: "edit-main-cf",
      path: "/c/main.cf",
      edits: [
        { kind: "set", name: "a", value: "b c" },
        { kind: "comment-out", name: "d" },
        { kind: "remove", name: "e" },
      ],
    },
    "in /c/main.cf set a, comment out d, remove e",
  ],
  [
    {
      kind: "edit-main-cf",
      path: "/c/main.cf",
      edits: [{ kind: "remove", name: "a" }],
    },
    "in /c/main.cf remove a",
  ],
  [
    {
      kind: "edit-master-cf",
      path: "/c/master.cf",
      edits: [
        { kind: "set", service: "a/inet", lines: "" },
        { kind: "comment-out", service: "b/unix" },
      ],
    },
    "in /c/master.cf set a/inet, comment out b/unix",
  ],
  [{ kind: "withdraw-file", path: "/c/x" }, "remove /c/x"],
  [
    { kind: "move-file", path: "/c/x", to: "/c/y" },
    "rename /c/x to /c/y",
  ],
  [
    {
      kind: "edit-list",
      path: "/c/main.cf",
      change: { kind: "remove", directory: "/d" },
    },
    "in /c/main.cf take /d off the list",
  ],
  [
    {
      kind: "seize-directories",
      queueDirectory: "/q",
      directories: ["/q/defer", "/q/defer/A"],
    },
    "make the directories in /q root's alone (2 in all), so that no " +
    "other user can replace them",
  ],
  [
    { kind: "remove-queue", title: "postfix-a", path: "/q/hold" },
    "remove the queue /q/hold, or stop if it is not empty",
  ],
  [
    { kind: "check-empty", title: "postfix-a", queueDirectory: "/q" },
    "make sure that /q holds no mail",
  ],
  [{ kind: "remove-file", path: "/c/main.cf" }, "remove /c/main.cf"],
  [
    { kind: "remove-directory", path: "/c" },
    "remove the directory /c if it is empty",
  ],
];

for (const [step, words] of WORDS) {
  Deno.test(`describeStep() says "${words}"`, () => {
    assertEquals(describeStep(step), words);
  });
}
