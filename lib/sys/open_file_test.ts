import { assertEquals, assertThrows } from "@std/assert";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { withResource } from "./with_resource.ts";
import { openForReading } from "./open_file.ts";

// Only root opens so that it need not wait.
const ignore = Deno.uid() !== 0;

/** Whether a file can be written through what was opened. */
function isWritable(path: string): boolean {
  return withResource(openForReading(path), (file) => {
    try {
      return file.writeSync(new Uint8Array([1])) === 1;
    } catch {
      return false;
    }
  });
}

function inPrivate(temp: TempDirectory): string {
  return temp.write("private/file", "text");
}

/** Files that others could exchange for a FIFO. */
const EXCHANGEABLE: readonly (readonly [
  title: string,
  make: (temp: TempDirectory) => string,
])[] = [
  ["in a directory that others can write", (temp) => {
    const path = inPrivate(temp);
    Deno.chmodSync(`${temp.path}/private`, 0o777);
    return path;
  }],
  ["in another user's directory", (temp) => {
    const path = inPrivate(temp);
    Deno.chownSync(`${temp.path}/private`, 7, 7);
    return path;
  }],
  ["below another user's directory", (temp) => {
    Deno.chownSync(temp.path, 7, 7);
    return inPrivate(temp);
  }],
  ["behind a link", (temp) => {
    Deno.symlinkSync(inPrivate(temp), `${temp.path}/link`);
    return `${temp.path}/link`;
  }],
];

for (const [title, make] of EXCHANGEABLE) {
  Deno.test({
    name: `openForReading() does not wait for what is ${title}`,
    ignore,
    fn: () => {
      using temp = tempDirectory("/run");
      assertEquals(isWritable(make(temp)), true);
    },
  });
}

Deno.test({
  name: "openForReading() does not wait for a FIFO in a directory of others",
  ignore,
  fn: () => {
    using temp = tempDirectory("/run");
    Deno.chownSync(temp.path, 7, 7);
    const path = `${temp.path}/fifo`;
    new Deno.Command("mkfifo", { args: [path] }).outputSync();
    using file = openForReading(path);
    assertEquals(file.statSync().isFifo, true);
  },
});

Deno.test({
  name: "openForReading() opens what only root can exchange for reading only",
  ignore,
  fn: () => {
    using temp = tempDirectory("/run");
    assertEquals(isWritable(inPrivate(temp)), false);
  },
});

Deno.test("openForReading() reads", () => {
  using temp = tempDirectory();
  using file = openForReading(inPrivate(temp));
  const bytes = new Uint8Array(4);
  file.readSync(bytes);
  assertEquals(new TextDecoder().decode(bytes), "text");
});

Deno.test("openForReading() does not make what is missing", () => {
  using temp = tempDirectory();
  assertThrows(() => openForReading(`${temp.path}/none`), Deno.errors.NotFound);
  assertEquals(temp.names(), []);
});
