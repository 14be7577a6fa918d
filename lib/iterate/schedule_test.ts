import { assertEquals } from "@std/assert";
import {
  nextToBegin,
  type Ordered,
  predecessors,
  type Progress,
} from "./schedule.ts";

/** `start:P`, `stop:mta`, `check:`; P is the primary, with its group after it. */
function made(word: string): Ordered {
  const [op, where = ""] = word.split(":");
  return {
    primary: where.startsWith("P"),
    group: where.replace(/^P/, ""),
    class: op === "start" || op === "stop" || op === "control" ? op : null,
  };
}

const PREDECESSORS: readonly (readonly [
  title: string,
  runs: string,
  wanted: readonly (readonly number[])[],
])[] = [
  ["nothing", "", []],
  ["status", "status:P status:a status:a status:", [[], [], [], []]],
  ["reload", "control:P control:a control:a", [[], [], []]],
  ["a start without groups", "start:P start: start:", [[], [0], [0]]],
  ["a start without the primary", "start: start: start:", [[], [], []]],
  [
    "a start with groups",
    "start:P start:a start:b start:a start: start:b start:a",
    [[], [0], [0], [1], [0], [2], [3]],
  ],
  ["a start with the primary in a group", "start:Pa start:a start:b", [
    [],
    [0],
    [0],
  ]],
  [
    "a start in which some are only checked",
    "check:P start:a check:a start:a check:",
    [[], [], [], [1], []],
  ],
  ["a start after a primary that is only checked", "check:P start:a start:", [
    [],
    [],
    [],
  ]],
  ["a stop without groups", "stop: stop: stop:P", [[], [], [0, 1]]],
  [
    "a stop with groups",
    "stop:a stop:b stop: stop:a stop:b stop:P",
    [[], [], [], [0], [1], [0, 1, 2, 3, 4]],
  ],
  ["a stop with the primary in a group", "stop:b stop:a stop:Pa", [
    [],
    [],
    [0, 1],
  ]],
];

for (const [title, runs, wanted] of PREDECESSORS) {
  Deno.test(`predecessors() holds the order of ${title}`, () => {
    const words = runs === "" ? [] : runs.split(" ");
    assertEquals(predecessors(words.map(made)), wanted);
  });
}

const STATES: Record<string, Progress> = {
  w: "waiting",
  r: "running",
  e: "ended",
};

const FREE = [[], [], [], []];
const CHAIN = [[], [0], [1], [2]];
const STARTED = [[], [0], [0], [1]];
const STOPPED = [[], [], [0], [0, 1, 2]];

const NEXT: readonly (readonly [
  title: string,
  states: string,
  before: readonly (readonly number[])[],
  jobs: number,
  wanted: number | undefined,
])[] = [
  ["the first at the beginning", "wwww", FREE, 2, 0],
  ["another while there is room", "rwww", FREE, 2, 1],
  ["nobody when all places are taken", "rrww", FREE, 2, undefined],
  ["the next when one has ended", "erww", FREE, 2, 2],
  ["the next when a later one has ended", "reww", FREE, 2, 2],
  ["nobody when all have begun", "eeer", FREE, 2, undefined],
  ["nobody when all have ended", "eeee", FREE, 2, undefined],
  ["nobody before its predecessor has ended", "rwww", CHAIN, 4, undefined],
  ["the one whose predecessor has ended", "ewww", CHAIN, 4, 1],
  ["nobody behind one that runs", "erww", CHAIN, 4, undefined],
  ["the next of a chain", "eeww", CHAIN, 4, 2],
  ["nobody before the primary is up", "rwww", STARTED, 4, undefined],
  ["the first of a group once the primary is up", "ewww", STARTED, 4, 1],
  ["the first of another group", "erww", STARTED, 4, 2],
  ["nobody of a group before its predecessor", "errw", STARTED, 4, undefined],
  ["the second of a group after its predecessor", "eerw", STARTED, 4, 3],
  ["all but the primary when stopping", "rwww", STOPPED, 4, 1],
  ["the primary not before the last other", "eerw", STOPPED, 4, undefined],
  ["the primary after all others", "eeew", STOPPED, 4, 3],
  ["one after the other with one job", "ewww", FREE, 1, 1],
  ["nobody beside it with one job", "erww", FREE, 1, undefined],
];

for (const [title, states, before, jobs, wanted] of NEXT) {
  Deno.test(`nextToBegin() is ${title} (${states}, ${jobs} jobs)`, () => {
    const made = [...states].map((letter) => STATES[letter] ?? "waiting");
    assertEquals(nextToBegin(made, before, jobs), wanted);
  });
}
