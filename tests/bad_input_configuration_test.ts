/**
 * What a user sees when main.cf files or the list of instances are wrong.
 *
 * @module
 */

import { LIST, PRIMARY, SECONDARY } from "./bad_input/configuration.ts";
import { registerMistakes } from "./bad_input/mistake.ts";

registerMistakes([...PRIMARY, ...SECONDARY, ...LIST]);
