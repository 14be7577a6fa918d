import { assertEquals, assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { planPermissions } from "./plan_permissions.ts";
import { describeStep, type Step } from "./step.ts";

/** The steps by postfix-files of the directory, in words; `@` stands for it. */
function plan(
  temp: TempDirectory,
  rules: readonly string[],
  before: readonly Step[] = [],
): { readonly first: string[]; readonly rest: string[] } {
  temp.write("meta/postfix-files", rules.join("\n"));
  const context = madeContext(madeRequest("create"), {
    installation: madeInstallation({
      defaults: { meta_directory: `${temp.path}/meta` },
    }),
  });
  const { first, rest } = planPermissions(context, {
    configDirectory: `${temp.path}/c`,
    value: (name) =>
      name === "mail_owner" ? "4711" : `${temp.path}/${name.charAt(0)}`,
    before,
  });
  const tell = (step: Step) => describeStep(step).replaceAll(temp.path, "@");
  return { first: first.map(tell), rest: rest.map(tell) };
}

const RULES = [
  "$config_directory:d:root:-:755:u",
  "$data_directory:d:$mail_owner:-:700:uc",
  "$queue_directory:d:root:-:755:uc",
  "$queue_directory/active:d:$mail_owner:-:700:ucr",
  "$queue_directory/pid:d:root:0:755:uc",
  "$config_directory/main.cf:f:root:-:644:p",
  "$config_directory/access:f:root:-:644:p1",
];

const FIRST = ["give @/c owner 0 and mode 755"];

Deno.test("planPermissions() makes what is missing and mends what is there", () => {
  using temp = tempDirectory();
  temp.write("c/main.cf");
  temp.makeDirectory("q/pid");
  temp.makeDirectory("d");
  assertEquals(plan(temp, RULES), {
    first: FIRST,
    rest: [
      "give @/d owner 4711 and mode 700",
      "give @/q owner 0 and mode 755",
      "make the directory @/q/active, mode 700",
      "give @/q/active owner 4711 and mode 700, and what is below it",
      "give @/q/pid owner 0:0 and mode 755",
      "give @/c/main.cf owner 0 and mode 644",
    ],
  });
});

Deno.test("planPermissions() counts on what the steps before it make", () => {
  using temp = tempDirectory();
  const before: Step[] = ["c", "q", "d"].map((name) => ({
    kind: "make-directory",
    path: `${temp.path}/${name}`,
    mode: 0o755,
  }));
  before.push({
    kind: "write-file",
    path: `${temp.path}/c/main.cf`,
    content: new Uint8Array(),
    mode: 0o644,
  });
  const { first, rest } = plan(temp, RULES, before);
  assertEquals(first, FIRST);
  assertEquals(rest.filter((line) => line.startsWith("make")), [
    "make the directory @/q/active, mode 700",
    "make the directory @/q/pid, mode 755",
  ]);
  assertEquals(rest.at(-1), "give @/c/main.cf owner 0 and mode 644");
});

Deno.test("planPermissions() names an account that is missing", () => {
  using temp = tempDirectory();
  temp.makeDirectory("c");
  assertThrows(
    () =>
      plan(temp, [
        "$config_directory:d:no-such-user-here:-:755:u",
        "$queue_directory:d:root:-:755:uc",
      ]),
    FatalError,
    'there is no user named "no-such-user-here"',
  );
});

Deno.test("planPermissions() refuses postfix-files without a queue directory", () => {
  using temp = tempDirectory();
  temp.makeDirectory("c");
  for (const rules of [[], ["$config_directory:d:root:-:755:u"]]) {
    assertThrows(
      () => plan(temp, rules),
      FatalError,
      "meta/postfix-files: does not say what a queue directory must look like",
    );
  }
});
