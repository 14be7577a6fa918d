/**
 * Making an instance, interrupted at every point; see `crash/register.ts`.
 *
 * @module
 */

import { registerCrashes } from "./crash/register.ts";

registerCrashes(["create", "create over something"], { some: 120, most: 600 });
