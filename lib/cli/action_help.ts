/**
 * What the actions of -e do, one line of help each.
 *
 * @module
 */

import type { EDIT_ACTIONS } from "../lifecycle/request.ts";

/** In the order of a life. */
export const ACTION_HELP: Readonly<
  Record<typeof EDIT_ACTIONS[number], string>
> = {
  init: "have postfix(1) manage all instances; once per host",
  create: "make an instance",
  import: "put an instance on the list whose files are there",
  assign: "give an instance another name or group",
  enable: "have an instance started with the others",
  disable: "have it not started with the others",
  deport: "take an instance off the list, and leave its files",
  destroy: "take an instance off the list, and remove its files",
};
