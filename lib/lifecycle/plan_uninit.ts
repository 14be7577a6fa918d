/**
 * The plan of `postmulti --uninit`: take back what `-e init` has set, when no
 * secondary instance needs it any more. Pure.
 *
 * Removes multi_instance_wrapper when it is a postmulti, the stock one included,
 * multi_instance_enable, and the lists of instances that other actions have
 * left empty. A setting that init has replaced is not brought back: it was
 * not kept.
 *
 * @module
 */

import { FatalError } from "../diag/errors.ts";
import { encodeUtf8 } from "../main_cf/byte_string.ts";
import type { MainCfEdit } from "../main_cf/edit.ts";
import { toText } from "../main_cf/lossless_text.ts";
import { listOf } from "../postfix/parameters.ts";
import { fullTitleOf } from "../registry/instance.ts";
import { type EditContext, type Plan, primaryMainCf } from "./edit_context.ts";

/** Lists that an action leaves as an empty setting, which is the default. */
const LISTS = ["multi_instance_directories", "alternate_config_directories"];

/** What may stand between the program and the end of the wrapper. */
const WRAPPER_OPTIONS = ["-p --", "-p --no-plugins --", "--no-plugins -p --"];

/**
 * Plan to take back what init has set.
 *
 * @param executable The absolute path of this program, or undefined when it is
 * `$command_directory/postmulti`.
 * @throws {FatalError} When a secondary instance is listed, or the wrapper is
 * another program.
 */
export function planUninit(
  context: EditContext,
  executable: string | undefined,
): Plan {
  refuseListed(context);
  const { primary } = context.installation;
  const wrapper = primary.explicit("multi_instance_wrapper") ?? "";
  if (wrapper !== "" && !isOurs(wrapper, executable)) {
    throw new FatalError(
      `${primary.place("multi_instance_wrapper")}: multi_instance_wrapper is ` +
        `"${
          toText(wrapper)
        }", which postmulti has not set: remove it yourself ` +
        'with "postconf -X multi_instance_wrapper", then try again',
    );
  }
  const names = [
    ...wrapper === "" ? [] : ["multi_instance_wrapper"],
    ...primary.explicit("multi_instance_enable") === undefined
      ? []
      : ["multi_instance_enable"],
    ...LISTS.filter((name) => isEmptyList(primary.explicit(name))),
  ];
  return {
    steps: names.length === 0 ? [] : [{
      kind: "edit-main-cf",
      path: primaryMainCf(context),
      edits: names.map((name): MainCfEdit => ({ kind: "remove", name })),
    }],
    warnings: [],
    summary: `multi-instance support removed from ${primaryMainCf(context)}`,
    subject: context.list.primary,
  };
}

/** Damaged instances are listed too. */
function refuseListed({ list }: EditContext): void {
  const titles = list.secondaries.map(({ instance, damage }) =>
    instance === undefined ? damage.configDirectory : fullTitleOf(instance)
  );
  if (titles.length === 0) return;
  throw new FatalError(
    `there are instances still: ${titles.join(", ")}: take each off the list ` +
      'with "postmulti -e deport -i NAME", which leaves its files, or with ' +
      '"postmulti -e destroy -i NAME"; nothing was changed',
  );
}

/** Set by an `-e init`: of this program, of a copy of it, or of the stock tool. */
function isOurs(wrapper: string, executable: string | undefined): boolean {
  const [program = "", ...options] = listOf(wrapper);
  return WRAPPER_OPTIONS.includes(options.join(" ")) &&
    (program.endsWith("/postmulti") ||
      program === encodeUtf8(executable ?? ""));
}

function isEmptyList(value: string | undefined): boolean {
  return value !== undefined && listOf(value).length === 0;
}
