import { assert, assertEquals } from "@std/assert";
import { EDIT_ACTIONS } from "../lifecycle/request.ts";
import { isAccepted } from "./command_line_check.ts";
import { INFORMATION_FORMS, MODE_TABLE } from "./mode_table.ts";
import { OPTION_TABLE } from "./option_table.ts";
import { parseCommandLine } from "./request.ts";

const FORMS = MODE_TABLE.flatMap(({ forms }) => forms());

/** What stands for something in a form, and something it can stand for. */
const EXAMPLES: readonly (readonly [RegExp, string])[] = [
  [/=FORMAT/, "=dot"],
  [/=DIR/, "=/x"],
  [/=PAGE/, "=plugins"],
  [/=SHELL/, "=zsh"],
  [/\bPHASE:OP\b/, "pre:start"],
  [/POSTMULTI-OPTION\.\.\./, "-p"],
  [/POSTFIX-COMMAND\.\.\./, "status"],
  [/COMMAND\.\.\./, "ls"],
  [/-I NAME/, "-I postfix-x"],
  [/=\/PATH/, "=/x"],
  [/=SECONDS/, "=1"],
  [/\b(?:NAME|GROUP|ID)\b/, "x"],
];

/** The command lines that a form describes: with each part of it, one at a time. */
function linesOf(form: string): string[] {
  const optional = form.match(/ \[[^\]]*\]/g) ?? [];
  const bare = form.replace(/ ?\[[^\]]*\]/g, "");
  const [start = "", ...more] = bare.split(" | ");
  const last = start.lastIndexOf(" ");
  const bares = more.length === 0 || start.startsWith("--help")
    ? bare.split(" | ")
    : alternatives(start, last, more);
  const parts = optional.filter((part) => part !== " [OPTION...]")
    .flatMap((part) => part.slice(2, -1).split(" | "));
  return bares.flatMap((
    line,
  ) => [line, ...parts.map((part) => put(line, part))])
    .map((line) =>
      EXAMPLES.reduce(
        (text, [placeholder, word]) =>
          text.replace(new RegExp(placeholder, "g"), word),
        line,
      )
    );
}

/** `-e enable | disable -i NAME` is two command lines with the same end. */
function alternatives(
  start: string,
  last: number,
  more: readonly string[],
): string[] {
  const before = start.slice(0, last);
  const words = [start.slice(last + 1), ...more];
  const end = (words.at(-1) ?? "").split(" ").slice(1);
  return words.map((word) =>
    `${before} ${word.split(" ")[0] ?? ""} ${end.join(" ")}`.trim()
  );
}

/** Options come before a command, and name=value behind all. */
function put(line: string, part: string): string {
  if (part.includes("=/") || part.endsWith("...")) return `${line} ${part}`;
  if (/^--(plugins|units)/.test(line)) return `${line} ${part}`;
  return `${part} ${line}`;
}

for (const form of FORMS) {
  Deno.test(`every command line of "${form}" is accepted`, () => {
    for (const line of linesOf(form)) {
      const needsName = line.startsWith("-e assign") && !line.includes("-I") &&
        !line.includes("-G");
      const words = (needsName ? `${line} -I postfix-x` : line).split(" ");
      assert(isAccepted(words), words.join(" "));
    }
  });
}

Deno.test("every information form is accepted", () => {
  for (const form of INFORMATION_FORMS) {
    for (const line of form.replace(/\[|\]/g, "").split(" | ")) {
      const word = line.replace("PAGE", "plugins")
        .replace("SHELL", "bash").replace("TOPIC", "full");
      assert(isAccepted([word]), word);
    }
  }
});

for (const { id, samples } of MODE_TABLE) {
  Deno.test(`the samples of the mode ${id} are accepted and ask for it`, () => {
    assert(samples.length > 0);
    for (const sample of samples) {
      // Taking init back is an action like the others.
      const mode = id === "uninit" ? "edit" : id;
      assertEquals(parseCommandLine(sample).request.mode, mode);
    }
  });
}

Deno.test("MODE_TABLE has all options that are enough for a command line, and no other", () => {
  const alone = OPTION_TABLE.filter((option) => {
    const word = "short" in option ? `-${option.short}` : `--${option.long}`;
    return isAccepted([word]);
  }).map(({ id }) => id as string);
  const modes = MODE_TABLE.map(({ id }) => id as string);
  const information = ["help", "manual", "version"];
  for (const id of alone) {
    assert(modes.includes(id) || information.includes(id), id);
  }
});

Deno.test("MODE_TABLE shows each action", () => {
  for (const action of EDIT_ACTIONS) {
    assert(
      FORMS.some((form) =>
        form.startsWith("-e") && form.split(/[ |]+/).includes(action)
      ),
      action,
    );
  }
});
