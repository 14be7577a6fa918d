import { assertEquals } from "@std/assert";
import type { PermissionRule } from "../postfix/postfix_files.ts";
import { isGroupSignificant, isModeSignificant } from "./significant_mode.ts";

function rule(
  path: string,
  mode: number,
  { owner = "root", isDirectory = false } = {},
): PermissionRule {
  return {
    path,
    type: isDirectory ? "directory" : "file",
    owner,
    group: undefined,
    mode,
    create: false,
    recursive: false,
    optional: false,
  };
}

const isDirectory = true;
const owner = "postfix";
const COMMAND = rule("/usr/sbin/postqueue", 0o2755);
const LOGGER = rule("/usr/sbin/postlog", 0o2755);
const LIBRARY = rule("/usr/lib/postfix/libpostfix-util.so.1", 0o755);
const DATA = rule("/var/lib/postfix", 0o700, { owner, isDirectory });
const MAILDROP = rule("/spool/maildrop", 0o730, { owner, isDirectory });
const PUBLIC = rule("/spool/public", 0o710, { owner, isDirectory });

/** What it is, the rule, the mode, and whether it matters. */
const TABLE: readonly [string, PermissionRule, number, boolean][] = [
  ["what postfix-files says", COMMAND, 0o2755, false],
  ["a command that root cannot write", COMMAND, 0o2555, false],
  ["a command that lost its group", COMMAND, 0o755, true],
  ["a command that others cannot run", COMMAND, 0o2750, true],
  ["a command that others can write", COMMAND, 0o2757, true],
  ["a command that became set-uid", COMMAND, 0o6755, true],
  ["a logging command without its group", LOGGER, 0o755, false],
  ["a logging command that others can write", LOGGER, 0o757, true],
  ["a library that cannot be executed", LIBRARY, 0o644, false],
  ["a library that others cannot read", LIBRARY, 0o750, true],
  ["a data directory that can be read", DATA, 0o755, false],
  ["a data directory that can be written", DATA, 0o770, true],
  ["a data directory of which its owner is kept out", DATA, 0o500, true],
  ["a maildrop with the sticky bit", MAILDROP, 0o1730, false],
  ["a maildrop that its group cannot write", MAILDROP, 0o710, true],
  ["a maildrop that everybody can write", MAILDROP, 0o733, true],
  ["a public directory that hands its group down", PUBLIC, 0o2710, false],
  ["a public directory that its group cannot enter", PUBLIC, 0o700, true],
];

for (const [what, of, mode, matters] of TABLE) {
  const is = matters ? "matters" : "does not matter";
  Deno.test(`isModeSignificant() finds that ${what} ${is}`, () => {
    assertEquals(isModeSignificant(mode, of), matters);
  });
}

/** What it is, the rule, the mode, and whether its group matters. */
const GROUPS: readonly [string, PermissionRule, number, boolean][] = [
  ["a command that must have its group", COMMAND, 0o755, true],
  ["a logging command that runs as another group", LOGGER, 0o2755, true],
  ["a logging command that runs as no group", LOGGER, 0o755, false],
  ["a file that its group can write", LIBRARY, 0o775, true],
  ["a file that all can read", LIBRARY, 0o644, false],
  ["a directory", MAILDROP, 0o733, true],
];

for (const [what, of, mode, matters] of GROUPS) {
  const does = matters ? "matters" : "does not matter";
  Deno.test(`isGroupSignificant() finds that the group of ${what} ${does}`, () => {
    assertEquals(isGroupSignificant(mode, of), matters);
  });
}
