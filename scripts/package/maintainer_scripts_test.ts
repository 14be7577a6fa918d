import { assertEquals, assertStringIncludes } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
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

/** What a script asks of the program on a host with that generator, one call per line. */
async function unitCallsOf(
  name: "postinst" | "prerm",
  action: string,
  generator: string,
): Promise<string> {
  using directory = tempDirectory();
  const path = directory.write("postmulti-generator", generator);
  const script = maintainerScripts(DIVERSIONS)[name] ?? "exit 1";
  const text = script
    .replaceAll(/^( +)(postmulti --units.*?)( > .*)?( \|\|)?$/gm, "$1echo $2$4")
    .replaceAll("/etc/systemd/system-generators/postmulti-generator", path)
    .replaceAll("postconf ", "false ");
  return await runTool(["sh", "-c", text, name, action], { cwd: "/" });
}

const OURS = 'exec timeout -k 2 20 /usr/sbin/postmulti --units generate "$1"\n';
const COPY = OURS.replace("/usr/sbin/", "/usr/local/sbin/");

for (
  const [name, action, generator, calls] of [
    ["postinst", "configure", OURS, "postmulti --units install\n"],
    ["postinst", "configure", COPY, ""],
    ["postinst", "abort-upgrade", OURS, ""],
    ["prerm", "remove", OURS, "postmulti --units remove\n"],
    ["prerm", "remove", COPY, ""],
    ["prerm", "upgrade", OURS, ""],
  ] as const
) {
  const whose = generator === OURS ? "its own" : "other";
  Deno.test(`maintainerScripts() on ${name} ${action} with ${whose} units: ${calls.trim() || "nothing"}`, async () => {
    assertEquals(await unitCallsOf(name, action, generator), calls);
  });
}
