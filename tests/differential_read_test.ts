/**
 * Reading main.cf and the list of instances, the stock postmulti and ours side
 * by side.
 *
 * @module
 */

import { MACROS, SHAPES } from "./differential/macros.ts";
import { registerScenarios } from "./differential/register.ts";

registerScenarios(MACROS, SHAPES);
