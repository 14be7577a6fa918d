/**
 * The actions of -e: what they do, and how they are called.
 *
 * @module
 */

import type { EDIT_ACTIONS } from "../lifecycle/request.ts";

/** One action. */
export interface ActionHelp {
  /** One line of help. */
  readonly help: string;
  /** What follows the action in its command line. */
  readonly usage: string;
  /** The shortest command line that is accepted, after the action. */
  readonly sample: readonly string[];
}

const PLACE = "[-a | -g GROUP | -i NAME]";
const NAMES = "[-I NAME] [-G GROUP]";
const ONE = { usage: "-i NAME [OPTION...]", sample: ["-i", "x"] } as const;

/** In the order of a life. */
export const ACTION_HELP: Readonly<
  Record<typeof EDIT_ACTIONS[number], ActionHelp>
> = {
  init: {
    help: "set up this host for several instances, once",
    usage: "[OPTION...]",
    sample: [],
  },
  create: {
    help: "create an instance",
    usage: `${NAMES} ${PLACE} [OPTION...] [config_directory=/PATH] ` +
      "[queue_directory=/PATH] [data_directory=/PATH]",
    sample: [],
  },
  import: {
    help: "add an existing instance to the list",
    usage: `${NAMES} ${PLACE} [OPTION...] [config_directory=/PATH]`,
    sample: [],
  },
  assign: {
    help: "give an instance another name or group",
    usage: `-i NAME ${NAMES} [OPTION...]`,
    sample: ["-i", "x", "-I", "-"],
  },
  enable: { help: "start an instance with the others", ...ONE },
  disable: { help: "do not start an instance with the others", ...ONE },
  deport: {
    help: "remove an instance from the list, and keep its files",
    ...ONE,
  },
  destroy: {
    help: "remove an instance from the list, and its files",
    ...ONE,
  },
};

/** The shortest command line that is accepted for an action. */
export function sampleOf(action: keyof typeof ACTION_HELP): readonly string[] {
  return ["-e", action, ...ACTION_HELP[action].sample];
}

/** The command lines of all actions; those that go alike share one. */
export function actionForms(): readonly string[] {
  const forms = Map.groupBy(
    Object.entries(ACTION_HELP),
    ([, { usage }]) => usage,
  );
  return [...forms].map(([usage, actions]) =>
    `-e ${actions.map(([action]) => action).join(" | ")} ${usage}`
  );
}
