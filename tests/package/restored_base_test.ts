import { assertEquals } from "@std/assert";
import { exists } from "@std/fs/exists";
import { join } from "@std/path/join";
import { withoutProgram } from "../../scripts/restore_denort.ts";
import { sha256 } from "../../scripts/restore_std.ts";
import { runTool } from "../../scripts/run_tool.ts";
import { tempDirectory } from "../unit/temp_directory.ts";
import { ROOT } from "./packages.ts";

const BASE = join(ROOT, ".toolchain", "denort");
const ignore = !await exists(BASE);

/** One that is little more than nothing, and one that is large. */
const PROGRAMS = ["", `export const text = "${"x".repeat(400_000)}";\n`];

Deno.test(
  `withoutProgram() gives back the base that a program was compiled into${
    ignore ? " (skipped: there is no base)" : ""
  }`,
  { ignore },
  async () => {
    using directory = tempDirectory();
    const base = await Deno.readFile(BASE);
    for (const [number, text] of PROGRAMS.entries()) {
      directory.write(`${number}.js`, text);
      const compile = ["compile", "--quiet", "--no-config", "--no-lock"];
      await runTool([
        Deno.execPath(),
        ...compile,
        `--output=${number}`,
        `${number}.js`,
      ], { cwd: directory.path, env: { DENORT_BIN: BASE } });
      const compiled = await Deno.readFile(`${directory.path}/${number}`);
      assertEquals(compiled.length > base.length, true);
      assertEquals(await sha256(withoutProgram(compiled)), await sha256(base));
    }
  },
);
