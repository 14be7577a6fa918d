import { assertEquals, assertThrows } from "@std/assert";
import { snapshot } from "../../tests/unit/snapshot.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { giveBack, ownershipsOf, seizeDirectories } from "./seize.ts";

const OURS = `directory 700 ${Deno.uid()}:`;

// Only root may give directories away.
const ignore = Deno.uid() !== 0;

function makeTree(temp: TempDirectory): string[] {
  temp.makeDirectory("defer/5/A", 0o777);
  Deno.chmodSync(`${temp.path}/defer`, 0o730);
  const paths = ["defer", "defer/5", "defer/5/A"]
    .map((name) => `${temp.path}/${name}`);
  if (!ignore) {
    for (const [at, path] of paths.entries()) Deno.chownSync(path, 7, at);
  }
  return paths;
}

Deno.test("seizeDirectories() makes directories ours alone, and nothing else", () => {
  using temp = tempDirectory();
  const paths = makeTree(temp);
  temp.write("defer/5/file");
  const file = snapshot(temp.path)["defer/5/file"];
  seizeDirectories(paths.slice(0, 2));
  const after = snapshot(temp.path);
  assertEquals(after["defer"]?.slice(0, OURS.length), OURS);
  assertEquals(after["defer/5"]?.slice(0, OURS.length), OURS);
  assertEquals(after["defer/5/A"]?.slice(0, 13), "directory 777");
  assertEquals(after["defer/5/file"], file);
});

Deno.test("seizeDirectories() leaves out what is not there", () => {
  using temp = tempDirectory();
  const paths = makeTree(temp);
  Deno.removeSync(`${temp.path}/defer/5`, { recursive: true });
  seizeDirectories(paths);
  const after = snapshot(temp.path);
  assertEquals(Object.keys(after), ["defer"]);
  assertEquals(after["defer"]?.slice(0, OURS.length), OURS);
});

Deno.test("seizeDirectories() refuses a link, whoever its target belongs to", () => {
  using temp = tempDirectory();
  const paths = makeTree(temp);
  Deno.renameSync(`${temp.path}/defer/5`, `${temp.path}/elsewhere`);
  Deno.chmodSync(temp.makeDirectory("private"), 0o700);
  for (const target of ["elsewhere", "private"]) {
    Deno.symlinkSync(`${temp.path}/${target}`, `${temp.path}/defer/5`);
    const before = snapshot(temp.path)[target];
    assertThrows(
      () => seizeDirectories(paths),
      FatalError,
      `${temp.path}/defer/5: this is a symbolic link now`,
    );
    assertEquals(snapshot(temp.path)[target], before);
    Deno.removeSync(`${temp.path}/defer/5`);
  }
});

Deno.test({
  name: "giveBack() undoes a seizure that went any part of the way",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    const paths = makeTree(temp);
    const former = ownershipsOf(paths);
    const before = snapshot(temp.path);
    for (const count of [0, 1, 2, 3]) {
      seizeDirectories(paths.slice(0, count));
      giveBack(former);
      assertEquals(snapshot(temp.path), before);
    }
  },
});

Deno.test("giveBack() leaves a link alone, and all behind it", () => {
  using temp = tempDirectory();
  const former = ownershipsOf(makeTree(temp));
  temp.makeDirectory("elsewhere/A", 0o711);
  Deno.removeSync(`${temp.path}/defer/5`, { recursive: true });
  Deno.symlinkSync(`${temp.path}/elsewhere`, `${temp.path}/defer/5`);
  const before = snapshot(temp.path);
  seizeDirectories([`${temp.path}/defer`]);
  giveBack(former);
  assertEquals(snapshot(temp.path), before);
});

Deno.test({
  name:
    "giveBack() gives files back too, and leaves a link in their place alone",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    const names = ["queue", "queue/file", "queue/gone", "queue/link"];
    const former = names.map((name, at) => ({
      path: `${temp.path}/${name}`,
      uid: 7,
      gid: at,
      mode: 0o750,
    }));
    temp.write("queue/file");
    const outside = temp.write("outside");
    Deno.symlinkSync(outside, `${temp.path}/queue/link`);
    giveBack(former);
    const after = snapshot(temp.path);
    assertEquals(after["queue"], "directory 750 7:0");
    assertEquals(after["queue/file"]?.slice(0, 12), "file 750 7:1");
    assertEquals(after["outside"]?.slice(0, 12), "file 644 0:0");
  },
});
