/**
 * Differential scenarios about options that only our tool has: stock refuses
 * them, ours answers. Data only.
 *
 * @module
 */

import type { Scenario } from "./scenario.ts";

const LINE = (
  name: string,
  group: string,
  enabled: string,
  directory: string,
): string =>
  JSON.stringify({ name, group, enabled, config_directory: directory });

/** Our own additions. */
export const EXTENSIONS: Scenario[] = [
  {
    name: "-l -j writes one object per instance",
    why: "stock Postfix has -j only from 3.12 on",
    setup: "three",
    steps: [
      {
        run: "postmulti -l -j -i out | cut -d, -f1-4 | tr -d ' }'",
        ours: {
          status: 0,
          stdout: LINE("postfix-out", "mta", "n", "/etc/postfix-out")
            .replace("}", "\n"),
        },
      },
      {
        run: "postmulti -ljR | wc -l",
        ours: { status: 0, stdout: "4\n" },
      },
      {
        run: "postmulti -l --json -g submit | grep -c postfix-msa",
        ours: { status: 0, stdout: "1\n" },
      },
      {
        run: "postmulti -lj -g none",
        ours: { status: 0, stdout: "" },
      },
    ],
  },
  {
    name: "-j is for every mode, and for errors as well",
    setup: "three",
    why: "stock has it for -l at most",
    steps: [
      {
        run: "postmulti -j 2> /dev/null | grep -c usage",
        ours: { status: 0, stdout: "1\n" },
      },
      {
        run: "postmulti -e enable -j --dry-run -i out 2> /dev/null | " +
          "grep -c '\"changed\":true'",
        ours: { status: 0, stdout: "1\n" },
      },
    ],
  },
  {
    name: "-j with -x and -p tells each instance in a line of JSON",
    why: "stock refuses it",
    setup: "three",
    steps: [
      {
        run: "postmulti -x -j true | grep -c outcome",
        ours: { status: 0, stdout: "4\n" },
      },
      {
        run: "postmulti -p -j status 2> /dev/null | grep -c outcome",
        ours: { status: 0, stdout: "4\n" },
      },
    ],
  },
  {
    name: "--help and --version write to stdout and touch nothing",
    why: "stock has no long options",
    steps: [
      {
        run: "postmulti --help | grep -c -e '-e create'",
        ours: { status: 0, stdout: "1\n" },
      },
      {
        run: "postmulti --version | cut -d ' ' -f 1",
        ours: { status: 0, stdout: "postmulti\ncommit\ndeno\npostfix\n" },
      },
    ],
  },
];
