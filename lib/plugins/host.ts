/**
 * The host of one module: the process in which its hook runs.
 *
 * Gets the event on standard input, imports the module, calls its default
 * export, and says in one line what went wrong. See host_protocol.ts for how it
 * ends.
 *
 * @module
 */

import type { PluginEvent } from "../../plugins/api.ts";
import { printable } from "../diag/diagnostics.ts";
import {
  type Exit,
  guardProcess,
  importDefault,
  readInput,
  textIfReadable,
} from "../sys/module_process.ts";
import { giveUpLibrary } from "../sys/process.ts";
import { writeError } from "../sys/streams.ts";
import { DELEGATED, HOST_STATUS } from "./host_protocol.ts";
import { describeModuleError } from "./module_error.ts";

/**
 * Run the hook of a module, and end this process.
 *
 * It does not return, and is not to be awaited: when nothing is left to wait
 * for although the hook has not ended, the runtime notices only then.
 *
 * @param path The module's absolute path.
 * @param exit Ends the process; the module has no part in it.
 */
export function hostModule(path: string, exit: Exit): void {
  giveUpLibrary();
  const end = (status: number, text: string): never => {
    writeError(`${printable(text)}\n`);
    return exit(status);
  };
  const fail = (what: string): never => end(HOST_STATUS.failed, what);
  const failWith = (error: unknown): never =>
    fail(describeModuleError(error, { path, textIfReadable }));
  guardProcess(fail, failWith);
  callHook(path).then(
    (answer) => {
      const veto = wordIn(answer, "veto");
      if (veto !== undefined) fail(veto);
      const by = wordIn(answer, "delegated");
      if (by !== undefined) end(DELEGATED, `done by ${by}`);
      exit(HOST_STATUS.done);
    },
    failWith,
  );
}

async function callHook(path: string): Promise<unknown> {
  const event = JSON.parse(await readInput()) as PluginEvent;
  const hook = await importDefault(path);
  if (typeof hook !== "function") {
    throw new Error(
      'it has no function as its default export: write "export default ' +
        'function (event) { ... }"',
    );
  }
  return await hook(event);
}

/** What a hook returned under a name; undefined when it did not. */
function wordIn(answer: unknown, name: string): string | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const value: unknown = Reflect.get(answer, name);
  return value === undefined || value === null ? undefined : String(value);
}
