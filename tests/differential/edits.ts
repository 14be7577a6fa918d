/**
 * Differential scenarios about the bytes of an edited main.cf: whatever the file
 * looks like, an edit leaves what stock leaves. Data only.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import type { ResultingTrees, Scenario } from "./scenario.ts";

const FILE = "/etc/postfix-out/main.cf";

/** Enables, regroups and disables an instance whose main.cf was prepared. */
function editing(name: string, prepare: string): Scenario {
  return {
    name: `edits ${name}`,
    setup: `three; f=${FILE}; ${prepare}`,
    steps: [
      "postmulti -e enable -i /etc/postfix-out",
      "postmulti -e assign -i /etc/postfix-out -G other",
      "postmulti -e disable -i /etc/postfix-out",
      "postmulti -l",
    ],
  };
}

const JOINS =
  "postconf before Postfix 3.10 joins what it adds to a last line " +
  "that has no newline; ours ends that line first, as later versions do";

/** Ours ends so, and is what stock leaves where that does not join lines. */
function endsLastLine(
  path: string,
  end: RegExp,
): (trees: ResultingTrees) => void {
  return ({ after, stock }: ResultingTrees): void => {
    const ours = after.configs.get(path) ?? "";
    const theirs = stock.configs.get(path) ?? "";
    assertMatch(ours, end);
    if (end.test(theirs)) assertEquals(ours, theirs);
  };
}

/** Files of every shape. */
export const EDITS: Scenario[] = [
  {
    ...editing("a file without a final newline", "printf '# the end' >> $f"),
    why: JOINS,
    oursTree: endsLastLine(FILE, /\n# the end\nmulti_instance_enable = no\n$/),
  },
  editing(
    "a setting without a final newline",
    "printf 'multi_instance_enable = no' >> $f",
  ),
  editing(
    "bytes that are not UTF-8",
    "printf '# caf\\351 \\377\\376\\n' >> $f",
  ),
  editing("carriage returns", "sed -i 's/$/\\r/' $f"),
  editing(
    "a setting with continuation lines",
    "printf 'multi_instance_enable =\\n# a comment\\n\\n  no\\nx = y\\n' >> $f",
  ),
  editing(
    "a setting in strange spelling",
    "sed -i '1i multi_instance_enable=no' $f; " +
      "sed -i 's/^multi_instance_group.*/multi_instance_group\\t =mta /' $f",
  ),
  editing(
    "several settings of one name",
    "printf 'multi_instance_enable = no\\nx = 1\\n" +
      "multi_instance_enable = no\\n' >> $f",
  ),
  editing(
    "commented settings, which stay comments",
    "printf '#multi_instance_enable = no\\n # multi_instance_enable = no\\n' >> $f",
  ),
  editing("blank lines at the end", "printf '\\n\\n  \\n\\t\\n' >> $f"),
  editing(
    "a file through a symbolic link, which becomes a file",
    "mv $f /etc/postfix-out/real.cf; ln -s real.cf $f",
  ),
  editing("a file's mode and owner", "chmod 600 $f; chown daemon:daemon $f"),
  editing("a group-writable file", "chmod 664 $f"),
  editing(
    "a file that a left-over main.cf.tmp stands beside",
    "echo x > $f.tmp",
  ),
  editing(
    "a value that is a macro",
    "printf 'w = no\\nmulti_instance_enable = $w\\n' >> $f",
  ),
  {
    name: "edits the primary's main.cf of every shape",
    why: JOINS,
    oursTree: endsLastLine(
      "/etc/postfix/main.cf",
      /\n# no newline\nalternate_config_directories = \/etc\/postfix-out\n$/,
    ),
    setup:
      "three; files postfix-new; sed -i 's/$/\\r/; s/^biff.*/#\\xff/' $main; " +
      "printf '# no newline' >> $main",
    steps: [
      "postmulti -e import -I postfix-new -a",
      "postmulti -e deport -i out",
      "postmulti -l",
    ],
  },
];
