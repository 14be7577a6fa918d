/**
 * The texts of the manual, inside the executable, so that one copied file can
 * show them. This is imported only when one of them is asked for, and imports
 * nothing that other modules do: the bundler would make those slower.
 *
 * @module
 */

import plugins from "../../plugins/README.md" with { type: "text" };
import apply from "./apply.md" with { type: "text" };
import doctor from "./doctor.md" with { type: "text" };
import options from "./options.md" with { type: "text" };
import pluginsEnd from "./plugins_end.md" with { type: "text" };
import postmulti from "./postmulti.md" with { type: "text" };

/** The texts of the manual, in Markdown. */
export interface ManualTexts {
  /** What postmulti(1) says, but for what comes from tables. */
  readonly postmulti: string;
  /** Notes on options, each under its spelling as a heading. */
  readonly options: string;
  /** What postmulti-plugins(7) says: the guide that lies beside the plugins. */
  readonly plugins: string;
  /** What it says after that. */
  readonly pluginsEnd: string;
  /** postmulti-apply(5). */
  readonly apply: string;
  /** postmulti-doctor(7). */
  readonly doctor: string;
}

/** All of them. */
export const TEXTS: ManualTexts = {
  postmulti,
  options,
  plugins,
  pluginsEnd,
  apply,
  doctor,
};
