import { assertEquals, assertStringIncludes } from "@std/assert";
import { runTool } from "../run_tool.ts";
import { DIVERSIONS, maintainerScripts } from "./maintainer_scripts.ts";

/** What a script asks of dpkg-divert, one call per line. */
async function callsOf(
  name: "preinst" | "postrm",
  action: string,
): Promise<string> {
  const script = maintainerScripts(DIVERSIONS)[name] ?? "exit 1";
  const text = script.replaceAll(/^( +)(dpkg-divert|rm) /gm, "$1echo $2 ");
  return await runTool(["sh", "-c", text, name, action], { cwd: "/" });
}

const PROGRAM = "--rename --divert /usr/sbin/postmulti.distrib " +
  "/usr/sbin/postmulti\n";

for (const action of ["install", "upgrade"]) {
  Deno.test(`maintainerScripts() put the stock files aside before ${action}`, async () => {
    const calls = await callsOf("preinst", action);
    assertStringIncludes(
      calls,
      `dpkg-divert --package postmulti --add ${PROGRAM}`,
    );
    assertEquals(calls.split("\n").length, DIVERSIONS.length + 1);
  });
}

for (const action of ["remove", "abort-install", "disappear"]) {
  Deno.test(`maintainerScripts() put the stock files back on ${action}`, async () => {
    const calls = await callsOf("postrm", action);
    assertStringIncludes(
      calls,
      `dpkg-divert --package postmulti --remove ${PROGRAM}`,
    );
    assertEquals(calls.split("\n").length, DIVERSIONS.length + 1);
  });
}

for (
  const [name, action] of [
    ["preinst", "abort-upgrade"],
    ["postrm", "upgrade"],
    ["postrm", "failed-upgrade"],
    ["postrm", "abort-upgrade"],
  ] as const
) {
  Deno.test(`maintainerScripts() leave the diversions alone: ${name} ${action}`, async () => {
    assertEquals(await callsOf(name, action), "");
  });
}

Deno.test("maintainerScripts() purge what the program wrote, and no diversion", async () => {
  assertEquals(
    await callsOf("postrm", "purge"),
    "rm -rf /var/cache/postmulti /var/log/postmulti\n",
  );
});
