/**
 * The actions that change and remove instances, the stock postmulti and ours side
 * by side.
 *
 * @module
 */

import { CHANGE, IMPORT } from "./differential/change.ts";
import { DESTROY, LIFE, MAIL } from "./differential/destroy.ts";
import { EDITS } from "./differential/edits.ts";
import { registerScenarios } from "./differential/register.ts";

registerScenarios(IMPORT, CHANGE, EDITS, DESTROY, MAIL, LIFE);
