import { assert, assertEquals } from "@std/assert";
import { EDIT_ACTIONS } from "../lifecycle/request.ts";
import { RULES } from "../doctor/diagnose.ts";
import type { Block, Definition, Line, Page } from "../manual/block.ts";
import { TEXTS } from "../manual/texts.ts";
import type { OptionSpec } from "./getopt.ts";
import { fileOf, mainPage, manualPages, manualText } from "./manual.ts";
import { notesByOption } from "./manual_lists.ts";
import { MODES } from "./mode_table.ts";
import { OPTION_TABLE } from "./option_table.ts";
import { MANUAL_PAGES } from "./option_words.ts";
import { PLUGINS_COMMANDS } from "./plugins_command.ts";
import { PLUGINS_OPTIONS } from "./plugins_words.ts";
import { spellingsOf, usageOf } from "./spelling.ts";

const OPTIONS: readonly OptionSpec[] = OPTION_TABLE;

function plain(line: Line): string {
  return line.map(({ text }) => text).join("");
}

/** The blocks of one section of a page. */
function section(page: Page, title: string): readonly Block[] {
  const isSection = (block: Block): boolean =>
    block.kind === "heading" && block.level === 2;
  const start = page.blocks.findIndex((block) =>
    isSection(block) && block.kind === "heading" && plain(block.line) === title
  );
  assert(start >= 0, `no section ${title}`);
  const rest = page.blocks.slice(start + 1);
  const end = rest.findIndex(isSection);
  return end < 0 ? rest : rest.slice(0, end);
}

function definitions(blocks: readonly Block[]): readonly Definition[] {
  return blocks.flatMap((block) =>
    block.kind === "definitions" ? block.items : []
  );
}

function terms(title: string): readonly string[] {
  return definitions(section(mainPage(TEXTS), title)).map(({ term }) =>
    plain(term)
  );
}

Deno.test("the manual has every option once, and no other", () => {
  const documented = [...terms("Modes"), ...terms("Options")];
  assertEquals(documented.toSorted(), OPTIONS.map(usageOf).toSorted());
});

Deno.test("the manual has the modes under Modes", () => {
  const modes = OPTIONS.filter(({ id }) => MODES.some((mode) => mode === id));
  assertEquals(terms("Modes"), modes.map(usageOf));
});

Deno.test("the manual says something of every option", () => {
  for (const title of ["Modes", "Options", "Plugin commands"]) {
    for (const { term, body } of definitions(section(mainPage(TEXTS), title))) {
      const [first] = body;
      assert(first?.kind === "paragraph", plain(term));
      assert(plain(first.line).endsWith(".") || body.length > 1, plain(term));
    }
  }
});

Deno.test("every note on an option is about an option there is", () => {
  const spellings = OPTIONS.flatMap(spellingsOf);
  for (const spelling of notesByOption(TEXTS).keys()) {
    if (spelling !== "") assert(spellings.includes(spelling), spelling);
  }
});

Deno.test("every option that a page mentions is accepted", () => {
  // Of other programs, and of a command of --units.
  const elsewhere = ["--foreground", "--listen", "--root", "--to"];
  const spellings = [...OPTIONS, ...PLUGINS_OPTIONS].flatMap(spellingsOf);
  for (const page of MANUAL_PAGES.slice(0, manualPages(TEXTS).length)) {
    const long = manualText(page, TEXTS).match(/(?<![\w-])--[a-z][a-z-]*/g) ??
      [];
    assert(long.length > 1, page);
    for (const word of long) {
      assert(spellings.includes(word) || elsewhere.includes(word), word);
    }
  }
});

Deno.test("the manual explains every action and every plugin command", () => {
  const actions = terms("Actions").flatMap((term) => term.split(", "));
  assertEquals(actions.toSorted(), [...EDIT_ACTIONS].sort());
  assertEquals(
    terms("Plugin commands").map((term) => term.split(" ")[0]),
    Object.keys(PLUGINS_COMMANDS),
  );
});

const SECTIONS: readonly string[] = [
  "Name",
  "Synopsis",
  "Description",
  "Examples",
  "Files",
  "Environment",
  "Exit status",
  "Differences from the stock tool",
  "See also",
];

for (const title of SECTIONS) {
  Deno.test(`the manual has a section "${title}" with something in it`, () => {
    assert(section(mainPage(TEXTS), title).length > 0);
  });
}

Deno.test("the manual has examples for ten things and more", () => {
  const blocks = section(mainPage(TEXTS), "Examples");
  const examples = blocks.filter(({ kind }) => kind === "literal");
  assert(examples.length >= 10, `${examples.length}`);
});

Deno.test("code on the pages is never broken where it would be wrong", () => {
  for (const page of manualPages(TEXTS)) {
    for (const block of page.blocks) {
      if (block.kind !== "literal") continue;
      const most = block.isFlush ? 71 : 67;
      for (const line of block.lines) {
        assert(line.length <= most, `${line.length} columns: ${line}`);
      }
    }
  }
});

Deno.test("--manual has the text and the source of every page", () => {
  const pages = manualPages(TEXTS);
  assertEquals(
    MANUAL_PAGES.slice(0, pages.length),
    pages.map(({ name }) => name.replace(/^postmulti-/, "")),
  );
  assertEquals(MANUAL_PAGES.slice(pages.length), pages.map(fileOf));
});

Deno.test("postmulti-doctor(7) explains every finding, in the order of the rules", () => {
  const doctor = manualPages(TEXTS).find(({ name }) =>
    name === "postmulti-doctor"
  );
  assert(doctor !== undefined);
  const titles = section(doctor, "Findings").flatMap((block) =>
    block.kind === "heading" ? [plain(block.line)] : []
  );
  assertEquals(titles, Object.keys(RULES));
});

Deno.test("every page that a page refers to exists", () => {
  const pages = manualPages(TEXTS);
  const known = pages.map(({ name, section }) => `${name}(${section})`);
  for (const name of MANUAL_PAGES.slice(0, pages.length)) {
    const referred = manualText(name, TEXTS)
      .match(/\bpostmulti(-[a-z]+)?\(\d\)/g) ?? [];
    for (const one of referred) assert(known.includes(one), one);
  }
});

for (const page of MANUAL_PAGES.slice(0, manualPages(TEXTS).length)) {
  Deno.test(`--manual=${page} is plain text of less than 80 columns`, () => {
    const lines = manualText(page, TEXTS).split("\n");
    assertEquals(lines.filter((line) => line.length > 79), []);
    assert(/^[\x20-\x7e\n]*$/.test(manualText(page, TEXTS)));
  });
}
