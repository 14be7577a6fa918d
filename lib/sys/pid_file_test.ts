import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { withResource } from "./with_resource.ts";
import { parsePid, readPidFile } from "./pid_file.ts";

const TEXTS: readonly (readonly [text: string, pid: number | undefined])[] = [
  ["                             465\n", 465],
  ["1\n", 1],
  ["4194304", 4194304],
  ["", undefined],
  ["0\n", undefined],
  ["-3\n", undefined],
  ["12 13\n", undefined],
  ["x\n", undefined],
];

for (const [text, pid] of TEXTS) {
  Deno.test(`parsePid() finds ${pid} in ${JSON.stringify(text)}`, () => {
    assertEquals(parsePid(text), pid);
  });
}

Deno.test("readPidFile() tells the number and when it was written", () => {
  withResource(tempDirectory(), ({ write }) => {
    const path = write("master.pid", "  77\n");
    Deno.utimeSync(path, 1000, 2000);
    assertEquals(readPidFile(path), { pid: 77, writtenMs: 2_000_000 });
  });
});

Deno.test("readPidFile() tells nothing of what is not a file, and is not held up", () => {
  withResource(tempDirectory(), ({ path }) => {
    new Deno.Command("mkfifo", { args: [`${path}/fifo`] }).outputSync();
    if (Deno.uid() === 0) assertEquals(readPidFile(`${path}/fifo`), undefined);
    assertEquals(readPidFile(path), undefined);
    assertEquals(readPidFile(`${path}/none`), undefined);
  });
});
