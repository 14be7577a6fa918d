import { assert, assertEquals } from "@std/assert";
import { DOCUMENTS, writeDocuments } from "./write_docs.ts";

const NAMES = [
  "_postmulti",
  "postmulti-apply.5",
  "postmulti-doctor.7",
  "postmulti-plugins.7",
  "postmulti.1",
  "postmulti.bash",
  "postmulti.fish",
];

Deno.test("writeDocuments() writes the pages and the completions, the same each time", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const read = async (): Promise<readonly (readonly [string, string])[]> => {
      const below = `${directory}/new/docs`;
      await writeDocuments(below);
      const names = [...Deno.readDirSync(below)].map(({ name }) => name);
      return names.toSorted().map((name) =>
        [name, Deno.readTextFileSync(`${below}/${name}`)] as const
      );
    };
    const first = await read();
    assertEquals(first.map(([name]) => name), NAMES);
    assertEquals(await read(), first);
    for (const [, text] of first) assert(text.endsWith("\n"));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

/** What a file has to begin with for the program that reads it. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  "_postmulti": "#compdef postmulti\n",
  "postmulti.1": ".TH POSTMULTI 1 ",
  "postmulti-apply.5": ".TH POSTMULTI\\-APPLY 5 ",
  "postmulti-doctor.7": ".TH POSTMULTI\\-DOCTOR 7 ",
  "postmulti-plugins.7": ".TH POSTMULTI\\-PLUGINS 7 ",
};

for (const [name, beginning] of Object.entries(BEGINNINGS)) {
  Deno.test(`${name} begins as it has to`, () => {
    assert(DOCUMENTS[name]?.().startsWith(beginning));
  });
}
