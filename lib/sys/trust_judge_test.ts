import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import {
  type Judged,
  mistrustOf,
  openTrustJudge,
  type TrustedKind,
} from "./trust_judge.ts";

const FILE: Judged = {
  isFile: true,
  isDirectory: false,
  isSymlink: false,
  isFifo: false,
  isSocket: false,
  uid: 0,
  mode: 0o100755,
};

const DIRECTORY: Judged = {
  ...FILE,
  isFile: false,
  isDirectory: true,
  mode: 0o40755,
};

const NO_FILE = { ...FILE, isFile: false };
const TYPE = "put a regular file in its place";

const VERDICTS: readonly (readonly [
  title: string,
  info: Judged,
  kind: TrustedKind,
  reason: string | undefined,
  remedy?: string,
])[] = [
  ["root's file", FILE, "file", undefined],
  ["root's private file", { ...FILE, mode: 0o100600 }, "file", undefined],
  ["the user's own file", { ...FILE, uid: 7 }, "file", undefined],
  ["root's directory", DIRECTORY, "directory", undefined],
  [
    "another user's file",
    { ...FILE, uid: 8 },
    "file",
    "belongs to user 8",
    'run "chown root /x"',
  ],
  [
    "another user's directory",
    { ...DIRECTORY, uid: 8 },
    "directory",
    "belongs to user 8",
    'run "chown root /x"',
  ],
  ...[0o100775, 0o100757, 0o100777].map((mode) =>
    [
      `a file of mode ${mode.toString(8)}`,
      { ...FILE, mode },
      "file",
      "can be written by others than its owner",
      'run "chmod go-w /x"',
    ] as const
  ),
  [
    "a sticky directory for all",
    { ...DIRECTORY, mode: 0o41777 },
    "directory",
    "can be written by others than its owner",
    'run "chmod go-w /x"',
  ],
  ...[0o104755, 0o102755, 0o106755].map((mode) =>
    [
      `a file of mode ${mode.toString(8)}`,
      { ...FILE, mode },
      "file",
      "has a set-user-ID or set-group-ID bit",
      'run "chmod ug-s /x"',
    ] as const
  ),
  [
    "a set-group-ID directory",
    { ...DIRECTORY, mode: 0o42755 },
    "directory",
    "has a set-user-ID or set-group-ID bit",
    'run "chmod ug-s /x"',
  ],
  [
    "a symbolic link",
    { ...NO_FILE, isSymlink: true },
    "file",
    "is a symbolic link, not a regular file",
    TYPE,
  ],
  [
    "a FIFO",
    { ...NO_FILE, isFifo: true },
    "file",
    "is a FIFO, not a regular file",
    TYPE,
  ],
  [
    "a socket",
    { ...NO_FILE, isSocket: true },
    "file",
    "is a socket, not a regular file",
    TYPE,
  ],
  ["a device", NO_FILE, "file", "is a device, not a regular file", TYPE],
  [
    "a directory for a file",
    DIRECTORY,
    "file",
    "is a directory, not a regular file",
    TYPE,
  ],
  [
    "a file for a directory",
    FILE,
    "directory",
    "is a regular file, not a directory",
    "put a directory in its place",
  ],
];

for (const [title, info, kind, reason, remedy = ""] of VERDICTS) {
  Deno.test(`mistrustOf() has its verdict on ${title}`, () => {
    assertEquals(
      mistrustOf("/x", info, { kind, user: 7 }),
      reason === undefined ? undefined : { path: "/x", reason, remedy },
    );
  });
}

// Root's own from the root directory on, which the usual place is not.
const TRUSTED_PARENT = "/run";

Deno.test({
  name: "judge() tells of the first directory that is wrong",
  // Only root can make what root made.
  ignore: Deno.uid() !== 0,
  fn: () => {
    using temp = tempDirectory(TRUSTED_PARENT);
    const file = temp.write("a/b/file");
    Deno.chmodSync(`${temp.path}/a/b`, 0o775);
    const judge = openTrustJudge();
    const { mistrust } = judge.judge(file, "file");
    assertEquals(mistrust?.path, `${temp.path}/a/b`);
    Deno.chownSync(`${temp.path}/a`, 8, 8);
    assertEquals(
      openTrustJudge().judge(file, "file").mistrust?.path,
      `${temp.path}/a`,
    );
  },
});

Deno.test({
  name: "judge() gives the stat of what can be trusted",
  ignore: Deno.uid() !== 0,
  fn: () => {
    using temp = tempDirectory(TRUSTED_PARENT);
    const verdict = openTrustJudge().judge(temp.write("file", "abc"), "file");
    assertEquals("info" in verdict ? verdict.info.size : verdict.mistrust, 3);
  },
});

Deno.test("judge() mistrusts what is missing", () => {
  const { mistrust } = openTrustJudge().judge("/nonexistent/file", "file");
  assertEquals(mistrust?.path, "/nonexistent");
  assertEquals(
    mistrust?.reason,
    "cannot be looked at: No such file or directory",
  );
});
