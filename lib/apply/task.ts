/**
 * What there is to do, and in which order. Pure.
 *
 * What goes, goes first, in the reverse of the start order, and then what is to
 * be stopped is stopped, in the same order. After that one instance after the
 * other is made, configured, and started, in start order.
 *
 * @module
 */

import type { Instance } from "../registry/instance.ts";
import type { WantedState } from "./document.ts";
import type { Target } from "./target.ts";

/** What can be done to an instance: actions of -e, commands of postfix(1), and ours. */
export type TaskAction =
  | "init"
  | "create"
  | "import"
  | "assign"
  | "enable"
  | "disable"
  | "destroy"
  | "start"
  | "stop"
  | "reload"
  /** Its files are changed. */
  | "configure"
  /** The start order is changed. */
  | "reorder";

/** One thing to do. */
export interface Task {
  /** What to do. */
  readonly action: TaskAction;
  /** The entry that wants it. */
  readonly target: Target;
}

/** What is known of a target when tasks are chosen. */
export interface Situation {
  /** What it is about. */
  readonly target: Target;
  /** The instance as it is, or as it will be made; undefined when there is none. */
  readonly subject: Instance | undefined;
  /** Whether it is not listed, but has its files already. */
  readonly isComplete: boolean;
  /** Whether its files are not as they should be. */
  readonly isOther: boolean;
  /** Whether it runs. */
  readonly isRunning: boolean;
  /** Whether it runs with an older configuration than that of its files. */
  readonly isPending: boolean;
}

/** What there is to do for one target, by phase. */
interface Phases {
  readonly leave: readonly TaskAction[];
  readonly stop: readonly TaskAction[];
  readonly become: readonly TaskAction[];
}

/**
 * What to do, in this order.
 *
 * @param situations In start order.
 * @param host What the host as a whole needs first.
 */
export function tasksFor(
  situations: readonly Situation[],
  host: readonly Task[],
): readonly Task[] {
  const planned = situations.map((situation) => ({
    target: situation.target,
    ...phasesOf(situation),
  }));
  const tasks = (
    phase: keyof Phases,
    order: typeof planned,
  ): readonly Task[] =>
    order.flatMap((one) =>
      one[phase].map((action) => ({ action, target: one.target }))
    );
  return [
    ...host.filter(({ action }) => action === "init"),
    ...tasks("leave", planned.toReversed()),
    ...tasks("stop", planned.toReversed()),
    ...host.filter(({ action }) => action !== "init"),
    ...tasks("become", planned),
  ];
}

function phasesOf(situation: Situation): Phases {
  const { target: { wanted, instance }, isRunning } = situation;
  if (wanted.state === "absent") {
    return { leave: leaving(instance, isRunning), stop: [], become: [] };
  }
  const stop: TaskAction[] = wanted.state === "stopped" && isRunning
    ? ["stop"]
    : [];
  const changes = changesOf(situation);
  return {
    leave: [],
    stop,
    become: [...changes, ...startsOf(situation, changes)],
  };
}

function leaving(
  instance: Instance | undefined,
  isRunning: boolean,
): TaskAction[] {
  if (instance === undefined) return [];
  return [
    ...isRunning ? ["stop"] as const : [],
    ...instance.enabled ? ["disable"] as const : [],
    "destroy",
  ];
}

function changesOf(
  { target: { wanted, instance }, subject, isComplete, isOther }: Situation,
): TaskAction[] {
  const isEnabled = subject?.enabled ?? false;
  const switching: TaskAction[] = wanted.enabled === undefined ||
      wanted.enabled === isEnabled
    ? []
    : [wanted.enabled ? "enable" : "disable"];
  if (instance === undefined) {
    return [isComplete ? "import" : "create", ...switching];
  }
  const isNamed = (wanted.name ?? instance.name) === instance.name &&
    (wanted.group ?? instance.group) === instance.group;
  return [
    ...isOther ? ["configure"] as const : [],
    ...isNamed ? [] : ["assign"] as const,
    ...switching,
  ];
}

function startsOf(
  { target: { wanted, instance }, isRunning, isPending }: Situation,
  changes: readonly TaskAction[],
): TaskAction[] {
  if (!isStarted(wanted.state)) return [];
  if (!isRunning) return ["start"];
  const isChanged = isPending || instance === undefined ||
    changes.includes("configure") || changes.includes("assign");
  if (!isChanged) return [];
  return wanted.state === "started" ? ["reload"] : ["stop", "start"];
}

/** Whether an instance in this state runs. */
export function isStarted(state: WantedState | undefined): boolean {
  return state === "started" || state === "restarted_when_changed";
}
