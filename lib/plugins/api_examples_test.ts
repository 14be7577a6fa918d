import { assert, assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";

const ROOT = `${import.meta.dirname}/../..`;

/** The examples in the doc comments of api.ts, in their order. */
async function readExamples(): Promise<readonly string[]> {
  const source = await Deno.readTextFile(`${ROOT}/plugins/api.ts`);
  return [...source.matchAll(/^ \* ```ts\n([^]*?)^ \* ```$/gm)]
    .map(([, text = ""]) => text.replaceAll(/^ \* ?/gm, ""));
}

Deno.test("api.ts has an example for each export and one for the whole", async () => {
  const source = await Deno.readTextFile(`${ROOT}/plugins/api.ts`);
  const exports = source.match(/^export (type|interface) /gm) ?? [];
  assertEquals((await readExamples()).length, exports.length + 1);
});

Deno.test("the examples of api.ts are accepted by the type checker, and run", async () => {
  using temp = tempDirectory();
  const names: string[] = [];
  for (const [at, text] of (await readExamples()).entries()) {
    const name = `${temp.path}/example_${at}.ts`;
    await Deno.writeTextFile(name, text);
    names.push(name);
  }
  const all = `${temp.path}/all.ts`;
  const imports = names.map((name) => `import "${name}";\n`);
  await Deno.writeTextFile(all, imports.join(""));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--check", "--frozen", `--config=${ROOT}/deno.json`, all],
    env: { NO_COLOR: "1" },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
});
