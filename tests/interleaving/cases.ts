/**
 * Which runs are interleaved. Pure.
 *
 * @module
 */

import type { Start } from "./host.ts";

/** Runs that are under way at the same time. */
export interface Scenario {
  /** How the instance is before. */
  readonly from: Start;
  /** The command lines, in the order in which they are begun. */
  readonly runs: readonly (readonly string[])[];
  /** How the instance may be afterwards, as host.ts says it. */
  readonly finals: readonly string[];
}

const START = ["-i", "in", "-p", "start"];
const STOP = ["-i", "in", "-p", "stop"];
const RELOAD = ["-i", "in", "-p", "reload"];
const ABORT = ["-i", "in", "-p", "abort"];
const ENABLE = ["-e", "enable", "-i", "in"];
const DISABLE = ["-e", "disable", "-i", "in"];
const ASSIGN = ["-e", "assign", "-i", "in", "-G", "other"];
const DESTROY = ["-e", "destroy", "-i", "in"];
const DEPORT = ["-e", "deport", "-i", "in"];
const CREATE = ["-e", "create", "-I", "postfix-new"];
const APPLY = ["--apply=/run/world/document.json"];

const UP = "running enabled";
const DOWN = "stopped enabled";
const UP_OFF = "running disabled";
const OFF = "stopped disabled";

/** All pairs and triples; the first ones are those that a short run takes. */
export const SCENARIOS: readonly Scenario[] = [
  { from: "stopped", runs: [START, STOP], finals: [UP, DOWN] },
  { from: "running", runs: [STOP, START], finals: [UP, DOWN] },
  { from: "stopped", runs: [START, START], finals: [UP] },
  { from: "running", runs: [STOP, STOP], finals: [DOWN] },
  { from: "stopped", runs: [START, DISABLE], finals: [UP_OFF, OFF] },
  { from: "disabled", runs: [DESTROY, ENABLE], finals: ["gone", DOWN] },
  { from: "disabled", runs: [CREATE, CREATE], finals: [OFF] },
  { from: "stopped", runs: [APPLY, STOP], finals: [UP, DOWN] },
  { from: "stopped", runs: [START, STOP, START], finals: [UP, DOWN] },
  { from: "running", runs: [RELOAD, STOP], finals: [DOWN] },
  { from: "running", runs: [STOP, RELOAD], finals: [DOWN] },
  { from: "running", runs: [ABORT, START], finals: [UP, DOWN] },
  { from: "running", runs: [DISABLE, STOP], finals: [UP_OFF, OFF] },
  { from: "disabled", runs: [ENABLE, START], finals: [UP, DOWN] },
  { from: "disabled", runs: [ENABLE, DESTROY], finals: ["gone", DOWN] },
  {
    from: "disabled",
    runs: [DESTROY, DEPORT],
    finals: ["gone", "deported"],
  },
  { from: "running", runs: [ASSIGN, STOP], finals: [DOWN] },
  { from: "stopped", runs: [START, APPLY], finals: [UP] },
  { from: "stopped", runs: [APPLY, APPLY], finals: [UP] },
  { from: "running", runs: [STOP, APPLY], finals: [UP, DOWN] },
  { from: "running", runs: [STOP, START, DISABLE], finals: [UP_OFF, OFF] },
  {
    from: "stopped",
    runs: [START, DISABLE, DESTROY],
    finals: [UP_OFF, "gone"],
  },
  { from: "disabled", runs: [ENABLE, START, STOP], finals: [UP, DOWN] },
  { from: "running", runs: [STOP, APPLY, START], finals: [UP, DOWN] },
  { from: "disabled", runs: [CREATE, DESTROY, ENABLE], finals: ["gone", DOWN] },
];

/** The name of a scenario. */
export function titleOf({ from, runs }: Scenario): string {
  return `${from}: ${runs.map((words) => words.join(" ")).join(" | ")}`;
}
