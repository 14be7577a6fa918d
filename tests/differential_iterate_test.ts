/**
 * The iterator modes -x and -p, the stock postmulti and ours side by side.
 *
 * @module
 */

import { RUNNING, WRAPPER } from "./differential/iterate_p.ts";
import { COMMANDS, FAILURES } from "./differential/iterate_x.ts";
import { STREAMS } from "./differential/streams.ts";
import { registerScenarios } from "./differential/register.ts";

registerScenarios(COMMANDS, FAILURES, WRAPPER, RUNNING, STREAMS);
