import { assertEquals, assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import {
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import type { Plan } from "./edit_context.ts";
import { planImport } from "./plan_import.ts";
import type { EditRequest } from "./request.ts";
import { describeStep } from "./step.ts";

/** An instance to import, in `c`, `q` and `d`. */
function makeTree(temp: TempDirectory): void {
  temp.write(
    "meta/postfix-files",
    "$config_directory:d:root:-:755:u\n$queue_directory:d:root:-:755:u\n",
  );
  temp.makeDirectory("q");
  temp.makeDirectory("d");
  temp.write("c/master.cf");
  temp.write(
    "c/main.cf",
    `queue_directory = ${temp.path}/q\ndata_directory = ${temp.path}/d\n` +
      "multi_instance_name = postfix-old\n",
  );
}

function plan(temp: TempDirectory, change: Partial<EditRequest> = {}): Plan {
  const request = madeRequest("import", {
    directories: { config_directory: `${temp.path}/c` },
    ...change,
  });
  return planImport(madeContext(request, {
    list: madeList(madePrimary(), madeSecondary("postfix-a")),
    installation: madeInstallation({
      defaults: { meta_directory: `${temp.path}/meta` },
    }),
  }));
}

function told(temp: TempDirectory, { steps }: Plan): string[] {
  return steps.map((step) => describeStep(step).replaceAll(temp.path, "@"));
}

Deno.test("planImport() lists an instance as it is", () => {
  using temp = tempDirectory();
  makeTree(temp);
  const planned = plan(temp);
  assertEquals(told(temp, planned), [
    "give @/c owner 0 and mode 755",
    "give @/q owner 0 and mode 755",
    "in /etc/postfix/main.cf list @/c last",
  ]);
  assertEquals(
    planned.summary,
    `imported instance postfix-old in ${temp.path}/c`,
  );
});

Deno.test("planImport() names it before it is listed", () => {
  using temp = tempDirectory();
  makeTree(temp);
  const planned = plan(temp, {
    newName: "postfix-in",
    newGroup: "",
    selection: { by: "all" },
  });
  assertEquals(told(temp, planned), [
    "give @/c owner 0 and mode 755",
    "in @/c/main.cf set multi_instance_name = postfix-in, set " +
    "multi_instance_group = ",
    "give @/q owner 0 and mode 755",
    "in /etc/postfix/main.cf list @/c before /etc/postfix-a",
  ]);
});

const REFUSED: readonly (readonly [
  title: string,
  change: (temp: TempDirectory) => void,
  message: string,
])[] = [
  [
    "no main.cf",
    ({ path }) => Deno.removeSync(`${path}/c/main.cf`),
    "@/c/main.cf: there is no such file, so there is no instance to import",
  ],
  [
    "no master.cf",
    ({ path }) => Deno.removeSync(`${path}/c/master.cf`),
    "@/c/master.cf: there is no such file",
  ],
  [
    "a damaged main.cf",
    (temp) => temp.write("c/main.cf", "nonsense\n"),
    "@/c/main.cf, line 1: ",
  ],
  [
    "no queue directory",
    ({ path }) => Deno.removeSync(`${path}/q`),
    "@/c/main.cf, line 1: queue_directory = @/q: there is no such directory",
  ],
  [
    "no data directory",
    ({ path }) => Deno.removeSync(`${path}/d`),
    "@/c/main.cf, line 2: data_directory = @/d: there is no such directory",
  ],
  ["another's queue directory", (temp) => {
    const lines = `data_directory = ${temp.path}/d\n`;
    temp.write("c/main.cf", `queue_directory = /usr/sbin\n${lines}`);
  }, "queue_directory = /usr/sbin of instance @/c"],
  ["another's name", (temp) => {
    const lines = temp.read("c/main.cf");
    temp.write("c/main.cf", lines.replace("postfix-old", "postfix-a"));
  }, "multi_instance_name = postfix-a of instance postfix-a (@/c)"],
];

for (const [title, change, message] of REFUSED) {
  Deno.test(`planImport() refuses an instance with ${title}`, () => {
    using temp = tempDirectory();
    makeTree(temp);
    change(temp);
    assertThrows(
      () => plan(temp),
      FatalError,
      message.replaceAll("@", temp.path),
    );
  });
}

Deno.test("planImport() refuses what is listed already", () => {
  using temp = tempDirectory();
  makeTree(temp);
  assertThrows(
    () => plan(temp, { directories: { config_directory: "/etc/postfix-a" } }),
    FatalError,
    "/etc/postfix-a: this is the configuration directory of instance postfix-a",
  );
});

Deno.test("planImport() judges by the new name, not by the old one", () => {
  using temp = tempDirectory();
  makeTree(temp);
  const lines = temp.read("c/main.cf");
  temp.write("c/main.cf", lines.replace("postfix-old", "postfix-a"));
  const planned = plan(temp, { newName: "postfix-b" });
  assertEquals(
    planned.summary,
    `imported instance postfix-b in ${temp.path}/c`,
  );
});
