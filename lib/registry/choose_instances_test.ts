import { assertEquals, assertThrows } from "@std/assert";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { FatalError } from "../diag/errors.ts";
import { chooseInstances } from "./choose_instances.ts";

Deno.test("chooseInstances() reports damaged instances and leaves them out", () => {
  using temp = tempDirectory();
  const mainCf = `multi_instance_directories = ${temp.path}/a ${temp.path}/b\n`;
  temp.write("etc/main.cf", mainCf);
  temp.write("b/main.cf", "queue_directory = /qb\ndata_directory = /db\n");
  const lines: string[] = [];
  const chosen = chooseInstances(
    madeInstallation({
      configDirectory: `${temp.path}/etc`,
      mainCf: `multi_instance_directories = ${temp.path}/a ${temp.path}/b\n`,
    }),
    { by: "all" },
    createDiagnostics((line) => lines.push(line)),
  );
  assertEquals(chosen.isComplete, false);
  assertEquals(
    chosen.instances.map(({ queueDirectory }) => queueDirectory),
    ["/var/spool/postfix", "/qb"],
  );
  assertEquals(lines.length, 1);
  const start =
    `postmulti: warning: instance ${temp.path}/a is left out: ${temp.path}/etc`;
  assertEquals(lines[0]?.slice(0, start.length), start);
});

Deno.test("chooseInstances() says nothing of damaged instances that are not meant", () => {
  using temp = tempDirectory();
  const lines: string[] = [];
  const mainCf = `multi_instance_directories = ${temp.path}/a\n`;
  temp.write("etc/main.cf", mainCf);
  const chosen = chooseInstances(
    madeInstallation({ configDirectory: `${temp.path}/etc`, mainCf }),
    { by: "name", name: "-" },
    createDiagnostics((line) => lines.push(line)),
  );
  assertEquals([chosen.isComplete, chosen.instances.length], [true, 1]);
  assertEquals(lines, []);
});

Deno.test("chooseInstances() refuses instances in conflict, whichever are meant", () => {
  using temp = tempDirectory();
  temp.write(
    "a/main.cf",
    "queue_directory = /var/spool/postfix\ndata_directory = /da\n",
  );
  assertThrows(
    () =>
      chooseInstances(
        madeInstallation({
          mainCf: `multi_instance_directories = ${temp.path}/a\n`,
        }),
        { by: "name", name: "-" },
        createDiagnostics(() => {}),
      ),
    FatalError,
    "queue_directory = /var/spool/postfix of instance",
  );
});
