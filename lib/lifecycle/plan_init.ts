/**
 * The plan of `postmulti -e init`: make this program the wrapper. Pure.
 *
 * @module
 */

import { encodeUtf8 } from "../main_cf/byte_string.ts";
import { type EditContext, type Plan, primaryMainCf } from "./edit_context.ts";

/**
 * Plan to make this program the multi_instance_wrapper(5) and to enable the
 * primary instance.
 *
 * @param executable The absolute path of this program, or undefined when it is
 * `$command_directory/postmulti`.
 */
export function planInit(
  context: EditContext,
  executable: string | undefined,
): Plan {
  const program = executable ?? "${command_directory}/postmulti";
  const wrapper = encodeUtf8(`${program} -p --`);
  return {
    steps: [{
      kind: "edit-main-cf",
      path: primaryMainCf(context),
      edits: [
        { kind: "set", name: "multi_instance_wrapper", value: wrapper },
        { kind: "set", name: "multi_instance_enable", value: "yes" },
      ],
    }],
    warnings: [],
    summary: `multi-instance support set up in ${primaryMainCf(context)}`,
  };
}
