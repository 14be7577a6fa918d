/**
 * Destroying an instance, interrupted at every point; see `crash/register.ts`.
 *
 * @module
 */

import { registerCrashes } from "./crash/register.ts";

registerCrashes(["destroy"], { some: 75, most: 500 });
