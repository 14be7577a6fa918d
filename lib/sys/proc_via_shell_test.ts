import { assert, assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { withResource } from "./with_resource.ts";
import { isSocket, tcpSockets } from "./proc_via_shell.ts";

Deno.test("isSocket() knows a socket, also behind a symbolic link, from other files", () => {
  withResource(tempDirectory(), ({ path, write }) => {
    write("file");
    const listener = Deno.listen({ transport: "unix", path: `${path}/a b` });
    Deno.symlinkSync("a b", `${path}/link`);
    assertEquals(
      ["a b", "link", "file", "nothing"].map((name) =>
        isSocket(`${path}/${name}`)
      ),
      [true, true, false, false],
    );
    listener.close();
  });
});

Deno.test("tcpSockets() tells of a socket that listens", () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = listener.addr.port.toString(16).toUpperCase().padStart(4, "0");
  assert(tcpSockets().includes(` 0100007F:${port} 00000000:0000 0A `));
  listener.close();
});
