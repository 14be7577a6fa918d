/**
 * The command line, the stock postmulti and ours side by side.
 *
 * @module
 */

import { EXTENSIONS } from "./differential/extensions.ts";
import { OPTION_GRAMMAR, WRONG_OPTIONS } from "./differential/options.ts";
import { registerScenarios } from "./differential/register.ts";

registerScenarios(WRONG_OPTIONS, OPTION_GRAMMAR, EXTENSIONS);
