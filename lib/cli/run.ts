/**
 * The run of the program: from the words of a command line to an exit status.
 *
 * The code of a mode is loaded when that mode is asked for.
 *
 * @module
 */

import { STATUS_UNSEEN } from "../doctor/exit_status.ts";
import { chooseInstances } from "../registry/choose_instances.ts";
import { locatePostfix, postconfOf, reading, runMode } from "./run_mode.ts";
import {
  type CompleteRequest,
  type InformationRequest,
  isTextRequest,
} from "./information_request.ts";
import { type CommandLine, parseCommandLine, type Request } from "./request.ts";
import type { Located, RunState } from "./run_state.ts";
import { isForeign } from "./units_command.ts";

/**
 * Run the program.
 *
 * @param words The command line without the program's name.
 * @returns The exit status: 0 when all was done, 1 when something failed; --doctor
 * has its own.
 */
export function run(words: readonly string[]): Promise<number> {
  return runMode(async (state) => {
    const line = await understand(words, state);
    state.diagnostics.verbosity = line.verbosity;
    state.phases.end("command line");
    return await serve(line, state);
  });
}

/** Whether JSON is asked for is known also of a command line that is wrong. */
async function understand(
  words: readonly string[],
  state: RunState,
): Promise<CommandLine> {
  try {
    const line = parseCommandLine(words);
    state.json = line.json;
    return line;
  } catch (error) {
    const { asksForJson } = await import("./asks_for_json.ts");
    state.json = asksForJson(words);
    throw error;
  }
}

/** Whether everything that was asked for was done, or an exit status. */
async function serve(
  line: CommandLine,
  state: RunState,
): Promise<boolean | number> {
  const { request } = line;
  if (request.mode === "version") {
    const { versionMode } = await import("./version_mode.ts");
    return versionMode(() => postconfOf(line.postconf), state);
  }
  if (isTextRequest(request)) {
    const { informationMode } = await import("./information_mode.ts");
    return await informationMode(request);
  }
  if (request.mode === "complete") {
    return (await import("./complete_mode.ts")).completeMode(request);
  }
  if (isForeign(request)) {
    const { foreignUnits } = await import("./units_request.ts");
    return await foreignUnits(request.command, state);
  }
  if (request.mode === "doctor") state.statusOfFailure = STATUS_UNSEEN;
  const location = locatePostfix(line.postconf);
  state.phases.end("finding Postfix");
  const read = reading(location, state);
  return await serveLocated(request, line, { location, state, read });
}

async function serveLocated(
  request: Exclude<Request, InformationRequest | CompleteRequest>,
  line: CommandLine,
  located: Located,
): Promise<boolean | number> {
  switch (request.mode) {
    case "units": {
      const { unitsMode } = await import("./units_request.ts");
      return await unitsMode(request.command, located);
    }
    case "list":
      return (await import("./list_mode.ts")).listMode(request, located);
    case "edit": {
      const { editMode } = await import("./edit_mode.ts");
      return await editMode(request, line, located);
    }
    case "apply": {
      const { applyMode } = await import("./apply_mode.ts");
      return await applyMode(request, line, located);
    }
    case "export": {
      const { exportMode } = await import("./apply_mode.ts");
      return await exportMode(located);
    }
    case "recover": {
      const { recoverMode } = await import("./edit_mode.ts");
      await recoverMode(line, located);
      return true;
    }
    case "plugins": {
      const { command } = request;
      if (command.name === "plan") {
        const { planMode } = await import("./plugins_plan.ts");
        return await planMode(command.words, line, located);
      }
      const { pluginsMode } = await import("./plugins_mode.ts");
      return await pluginsMode(command, located);
    }
    case "doctor": {
      const { doctorMode } = await import("./doctor_mode.ts");
      return doctorMode(request, located);
    }
  }
  return await serveChosen(request, line, located);
}

/** The modes that begin with a choice of instances. */
async function serveChosen(
  request: Extract<
    Request,
    { mode: "map" | "status" | "wrapper" | "command" }
  >,
  { lockTimeoutS }: CommandLine,
  { state, read }: Located,
): Promise<boolean> {
  const { diagnostics } = state;
  const installation = read();
  state.phases.end("main.cf");
  const chosen = chooseInstances(installation, request.selection, diagnostics);
  state.phases.end("instances");
  switch (request.mode) {
    case "map": {
      const { mapMode } = await import("./map_mode.ts");
      return mapMode(request, chosen, { installation, diagnostics });
    }
    case "status": {
      const { statusMode } = await import("./status_mode.ts");
      return statusMode(request, chosen, { installation, diagnostics });
    }
  }
  const { iteratorMode } = await import("./iterator_mode.ts");
  return await iteratorMode(request, chosen, {
    installation,
    state,
    lockTimeoutS,
  });
}
