/**
 * Mixtures of commands that are to run all at once, the same for the same seed,
 * and what must come of each. Data only.
 *
 * @module
 */

import type { Random } from "../main_cf_generator.ts";

/** Where a new instance goes: last, first, or before the instance of this name. */
export type Placement = "last" | "first" | { readonly before: string };

/** What a command does to the list when it succeeds. */
export type Effect =
  | {
    readonly kind: "add";
    readonly name: string;
    readonly placement: Placement;
  }
  | { readonly kind: "remove"; readonly name: string }
  | { readonly kind: "rename"; readonly name: string; readonly to: string }
  | { readonly kind: "none" };

/** One command. */
export interface Operation {
  /** `postmulti`, or `postconf` for an edit from outside. */
  readonly program: "postmulti" | "postconf";
  /** Its arguments. */
  readonly words: readonly string[];
  /** What it does to the list. */
  readonly effect: Effect;
  /**
   * Whether it has to succeed: alone, or as exactly one of those with the same
   * contest; or may fail because its neighbour in the list was not there.
   */
  readonly expects: "success" | "one-success" | "neighbour";
  /** Names the contest. */
  readonly contest?: string;
  /** How long to wait before it is started, in milliseconds. */
  readonly delayMs: number;
}

/** How the world is before a mixture: names without `postfix-`, in list order. */
export const LISTED: readonly string[] = [
  ...["keep1", "gone1", "gone2", "moved1", "keep2", "gone3", "gone4", "keep3"],
];

/** Complete instances that are not listed. */
export const UNLISTED: readonly string[] = ["old1", "old2", "old3"];

/** How many settings a mixture makes from outside, each with its own name. */
export const OUTSIDE = 60;

const CREATED = Array.from({ length: 20 }, (_, at) => `new${at + 1}`);
const CREATES: readonly string[] = CREATED;

/** Everything that runs at once in one round, in an order of its own. */
export function makeMixture(random: Random): Operation[] {
  const delayMs = (): number => random.below(150);
  const operations: Operation[] = [
    ...CREATES.map((name) => add("create", name, random)),
    { ...create("new1"), ...contest("new1") },
    ...UNLISTED.map((name) => add("import", name, random)),
    ...removals(),
    assignment("moved1", ["-I", "postfix-renamed"], {
      kind: "rename",
      name: "postfix-moved1",
      to: "postfix-renamed",
    }),
    assignment("keep1", ["-G", "assigned"], { kind: "none" }),
    ...["enable", "disable", "enable"].map((action): Operation => ({
      ...plain(["-e", action, "-i", "keep2"]),
    })),
    ...outsideEdits(),
  ].map((operation) => ({ ...operation, delayMs: delayMs() }));
  return operations.sort((a, b) => a.delayMs - b.delayMs);
}

function plain(words: readonly string[]): Operation {
  return {
    program: "postmulti",
    words,
    effect: { kind: "none" },
    expects: "success",
    delayMs: 0,
  };
}

function contest(name: string): Pick<Operation, "contest" | "expects"> {
  return { contest: name, expects: "one-success" };
}

function create(name: string): Operation {
  return {
    ...plain(["-e", "create", "-I", `postfix-${name}`]),
    effect: { kind: "add", name: `postfix-${name}`, placement: "last" },
  };
}

function add(
  action: "create" | "import",
  short: string,
  random: Random,
): Operation {
  const name = `postfix-${short}`;
  const operand = action === "import" ? [`config_directory=/etc/${name}`] : [];
  const { words, placement, isSure } = choosePlace(name, random);
  return {
    ...plain(["-e", action, ...words, "-I", name, ...operand]),
    effect: { kind: "add", name, placement },
    ...(short === "new1"
      ? contest(short)
      : { expects: isSure ? "success" : "neighbour" }),
  };
}

interface Place {
  readonly words: readonly string[];
  readonly placement: Placement;
  /** Whether the neighbour is there at all times. */
  readonly isSure: boolean;
}

function choosePlace(name: string, random: Random): Place {
  const last: Place = { words: [], placement: "last", isSure: true };
  if (name === "postfix-new1" || random.chance(40)) return last;
  if (random.chance(25)) {
    return { words: ["-a"], placement: "first", isSure: true };
  }
  const neighbour = random.pick(
    ["keep1", "keep2", "keep3", "moved1", "renamed", "new1", "new2"],
  );
  const before = `postfix-${neighbour}`;
  if (before === name) return last;
  return {
    words: ["-i", before],
    placement: { before },
    isSure: neighbour.startsWith("keep"),
  };
}

function removals(): Operation[] {
  const remove = (action: string, short: string): Operation => ({
    ...plain(["-e", action, "-i", short]),
    effect: { kind: "remove", name: `postfix-${short}` },
  });
  return [
    remove("destroy", "gone1"),
    remove("deport", "gone2"),
    { ...remove("destroy", "gone3"), ...contest("gone3") },
    { ...remove("deport", "gone3"), ...contest("gone3") },
    { ...remove("destroy", "gone4"), ...contest("gone4") },
    { ...remove("destroy", "gone4"), ...contest("gone4") },
  ];
}

function assignment(
  short: string,
  words: readonly string[],
  effect: Effect,
): Operation {
  return { ...plain(["-e", "assign", "-i", short, ...words]), effect };
}

/** A few names per postconf, so that there are many of them, all the time. */
function outsideEdits(): Operation[] {
  return Array.from({ length: OUTSIDE }, (_, at): Operation => {
    // Every third one is for an instance that others are working on as well.
    const directory = at % 3 === 0 ? "/etc/postfix-keep2" : "/etc/postfix";
    return {
      ...plain(["-c", directory, "-e", `outside_${at} = value ${at}`]),
      program: "postconf",
    };
  });
}
