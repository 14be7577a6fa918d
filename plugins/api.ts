/**
 * What a hook of postmulti gets and what it can answer: the types for modules.
 *
 * A module imports these with `import type`, which is removed before it runs, so
 * this file need not be installed with a plugin. An executable gets the same event
 * as one line of JSON on its standard input. Fields are added to schema 1, but not
 * changed or removed. postmulti-plugins(7) explains what they mean.
 *
 * @example A plugin that refuses to start an instance without a queue
 * ```ts
 * // @postmulti-plugin 1 on=pre:start timeout=10
 * import type { Hook } from "@postmulti/postmulti/plugin";
 *
 * const hook: Hook = async ({ instance }) => {
 *   const { isDirectory } = await Deno.stat(instance.queue_directory);
 *   return isDirectory ? null : { veto: `${instance.queue_directory} is a file` };
 * };
 * export default hook;
 * ```
 *
 * @module
 */

/**
 * When a hook runs: before the operation, in its place after all `pre` hooks have
 * succeeded, or after it has succeeded or failed.
 *
 * @example
 * ```ts
 * import type { PluginEvent } from "@postmulti/postmulti/plugin";
 *
 * export function isOver({ phase }: PluginEvent): boolean {
 *   return phase === "post" || phase === "fail";
 * }
 * ```
 */
export type Phase = "pre" | "instead" | "post" | "fail";

/**
 * Which list of main.cf an operation belongs to; "edit" for `-e`.
 *
 * @example
 * ```ts
 * import type { OperationClass } from "@postmulti/postmulti/plugin";
 *
 * export const INTERRUPTING: readonly (OperationClass | null)[] = ["stop", "control"];
 * ```
 */
export type OperationClass = "start" | "stop" | "control" | "edit";

/**
 * How an operation ended, for post and fail hooks.
 *
 * @example
 * ```ts
 * import type { Outcome } from "@postmulti/postmulti/plugin";
 *
 * export const WORDS: Readonly<Record<Outcome, string>> = {
 *   ok: "done",
 *   vetoed: "refused",
 *   failed: "failed",
 *   interrupted: "interrupted",
 * };
 * ```
 */
export type Outcome = "ok" | "vetoed" | "failed" | "interrupted";

/**
 * The instance that an operation is for.
 *
 * @example
 * ```ts
 * import type { EventInstance } from "@postmulti/postmulti/plugin";
 *
 * export function titleOf({ name, config_directory }: EventInstance): string {
 *   return name || config_directory;
 * }
 * ```
 */
export interface EventInstance {
  /** multi_instance_name; "" for a nameless instance. */
  readonly name: string;
  /** multi_instance_group; "" for none. */
  readonly group: string;
  /** multi_instance_enable. */
  readonly enabled: boolean;
  /** Whether it is the primary instance. */
  readonly primary: boolean;
  /** Absolute path; for a pre:create hook the directory need not exist yet. */
  readonly config_directory: string;
  /** Absolute path. */
  readonly queue_directory: string;
  /** Absolute path. */
  readonly data_directory: string;
  /** The name that `-e assign` gives it; null when that stays as it is. */
  readonly new_name: string | null;
  /** The group that `-e assign` gives it; null when that stays as it is. */
  readonly new_group: string | null;
}

/**
 * One event, as a hook gets it.
 *
 * @example
 * ```ts
 * import type { PluginEvent } from "@postmulti/postmulti/plugin";
 *
 * export async function settingsOf({ conf }: PluginEvent): Promise<string> {
 *   return conf === null ? "" : await Deno.readTextFile(conf);
 * }
 * ```
 */
export interface PluginEvent {
  /** Version of this structure. */
  readonly schema: 1;
  /** Version of postmulti. */
  readonly tool_version: string;
  /** The same for every hook of one run of postmulti; hexadecimal digits. */
  readonly run_id: string;
  /** When the hook runs. */
  readonly phase: Phase;
  /** What is really done: a postfix(1) command, an action of -e, or `exec`. */
  readonly op: string;
  /** What was asked for: `start` where a disabled instance gets `check`. */
  readonly requested: string;
  /** The class of the operation; null for check, status, exec and others. */
  readonly class: OperationClass | null;
  /** The words of the operation, its own name first. */
  readonly argv: readonly string[];
  /** Place of the instance in this run, counted from 1. */
  readonly index: number;
  /** How many instances this run is for. */
  readonly total: number;
  /** The id of this plugin. */
  readonly plugin: string;
  /** Absolute path of the plugin's settings; null without any. */
  readonly conf: string | null;
  /** After how many seconds the hook is ended. */
  readonly timeout_s: number;
  /** True under `--plugins run`: no operation belongs to it. */
  readonly test: boolean;
  /** The instance that the operation is for. */
  readonly instance: EventInstance;
  /** Absolute path. */
  readonly primary_config_directory: string;
  /** Where postfix(1) and its kind are. */
  readonly command_directory: string;
  /** Where the Postfix daemons are. */
  readonly daemon_directory: string;
  /** How the operation ended; null in a pre or instead hook. */
  readonly outcome: Outcome | null;
  /** Exit status of the operation; null when it has none. */
  readonly exit_status: number | null;
  /** The signal that ended the operation, `SIGTERM`; null when none did. */
  readonly signal: string | null;
  /** The id of the plugin that vetoed; null when none did. */
  readonly vetoed_by: string | null;
  /** Exit status of this plugin's own pre hook; null when that did not run or end by itself. */
  readonly pre_status: number | null;
}

/**
 * What the function of a module can return; anything else means "go ahead".
 *
 * @example
 * ```ts
 * import type { HookAnswer } from "@postmulti/postmulti/plugin";
 *
 * export function judge(freeKib: number): HookAnswer {
 *   return freeKib >= 100_000 ? undefined : { veto: `${freeKib} KiB are free` };
 * }
 * ```
 */
export type HookAnswer =
  | void
  | undefined
  | null
  /** Refuse the operation (pre), or report a failure (instead, post, fail). */
  | { readonly veto: string }
  /**
   * The operation has been done elsewhere (pre and instead only): by something that
   * runs the other hooks itself (pre), or that does not (instead).
   */
  | { readonly delegated: string };

/**
 * The default export of a module.
 *
 * @example
 * ```ts
 * import type { Hook } from "@postmulti/postmulti/plugin";
 *
 * const hook: Hook = ({ instance }) => {
 *   console.log(`${instance.name} has started`);
 * };
 * export default hook;
 * ```
 */
export type Hook = (event: PluginEvent) => HookAnswer | Promise<HookAnswer>;
