/**
 * All other life-cycle actions, interrupted at every point; see
 * `crash/register.ts`.
 *
 * @module
 */

import { otherScenarios, registerCrashes } from "./crash/register.ts";

registerCrashes(
  otherScenarios(["create", "create over something", "destroy"]),
  { some: 200, most: 400 },
);
