/**
 * The scripts that --completion prints, inside the executable.
 *
 * @module
 */

import type { Shell } from "../option_words.ts";
import bash from "./shells/postmulti.bash" with { type: "text" };
import fish from "./shells/postmulti.fish" with { type: "text" };
import zsh from "./shells/postmulti.zsh" with { type: "text" };

/** What makes a shell complete command lines of this program. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash,
  zsh,
  fish,
};
