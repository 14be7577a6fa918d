/**
 * The plan of `postmulti -e init`: make this program the wrapper. Pure.
 *
 * @module
 */

import type { MainCfEdit } from "../main_cf/edit.ts";
import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { type EditContext, type Plan, primaryMainCf } from "./edit_context.ts";

/**
 * Plan to make this program the multi_instance_wrapper(5) and to enable the
 * primary instance. A wrapper that is this program already, and that leaves the
 * plugins out, is left alone.
 *
 * @param executable The absolute path of this program, or undefined when it is
 * `$command_directory/postmulti`.
 */
export function planInit(
  context: EditContext,
  executable: string | undefined,
): Plan {
  const program = executable ?? "${command_directory}/postmulti";
  const wrapper: MainCfEdit = {
    kind: "set",
    name: "multi_instance_wrapper",
    value: encodeUtf8(`${program} -p --`),
  };
  return {
    steps: [{
      kind: "edit-main-cf",
      path: primaryMainCf(context),
      edits: [
        ...isWithoutPlugins(context, program) ? [] : [wrapper],
        { kind: "set", name: "multi_instance_enable", value: "yes" },
      ],
    }],
    warnings: [],
    summary: `multi-instance support set up in ${primaryMainCf(context)}`,
    subject: context.list.primary,
  };
}

/** Whether the wrapper is this program, and plugins have been switched off there. */
function isWithoutPlugins(
  { installation: { primary } }: EditContext,
  program: string,
): boolean {
  const set = primary.explicit("multi_instance_wrapper") ?? "";
  const [name = "", ...options] = set.split(/\s+/);
  return [["-p", "--no-plugins", "--"], ["--no-plugins", "-p", "--"]]
    .some((usual) => usual.join(" ") === options.join(" ")) &&
    primary.expand(name) === primary.expand(encodeUtf8(program));
}
