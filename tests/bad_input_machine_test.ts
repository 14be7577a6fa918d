/**
 * What a user sees when the machine does not let the tool do its work.
 *
 * @module
 */

import { BUSY, NO_SPACE, NOT_ROOT } from "./bad_input/machine.ts";
import { registerMistakes } from "./bad_input/mistake.ts";

registerMistakes([...NOT_ROOT, ...NO_SPACE, ...BUSY]);
