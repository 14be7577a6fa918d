/**
 * Listing and selecting instances, the stock postmulti and ours side by side.
 *
 * @module
 */

import { CLAIMS, DAMAGED } from "./differential/damage.ts";
import { LISTING } from "./differential/listing.ts";
import { registerScenarios } from "./differential/register.ts";

registerScenarios(LISTING, DAMAGED, CLAIMS);
