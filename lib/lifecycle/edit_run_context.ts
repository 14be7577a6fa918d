/**
 * What running a life-cycle action needs beside the request.
 *
 * @module
 */

import type { CompiledIn } from "../postfix/compiled_in.ts";
import type { EditHookContext } from "./edit_hooks.ts";
import type { EditReport } from "./edit_report.ts";
import type { Journal } from "./journal.ts";
import type { PlanContext } from "./make_plan.ts";
import type { LockSession } from "./lock_session.ts";

/** A user at a terminal. */
export interface Prompter {
  /** Told in one line what is about to be removed. */
  readonly tell: (text: string) => void;
  /** Asked whether to go on; undefined when that is not to be asked. */
  readonly ask: (() => boolean) | undefined;
}

/** What an action needs beside the request. */
export interface EditRunContext extends PlanContext, EditHookContext {
  /** The primary instance's configuration directory. */
  readonly configDirectory: string;
  /** The defaults compiled into Postfix. */
  readonly compiledIn: CompiledIn;
  /** Why to wait for no lock any longer: `SIGINT`; undefined without a reason. */
  readonly interrupted?: () => string | undefined;
  /** Keeps the lock for many actions; undefined when there is only one. */
  readonly session?: LockSession;
  /** This process and its command line. */
  readonly author: Pick<Journal, "pid" | "command">;
  /** Who sees the messages of this run; undefined when that is not a terminal. */
  readonly prompter: Prompter | undefined;
  /** Takes the text of a plan that is only shown. */
  readonly show: (text: string) => void;
  /** Told what has been done, or would be; not called when nothing came of it. */
  readonly report: (report: EditReport) => void;
}
