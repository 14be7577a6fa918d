/**
 * The actions that make instances, the stock postmulti and ours side by side.
 *
 * @module
 */

import { CREATE } from "./differential/create.ts";
import { CREATE_ERRORS, NAME_LIMITS } from "./differential/create_errors.ts";
import { INIT } from "./differential/init.ts";
import { PLACES } from "./differential/place.ts";
import { registerScenarios } from "./differential/register.ts";

registerScenarios(INIT, CREATE, CREATE_ERRORS, NAME_LIMITS, PLACES);
