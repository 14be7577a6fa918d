/**
 * The session in README.md, typed at a terminal and run by a script, on a host with
 * a plain Postfix. What comes out is what the page shows. Runs the compiled program
 * in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { runInWorld, testSetting } from "./world/run_in_world.ts";

/** One command of a session, and what is shown after it. */
interface Exchange {
  /** For the shell, in one line. */
  readonly command: string;
  readonly output: string;
}

/** What begins a command on a page, and a line that goes on with it. */
const PROMPT = "    # ";
const MORE = "          ";

/** Reads the first session of a page below a heading. */
function readSession(page: string, heading: string): readonly Exchange[] {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  const [block = ""] =
    /(?:^ {4}.*\n)+/m.exec(section.split("\n## ")[0] ?? "") ??
      [];
  return block.split(/^(?= {4}# )/m).map((text) => {
    const lines = text.trimEnd().split("\n");
    const end = lines.findIndex((_, at) =>
      at > 0 && !(lines[at - 1] ?? "").endsWith("\\")
    );
    const own = end < 0 ? lines : lines.slice(0, end);
    assert(text.startsWith(PROMPT), text);
    return {
      command: own.map((line, at) =>
        (at === 0 ? line.slice(PROMPT.length) : line.slice(MORE.length))
          .replace(/\\$/, "")
      ).join(""),
      output: (end < 0 ? [] : lines.slice(end))
        .map((line) => `${line.slice(4)}\n`).join(""),
    };
  });
}

/**
 * Without what differs from one run to the next: numbers, times, and what some
 * postfix(1) says when its master takes a moment to end, or a jail is prepared.
 */
function lasting(text: string): string {
  return text.replaceAll("\r\n", "\n")
    .replaceAll(/^updating \S+ => \S+\n/mg, "")
    .replaceAll(/^.*waiting for the Postfix mail system to terminate\n/mg, "")
    .replaceAll(/[A-Z][a-z]{2} [ \d]\d \d\d:\d\d/g, "TIME")
    .replaceAll(/\b\d+( +TIME)/g, "PID$1")
    .replaceAll(/\b\d+(?= (?:files|in \/))/g, "COUNT")
    .replaceAll(/ {2,}/g, "  ");
}

const PAGE = await Deno.readTextFile(`${testSetting("PROJECT")}/README.md`);
const SESSION = readSession(PAGE, "Sixty seconds");

Deno.test("README.md shows a session of ten commands and more", () => {
  assert(SESSION.length >= 10, `${SESSION.length}`);
  const shown = SESSION.filter(({ output }) => output !== "");
  assert(shown.length >= 5, `${shown.length}`);
});

Deno.test("the session in README.md is what a terminal shows", async () => {
  const { steps } = await runInWorld("ours", {
    steps: SESSION.map(({ command }) =>
      `cat > $WORLD/line <<'LINE'\n${command}\nLINE\n` +
      'NO_COLOR=1 TERM=xterm script -qec "sh $WORLD/line" /dev/null < /dev/null'
    ),
  });
  assertEquals(
    steps.map(({ stdout }, at) =>
      `# ${SESSION[at]?.command}\n${lasting(stdout)}`
    ).join(""),
    SESSION.map(({ command, output }) => `# ${command}\n${lasting(output)}`)
      .join(""),
  );
});

Deno.test("a script that runs the session in README.md gets as far", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "",
    steps: SESSION.map(({ command }) => command),
  });
  for (const [at, { run, status, stderr }] of steps.entries()) {
    const isRefused = SESSION[at]?.output.includes("fatal: ") ?? false;
    assertEquals(status, isRefused ? 1 : 0, `${run}\n${stderr}`);
  }
});
