import { assertEquals, assertThrows } from "@std/assert";
import { snapshot } from "../../tests/unit/snapshot.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { formerOwnerships, type Ownership, setOwnership } from "./ownership.ts";
import { type FormerOwnership, giveBack } from "./seize.ts";

// Only root may give files away.
const ignore = Deno.uid() !== 0;

function look(path: string): string {
  const { uid, gid, mode } = Deno.lstatSync(path);
  return `${uid}:${gid} ${((mode ?? 0) & 0o7777).toString(8)}`;
}

/** Set what is wanted of `name`; what formerOwnerships() says of it before. */
function set(
  temp: TempDirectory,
  name: string,
  wanted: Ownership & { readonly recursive?: boolean },
): FormerOwnership[] {
  const path = `${temp.path}/${name}`;
  const former = formerOwnerships(path, wanted, wanted.recursive ?? false);
  setOwnership(path, wanted, wanted.recursive ?? false);
  return former;
}

const SINGLE: readonly (readonly [
  title: string,
  wanted: Ownership,
  after: string,
])[] = [
  ["owner, group and mode", { uid: 7, gid: 8, mode: 0o700 }, "7:8 700"],
  ["the mode alone", { uid: 0, gid: 0, mode: 0o711 }, "0:0 711"],
  ["the owner alone", { uid: 7, gid: 0, mode: 0o755 }, "7:0 755"],
  ["no group", { uid: 7, gid: undefined, mode: 0o755 }, "7:0 755"],
  ["bits that chown(2) clears", { uid: 7, gid: 8, mode: 0o6755 }, "7:8 6755"],
  ["the sticky bit", { uid: 0, gid: 0, mode: 0o1777 }, "0:0 1777"],
];

for (const [title, wanted, after] of SINGLE) {
  Deno.test({
    name: `setOwnership() sets ${title} of a directory and of a file`,
    ignore,
    fn: () => {
      using temp = tempDirectory();
      for (
        const path of [
          temp.makeDirectory("directory"),
          temp.write("file", "", 0o755),
        ]
      ) {
        const former = set(temp, path.slice(temp.path.length + 1), wanted);
        assertEquals(former, [{ path, uid: 0, gid: 0, mode: 0o755 }]);
        assertEquals(look(path), after);
      }
    },
  });
}

for (const gid of [0, undefined]) {
  Deno.test({
    name: `setOwnership() does not touch what is right, with group ${gid}`,
    ignore,
    fn: async () => {
      using temp = tempDirectory();
      const path = temp.makeDirectory("directory", 0o755);
      const before = Deno.statSync(path).ctime?.getTime();
      // The runtime gives the time of change in whole seconds.
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const wanted = { uid: 0, gid, mode: 0o755 };
      assertEquals(set(temp, "directory", wanted), []);
      assertEquals(Deno.statSync(path).ctime?.getTime(), before);
    },
  });
}

function makeTree(temp: TempDirectory): void {
  temp.write("queue/file", "", 0o640);
  temp.write("queue/a/deep", "", 0o4755);
  temp.write("outside", "", 0o640);
  temp.write("elsewhere/file", "", 0o640);
  Deno.symlinkSync("../outside", `${temp.path}/queue/link`);
  Deno.symlinkSync("../elsewhere", `${temp.path}/queue/to_directory`);
}

Deno.test({
  name:
    "setOwnership() goes below a directory: owners of all, modes of directories",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    const former = set(temp, "queue", {
      uid: 7,
      gid: 8,
      mode: 0o700,
      recursive: true,
    });
    assertEquals(
      ["queue", "queue/a", "queue/file", "queue/a/deep"]
        .map((name) => look(`${temp.path}/${name}`)),
      ["7:8 700", "7:8 700", "7:8 640", "7:8 4755"],
    );
    assertEquals(
      former.map(({ path }) => path.slice(temp.path.length + 1)).sort(),
      ["queue", "queue/a", "queue/a/deep", "queue/file"],
    );
  },
});

Deno.test({
  name: "formerOwnerships() knows a directory by a path that ends in a slash",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    temp.write("queue/file", "", 0o640);
    const wanted = { uid: 7, gid: 8, mode: 0o700 };
    const former = formerOwnerships(`${temp.path}/queue/`, wanted, true);
    assertEquals(
      former.map(({ path }) => path.slice(temp.path.length + 1)),
      ["queue/", "queue//file"],
    );
  },
});

Deno.test({
  name: "setOwnership() leaves links below a directory and their targets alone",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    set(temp, "queue", { uid: 7, gid: 8, mode: 0o700, recursive: true });
    for (const name of ["outside", "elsewhere/file"]) {
      assertEquals(look(`${temp.path}/${name}`), "0:0 640");
    }
    assertEquals(look(`${temp.path}/elsewhere`), "0:0 755");
    assertEquals(Deno.lstatSync(`${temp.path}/queue/link`).uid, 0);
  },
});

Deno.test({
  name: "setOwnership() leaves what is below a directory alone unless asked",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    set(temp, "queue", { uid: 7, gid: 8, mode: 0o700 });
    assertEquals(look(`${temp.path}/queue`), "7:8 700");
    assertEquals(look(`${temp.path}/queue/a`), "0:0 755");
    assertEquals(look(`${temp.path}/queue/file`), "0:0 640");
  },
});

Deno.test({
  name: "setOwnership() keeps the groups below a directory when none is wanted",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    const path = temp.write("queue/file", "", 0o640);
    Deno.chownSync(path, 0, 9);
    set(temp, "queue", {
      uid: 7,
      gid: undefined,
      mode: 0o700,
      recursive: true,
    });
    assertEquals(look(path), "7:9 640");
  },
});

Deno.test({
  name: "setOwnership() can be undone by giving back what it changed",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    Deno.chownSync(`${temp.path}/queue/a/deep`, 5, 6);
    Deno.chmodSync(`${temp.path}/queue/a/deep`, 0o4755);
    const before = snapshot(temp.path);
    const wanted = { uid: 7, gid: 8, mode: 0o700, recursive: true };
    giveBack(set(temp, "queue", wanted));
    assertEquals(snapshot(temp.path), before);
  },
});

/** A queue that looks as it must, but for one file deep in it. */
function makeWrong(temp: TempDirectory): string[] {
  const wrong = temp.write("queue/a/b/wrong");
  temp.write("queue/c/right");
  for (const name of ["queue", "queue/a", "queue/a/b", "queue/c"]) {
    Deno.chmodSync(`${temp.path}/${name}`, 0o700);
  }
  Deno.chownSync(wrong, 7, 0);
  return ["", "/a", "/a/b", "/a/b/wrong"]
    .map((name) => `${temp.path}/queue${name}`);
}

Deno.test({
  name: "formerOwnerships() knows every directory on the way to a change",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    const ways = makeWrong(temp);
    const before = snapshot(temp.path);
    const wanted = { uid: 0, gid: undefined, mode: 0o700, recursive: true };
    const former = set(temp, "queue", wanted);
    assertEquals(former.map(({ path }) => path), ways);
    assertEquals(look(`${temp.path}/queue/a/b/wrong`), "0:0 644");
    assertEquals(look(`${temp.path}/queue/a/b`), "0:0 700");
    giveBack(former);
    assertEquals(snapshot(temp.path), before);
  },
});

Deno.test({
  name: "setOwnership() follows a link that leads to what is right itself",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeWrong(temp);
    Deno.symlinkSync("queue", `${temp.path}/link`);
    const wanted = { uid: 0, gid: undefined, mode: 0o700, recursive: true };
    set(temp, "link", wanted);
    assertEquals(look(`${temp.path}/queue/a/b/wrong`), "0:0 644");
    assertThrows(
      () => set(temp, "link", { ...wanted, mode: 0o750 }),
      FatalError,
      `${temp.path}/link: this is a symbolic link, and what it leads to`,
    );
  },
});

Deno.test("setOwnership() names the file that is not there", () => {
  using temp = tempDirectory();
  assertThrows(
    () => set(temp, "missing", { uid: 0, gid: 0, mode: 0o755 }),
    FatalError,
    `${temp.path}/missing`,
  );
});

Deno.test("formerOwnerships() has nothing to say of what is not there", () => {
  using temp = tempDirectory();
  const wanted = { uid: 0, gid: 0, mode: 0o755 };
  assertEquals(formerOwnerships(`${temp.path}/missing`, wanted, true), []);
});

Deno.test({
  name: "setOwnership() tells what only root may do",
  // Root may do it.
  ignore: !ignore,
  fn: () => {
    using temp = tempDirectory();
    const path = temp.write("file");
    assertThrows(
      () => set(temp, "file", { uid: 0, gid: 0, mode: 0o644 }),
      FatalError,
      `${path}: owner or mode cannot be changed: Operation not permitted`,
    );
  },
});

Deno.test("setOwnership() refuses a file with a second name that is not right", () => {
  using temp = tempDirectory();
  temp.write("one", "x", 0o640);
  Deno.linkSync(`${temp.path}/one`, `${temp.path}/two`);
  const wanted = { uid: Deno.uid() ?? 0, gid: undefined, mode: 0o600 };
  assertThrows(
    () => setOwnership(`${temp.path}/one`, wanted, false),
    FatalError,
    "has a second name elsewhere",
  );
  assertEquals((Deno.statSync(`${temp.path}/two`).mode ?? 0) & 0o777, 0o640);
  setOwnership(`${temp.path}/one`, { ...wanted, mode: 0o640 }, false);
});
