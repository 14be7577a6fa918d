/**
 * The plan of -e create or -e import with the configuration of a document in
 * it: the instance enters the list when all of it is there. Pure.
 *
 * @module
 */

import type { Plan } from "../lifecycle/edit_context.ts";
import type { Step } from "../lifecycle/step.ts";
import { editMainCf, type MainCfEdit } from "../main_cf/edit.ts";
import { editMasterCf } from "../postfix/edit_master_cf.ts";
import {
  type Configuration,
  type ConfigurationFiles,
  configurationSteps,
  eachMadeOnce,
} from "./configuration.ts";

/** What the configuration is made with. */
export interface ConfigurationSource {
  /** The bytes of a file that is there. */
  readonly read: (path: string) => Uint8Array | undefined;
  /** What has to be done to the files as the plan leaves them. */
  readonly configure: (files: ConfigurationFiles) => Configuration;
}

/**
 * Add a configuration to a plan.
 *
 * What the plan writes is written with the edits in it, because no step may edit
 * what another one makes: they are undone by comparing with what was there.
 */
export function withConfiguration(
  plan: Plan,
  { read, configure }: ConfigurationSource,
): Plan {
  const { configDirectory } = plan.subject;
  const mainPath = `${configDirectory}/main.cf`;
  const masterPath = `${configDirectory}/master.cf`;
  const main = contentFor(mainPath, plan.steps);
  const master = contentFor(masterPath, plan.steps);
  const earlier = editsOf(mainPath, plan.steps);
  const configuration = configure({
    mainCf: editMainCf(main ?? read(mainPath) ?? EMPTY, earlier).file,
    masterCf: master ?? read(masterPath) ?? EMPTY,
  });
  const own = configurationSteps({
    mainCf: main === undefined ? [...earlier, ...configuration.mainCf] : [],
    masterCf: master === undefined ? configuration.masterCf : [],
    files: configuration.files,
  }, configDirectory);
  const steps = plan.steps
    .filter(({ kind }) => kind !== "edit-main-cf")
    .map((step): Step => {
      if (step.kind !== "write-file") return step;
      const { content } = step;
      if (step.path === mainPath) {
        return {
          ...step,
          content: editMainCf(content, configuration.mainCf).file,
        };
      }
      return step.path === masterPath
        ? {
          ...step,
          content: editMasterCf(content, configuration.masterCf).file,
        }
        : step;
    });
  const list = steps.findIndex(({ kind }) => kind === "edit-list");
  const added = eachMadeOnce(own, steps);
  return { ...plan, steps: steps.toSpliced(list, 0, ...added) };
}

const EMPTY = new Uint8Array();

function contentFor(
  path: string,
  steps: readonly Step[],
): Uint8Array | undefined {
  return steps.flatMap((step) =>
    step.kind === "write-file" && step.path === path ? step.content : []
  ).at(-1);
}

function editsOf(path: string, steps: readonly Step[]): readonly MainCfEdit[] {
  return steps.flatMap((step) =>
    step.kind === "edit-main-cf" && step.path === path ? step.edits : []
  );
}
