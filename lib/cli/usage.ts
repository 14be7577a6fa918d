/**
 * The text of --help, made from the option table. Pure.
 *
 * @module
 */

import type { OptionSpec } from "./getopt.ts";
import { OPTION_TABLE } from "./option_table.ts";

const SYNOPSIS = `Manage Postfix instances.

usage: postmulti -l [-aRjv] [-g GROUP | -i NAME]
       postmulti -p [-av] [-g GROUP | -i NAME] POSTFIX-COMMAND...
       postmulti -x [-aRv] [-g GROUP | -i NAME] COMMAND...
       postmulti -e init | --recover
       postmulti -e create [-I NAME] [-G GROUP] [-a | -g GROUP | -i NAME]
                 [config_directory=/PATH] [queue_directory=/PATH]
                 [data_directory=/PATH]
       postmulti -e import [-I NAME] [-G GROUP] [-a | -g GROUP | -i NAME]
                 [config_directory=/PATH]
       postmulti -e assign -i NAME [-I NAME] [-G GROUP]
       postmulti -e enable | disable | deport | destroy -i NAME
       postmulti --map[=FORMAT] [-a | -g GROUP | -i NAME]
       postmulti --status | --doctor [-aj] [-g GROUP | -i NAME]
       postmulti --plugins list [-j] | check | install NAME
       postmulti --plugins plan POSTMULTI-OPTION... [COMMAND...]
       postmulti --plugins run ID PHASE:OP -i NAME
       postmulti --plugins enable | disable ID [-i NAME]

`;

/** The help of the program; at most 45 lines of 79 columns. */
export function helpText(): string {
  const options: readonly OptionSpec[] = OPTION_TABLE;
  const rows = options.map((option) => {
    return [spellings(option), option.help] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return SYNOPSIS + rows
    .map(([left, help]) => `  ${left.padEnd(width)}  ${help}\n`).join("");
}

function spellings({ short, long, value, fallback }: OptionSpec): string {
  const both = [
    ...short === undefined ? [] : [`-${short}`],
    ...long === undefined ? [] : [`--${long}`],
  ].join(", ");
  if (value === undefined) return both;
  if (fallback !== undefined) return `${both}[=${value}]`;
  return both + (long === undefined ? " " : "=") + value;
}
