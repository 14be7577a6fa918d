/**
 * The modes of operation, in the order of the help: what their command lines
 * look like.
 *
 * The help, the manual page and the completions are made from these rows, and
 * the rule that there is exactly one mode as well.
 *
 * @module
 */

import { actionForms, sampleOf } from "./action_help.ts";
import { type OptionId, optionOf } from "./option_table.ts";
import { PLUGINS_COMMANDS } from "./plugins_command.ts";
import { spelled } from "./spelling.ts";
import { UNITS_COMMANDS } from "./units_command.ts";

/** One mode of operation. */
export interface ModeSpec {
  /** The option that asks for it. */
  readonly id: OptionId;
  /** Its command lines, in the manner of a manual page. */
  readonly forms: () => readonly string[];
  /**
   * The shortest command lines that are accepted, one for each way in which
   * options can go with the mode. The option of the mode comes first.
   */
  readonly samples: readonly (readonly string[])[];
}

const SELECTION = "[-a | -g GROUP | -i NAME]";

/** All modes of which a command line has exactly one. */
export const MODE_TABLE: readonly ModeSpec[] = [
  {
    id: "list",
    forms: () => [`-l ${SELECTION} [-j] [-R]`],
    samples: [["-l"]],
  },
  {
    id: "wrapper",
    forms: () => [`-p ${SELECTION} [OPTION...] POSTFIX-COMMAND...`],
    samples: [["-p", "status"], ["-p", "-j", "status"]],
  },
  {
    id: "command",
    forms: () => [`-x ${SELECTION} [-R] [OPTION...] COMMAND...`],
    samples: [["-x", "true"], ["-x", "-j", "true"]],
  },
  {
    id: "edit",
    forms: actionForms,
    samples: [sampleOf("create"), sampleOf("enable"), sampleOf("assign")],
  },
  {
    id: "status",
    forms: () => [`--status ${SELECTION} [-j]`],
    samples: [["--status"]],
  },
  {
    id: "doctor",
    forms: () => [`--doctor ${SELECTION} [-j]`],
    samples: [["--doctor"]],
  },
  {
    id: "map",
    forms: () => [`--map[=FORMAT] ${SELECTION}`],
    samples: [["--map"]],
  },
  {
    id: "apply",
    forms: () => ["--apply FILE [-j] [OPTION...]"],
    samples: [["--apply", "-"]],
  },
  { id: "export", forms: () => ["--export"], samples: [["--export"]] },
  {
    id: "plugins",
    forms: () =>
      Object.entries(PLUGINS_COMMANDS).map(([command, { usage }]) =>
        `--plugins ${command} ${usage}`.trimEnd()
      ),
    samples: [["--plugins", "list"]],
  },
  {
    id: "units",
    forms: () =>
      Object.entries(UNITS_COMMANDS).map(([command, { usage }]) =>
        `--units ${command} ${usage}`
      ),
    samples: [["--units", "show"]],
  },
  {
    id: "recover",
    forms: () => ["--recover [OPTION...]"],
    samples: [["--recover"]],
  },
  {
    id: "uninit",
    forms: () => ["--uninit [OPTION...]"],
    samples: [["--uninit"]],
  },
];

/** The command lines that are answered without a look at Postfix. */
export const INFORMATION_FORMS: readonly string[] = [
  "--help[=TOPIC] | --manual[=PAGE] | --completion=SHELL | --version",
];

/** The options that are modes. */
export const MODES: readonly OptionId[] = MODE_TABLE.map(({ id }) => id);

/** Whether an option is a mode. */
export function isMode(id: string): boolean {
  return MODES.some((mode) => mode === id);
}

/** How the modes are asked for, for messages: `-l, -p and -x`. */
export function modeSpellings(): string {
  const spellings = MODES.map((mode) => {
    const option = optionOf(mode);
    const { value, fallback } = option;
    const takes = option.short !== undefined && fallback === undefined;
    return spelled(option) + (takes && value !== undefined ? ` ${value}` : "");
  });
  return `${spellings.slice(0, -1).join(", ")} and ${spellings.at(-1)}`;
}
