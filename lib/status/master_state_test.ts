import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { withResource } from "../sys/with_resource.ts";
import { readMasterState } from "./master_state.ts";

const STOPPED = { isRunning: false, pid: undefined, sinceMs: undefined };

function state(path: string): ReturnType<typeof readMasterState> {
  return readMasterState({
    queueDirectory: `${path}/queue`,
    dataDirectory: `${path}/data`,
  });
}

Deno.test("readMasterState() tells the process id and start while the lock is held", () => {
  withResource(tempDirectory(), ({ path, write }) => {
    const file = write("queue/pid/master.pid", "            465\n");
    Deno.utimeSync(file, 1000, 2000);
    withResource(Deno.openSync(file), (held) => {
      held.lockSync(true);
      assertEquals(state(path), {
        isRunning: true,
        pid: 465,
        sinceMs: 2_000_000,
      });
    });
    assertEquals(state(path), STOPPED);
  });
});

Deno.test("readMasterState() goes by the data directory when the first file is no help", () => {
  withResource(tempDirectory(), ({ path, write, makeDirectory }) => {
    makeDirectory("queue/pid/master.pid");
    const file = write("data/master.lock", "77\n");
    withResource(Deno.openSync(file), (held) => {
      held.lockSync(true);
      assertEquals(state(path).pid, 77);
    });
    assertEquals(state(path), STOPPED);
  });
});

Deno.test("readMasterState() knows that an instance without files is stopped", () => {
  withResource(
    tempDirectory(),
    ({ path }) => assertEquals(state(path), STOPPED),
  );
});

Deno.test("readMasterState() says so when nothing can be told", () => {
  withResource(tempDirectory(), ({ path, makeDirectory }) => {
    makeDirectory("queue/pid/master.pid");
    makeDirectory("data/master.lock");
    assertEquals(state(path).isRunning, undefined);
  });
});
