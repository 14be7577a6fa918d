import { assert, assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import { removeMade } from "./with_plugin.ts";
import { installUnits, removeUnits } from "./install_units.ts";
import { findUnits } from "./find_units.ts";
import { fileStateOf, NO_TRACES, ownFiles } from "./own_files.ts";
import { serviceText } from "./unit_texts.ts";

const OPTIONS = { program: "/usr/sbin/postmulti", isJitless: false };
const UNIT = "/etc/systemd/system/postmulti@.service";

Deno.test("serviceText() forbids executable memory where the program needs none", () => {
  const forbidden = /^MemoryDenyWriteExecute=yes$/m;
  assert(!forbidden.test(serviceText(OPTIONS)));
  assert(forbidden.test(serviceText({ ...OPTIONS, isJitless: true })));
});

const CHANGES: readonly [string, (path: string) => void, string][] = [
  ["nothing", () => {}, "current"],
  ["an edit", (path) => append(path, "# mine\n"), "edited"],
  ["a mask", (path) => {
    Deno.removeSync(path);
    Deno.symlinkSync("/dev/null", path);
  }, "masked"],
  ["a removal", (path) => Deno.removeSync(path), "absent"],
];

for (const [what, change, expected] of CHANGES) {
  Deno.test(`fileStateOf() after ${what} is ${expected}`, async () => {
    using directory = tempDirectory();
    const root = directory.path;

    await install(root);
    change(`${root}${UNIT}`);
    const [file] = await ownFiles(OPTIONS, NO_TRACES);
    assert(file !== undefined);
    assertEquals(await fileStateOf(file, root), expected);
  });
}

Deno.test("fileStateOf() knows what another version has written", async () => {
  using directory = tempDirectory();
  const root = directory.path;

  await install(root);
  const other = { ...OPTIONS, program: "/usr/local/sbin/postmulti" };
  const [file] = await ownFiles(other, NO_TRACES);
  assert(file !== undefined);
  assertEquals(await fileStateOf(file, root), "outdated");
});

Deno.test("installUnits() leaves nothing when systemd does not take the units", async () => {
  using directory = tempDirectory();
  const root = directory.path;

  let message = "";
  try {
    await install(root, () => {
      throw new Error("systemd does not want to");
    });
  } catch (error) {
    message = String(error);
  }
  assertEquals(message, "Error: systemd does not want to");
  assertEquals([...Deno.readDirSync(root)], []);
});

Deno.test("removeUnits() removes what installUnits() has written", async () => {
  using directory = tempDirectory();
  const root = directory.path;

  const written = await install(root);
  const found = await findUnits(OPTIONS, root);
  const removed = removeUnits(found, { root, activate: () => {} });
  const diagnostics = createDiagnostics(() => {});
  await removeMade(found.traces, { diagnostics, root });
  assertEquals(directory.names(), []);
  assertEquals(removed.toSorted(), written.toSorted());
  assertEquals(found.traces.directories, [
    "/etc",
    "/etc/systemd",
    "/etc/systemd/system",
    "/etc/systemd/system-generators",
  ]);
});

async function install(
  root: string,
  activate: () => void = () => {},
): Promise<string[]> {
  const found = await findUnits(OPTIONS, root);
  return await installUnits(found, OPTIONS, {
    root,
    made: NO_TRACES,
    activate,
  });
}

function append(path: string, text: string): void {
  Deno.writeTextFileSync(path, text, { append: true });
}
