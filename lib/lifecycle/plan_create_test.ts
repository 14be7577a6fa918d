import { assert, assertEquals, assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import {
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { snapshot } from "../../tests/unit/snapshot.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError, UsageError } from "../diag/errors.ts";
import type { Plan } from "./edit_context.ts";
import { planCreate } from "./plan_create.ts";
import type { EditRequest } from "./request.ts";
import { describeStep } from "./step.ts";

function makePrototypes(temp: TempDirectory): void {
  temp.write("meta/main.cf.proto", "mail_owner = postfix\n");
  temp.write("meta/master.cf.proto", "# master\n");
  temp.write(
    "meta/postfix-files",
    "$config_directory:d:root:-:755:u\n" +
      "$queue_directory:d:root:-:755:uc\n" +
      "$queue_directory/pid:d:root:-:755:uc\n",
  );
}

/** Plan beside a primary in `etc/postfix`, `spool/postfix`, `lib/postfix`. */
function plan(temp: TempDirectory, change: Partial<EditRequest>): Plan {
  const { path } = temp;
  const primary = madePrimary({
    configDirectory: `${path}/etc/postfix`,
    queueDirectory: `${path}/spool/postfix`,
    dataDirectory: `${path}/lib/postfix`,
  });
  return planCreate(madeContext(madeRequest("create", change), {
    list: madeList(primary, madeSecondary("postfix-a")),
    installation: madeInstallation({
      configDirectory: primary.configDirectory,
      defaults: { meta_directory: `${path}/meta` },
    }),
  }));
}

function told(temp: TempDirectory, { steps }: Plan): string[] {
  return steps.map((step) => describeStep(step).replaceAll(temp.path, "@"));
}

const NAMED = { newName: "postfix-in", newGroup: "mta" };

Deno.test("planCreate() writes all before it changes the list", () => {
  using temp = tempDirectory();
  makePrototypes(temp);
  temp.makeDirectory("etc");
  temp.makeDirectory("spool");
  temp.makeDirectory("lib");
  const before = snapshot(temp.path);
  const planned = plan(temp, NAMED);
  const steps = told(temp, planned);
  assertEquals(
    steps.map((line) => line.replace(/, \d+ bytes/, "")),
    [
      "make the directory @/etc/postfix-in, mode 755",
      "make the directory @/spool/postfix-in, mode 755",
      "make the directory @/lib/postfix-in, mode 700",
      "give @/etc/postfix-in owner 0 and mode 755",
      "write @/etc/postfix-in/main.cf, mode 644",
      "write @/etc/postfix-in/master.cf, mode 644",
      "give @/spool/postfix-in owner 0 and mode 755",
      "make the directory @/spool/postfix-in/pid, mode 755",
      "give @/spool/postfix-in/pid owner 0 and mode 755",
      "in @/etc/postfix/main.cf list @/etc/postfix-in last",
    ],
  );
  assertEquals(planned.warnings, []);
  assertEquals(
    planned.summary,
    `created instance postfix-in in ${temp.path}/etc/postfix-in`,
  );
  assertEquals(snapshot(temp.path), before);
});

Deno.test("planCreate() has a main.cf of the prototype, and master.cf as it is", () => {
  using temp = tempDirectory();
  makePrototypes(temp);
  const contents = plan(temp, NAMED).steps.flatMap((step) =>
    step.kind === "write-file" ? new TextDecoder().decode(step.content) : []
  );
  assertEquals(contents, [
    "#mail_owner = postfix\n" +
    "authorized_submit_users = \n" +
    `data_directory = ${temp.path}/lib/postfix-in\n` +
    "master_service_disable = inet\n" +
    `queue_directory = ${temp.path}/spool/postfix-in\n` +
    "multi_instance_group = mta\n" +
    "multi_instance_name = postfix-in\n",
    "# master\n",
  ]);
});

Deno.test("planCreate() puts the instance where it is told", () => {
  using temp = tempDirectory();
  makePrototypes(temp);
  const selection = { by: "name", name: "a" } as const;
  const steps = told(temp, plan(temp, { ...NAMED, selection }));
  assertEquals(
    steps.at(-1),
    "in @/etc/postfix/main.cf list @/etc/postfix-in before /etc/postfix-a",
  );
});

for (const name of ["main.cf", "master.cf"]) {
  Deno.test(`planCreate() warns that it replaces a lone ${name}`, () => {
    using temp = tempDirectory();
    makePrototypes(temp);
    const path = temp.write(`etc/postfix-in/${name}`, "old");
    assertEquals(plan(temp, NAMED).warnings, [
      `${path}: has been replaced by Postfix's prototype`,
    ]);
  });
}

Deno.test("planCreate() imports a complete instance as it is", () => {
  using temp = tempDirectory();
  makePrototypes(temp);
  temp.makeDirectory("q");
  temp.makeDirectory("d");
  temp.write(
    "etc/postfix-in/main.cf",
    `queue_directory = ${temp.path}/q\ndata_directory = ${temp.path}/d\n`,
  );
  temp.write("etc/postfix-in/master.cf");
  const planned = plan(temp, NAMED);
  const steps = told(temp, planned);
  assertEquals(steps.filter((line) => line.startsWith("write")), []);
  assert(steps.includes(
    "in @/etc/postfix-in/main.cf set multi_instance_name = postfix-in, set " +
      "multi_instance_group = mta",
  ));
  assertEquals(
    planned.summary,
    `imported instance postfix-in in ${temp.path}/etc/postfix-in`,
  );
});

for (const name of ["main.cf.proto", "master.cf.proto"]) {
  Deno.test(`planCreate() needs ${name}`, () => {
    using temp = tempDirectory();
    makePrototypes(temp);
    Deno.removeSync(`${temp.path}/meta/${name}`);
    assertThrows(
      () => plan(temp, NAMED),
      FatalError,
      `${temp.path}/meta/${name}: No such file or directory`,
    );
    temp.write(`meta/${name}`, "");
    assertThrows(
      () => plan(temp, NAMED),
      FatalError,
      `${temp.path}/meta/${name}: is empty: new instances are made from it: ` +
        "reinstall Postfix",
    );
  });
}

Deno.test("planCreate() refuses directories that are listed or claimed", () => {
  using temp = tempDirectory();
  makePrototypes(temp);
  const refused = (change: Partial<EditRequest>, message: string): void => {
    assertThrows(() => plan(temp, change), FatalError, message);
  };
  refused(
    { ...NAMED, directories: { config_directory: "/etc/postfix-a" } },
    "/etc/postfix-a: this is the configuration directory of instance postfix-a",
  );
  refused(
    { ...NAMED, directories: { queue_directory: "/var/spool/postfix-a" } },
    "queue_directory = /var/spool/postfix-a of instance postfix-in",
  );
  refused({ newName: "postfix-a" }, "multi_instance_name = postfix-a of");
});

Deno.test("planCreate() refuses a path where something else is", () => {
  using temp = tempDirectory();
  makePrototypes(temp);
  const path = temp.write("spool/postfix-in");
  assertThrows(
    () => plan(temp, NAMED),
    FatalError,
    `${path}: this is not a directory: choose another path, or remove it`,
  );
});

Deno.test("planCreate() refuses an instance without name and directories", () => {
  using temp = tempDirectory();
  makePrototypes(temp);
  assertThrows(() => plan(temp, {}), UsageError, "-e create needs a name (-I)");
});
