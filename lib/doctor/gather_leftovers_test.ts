import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { findLeftovers } from "./gather_leftovers.ts";

Deno.test("findLeftovers() finds temporary files and the journal, and nothing else", () => {
  using temp = tempDirectory();
  temp.write("main.cf");
  temp.write("main.cf.tmp");
  temp.write("virtual.tmp");
  temp.write("postmulti.d/10-a.sh.tmp");
  temp.write("postmulti.d/10-a.sh");
  temp.write("postmulti.lock", "x");
  temp.write("postmulti.apply.lock");
  temp.makeDirectory("master.cf.tmp");
  const found = findLeftovers(temp.path, temp.path);
  assertEquals(
    found.map(({ path, kind }) => `${path.slice(temp.path.length)} ${kind}`),
    [
      "/main.cf.tmp temporary",
      "/postmulti.d/10-a.sh.tmp temporary",
      "/postmulti.lock journal",
      "/postmulti.apply.lock apply",
    ],
  );
});

Deno.test("findLeftovers() takes an empty lock for the lock of nothing", () => {
  using temp = tempDirectory();
  temp.write("postmulti.lock");
  const [found] = findLeftovers(temp.path, temp.path);
  assertEquals(found?.kind, "lock");
});

Deno.test("findLeftovers() looks for a journal in the primary instance only", () => {
  using temp = tempDirectory();
  temp.write("postmulti.lock", "x");
  assertEquals(findLeftovers(temp.path, "/etc/postfix"), []);
});

Deno.test("findLeftovers() passes over a file that somebody has locked", () => {
  using temp = tempDirectory();
  using file = Deno.openSync(temp.write("main.cf.tmp"), { write: true });
  file.lockSync(true);
  // Seen through another open file, as by another process.
  assertEquals(findLeftovers(temp.path, "/etc/postfix"), []);
});

Deno.test("findLeftovers() finds nothing in a directory that is gone", () => {
  assertEquals(findLeftovers("/nonexistent", "/nonexistent"), []);
});
