/**
 * What the benchmark measures, and what it is to be measured by.
 *
 * A target is a ratio of medians within one run on one machine: how many times
 * an empty program's time ours takes at most, and how many times ours the
 * stock tool takes at least.
 *
 * @module
 */

/** One operation to measure. */
export interface Row {
  /** What it is called in the table and in the JSON. */
  readonly title: string;
  /** How many secondary instances there are. */
  readonly secondaries: number;
  /** The command line, without the program. */
  readonly words: readonly string[];
  /** What ours gets in front of that. */
  readonly ownWords: readonly string[];
  /** Command lines of ours that come before each measured run. */
  readonly before: readonly (readonly string[])[];
  /** Command lines of ours that come after each measured run. */
  readonly after: readonly (readonly string[])[];
  /** Times the empty program's median, at most. */
  readonly timesEmpty: number | undefined;
  /** The stock tool's median over ours, at least; undefined to leave stock out. */
  readonly aheadOfStock: number | undefined;
  /** Whether all instances are to be running meanwhile. */
  readonly areUp: boolean;
  /** How often it runs at most, where one run takes seconds; undefined for no limit. */
  readonly maxRuns: number | undefined;
  /** Whether the short form has it too. */
  readonly isShort: boolean;
}

/** How many instances the rows about one change have beside them. */
const OTHERS = 20;

const CREATE = ["-I", "postfix-new", "-e", "create"];
const DESTROY = ["-i", "postfix-new", "-e", "destroy"];
const FIRST = "postfix-0001";

/** All instances up, as quickly as that goes. */
export const START = ["--jobs=auto", "-p", "start"];

/** All of them down. */
export const STOP = ["--jobs=auto", "-p", "stop"];

/** Every row, in the order of the number of instances. */
export const ROWS: readonly Row[] = [
  list(0, { timesEmpty: 1.25 }),
  list(1, { timesEmpty: 1.25 }),
  list(3, { timesEmpty: 1.25, aheadOfStock: 1 }),
  list(10, { timesEmpty: 1.25, aheadOfStock: 1, isShort: true }),
  change("create", CREATE, { after: [DESTROY], timesEmpty: 3 }),
  change("destroy", DESTROY, { before: [CREATE], timesEmpty: 3 }),
  change("enable", ["-i", FIRST, "-e", "enable"], {
    before: [["-i", FIRST, "-e", "disable"]],
    timesEmpty: 2,
  }),
  change("disable", ["-i", FIRST, "-e", "disable"], {
    before: [["-i", FIRST, "-e", "enable"]],
    timesEmpty: 2,
  }),
  change("assign", ["-i", FIRST, "-G", "new", "-e", "assign"], {
    before: [["-i", FIRST, "-G", "old", "-e", "assign"]],
    timesEmpty: 2,
  }),
  {
    title: "-x true",
    secondaries: OTHERS,
    words: ["-x", "true"],
    ownWords: [],
    before: [],
    after: [],
    timesEmpty: undefined,
    aheadOfStock: 1,
    areUp: false,
    maxRuns: undefined,
    isShort: true,
  },
  wrapper("status", { areUp: true, aheadOfStock: 1.6 }),
  wrapper("check", { aheadOfStock: 1.6, maxRuns: 5 }),
  // The instances of the benchmark are in one group, so they come up in order.
  wrapper("start", { after: [STOP], aheadOfStock: 1, maxRuns: 3 }),
  wrapper("stop", { before: [START], aheadOfStock: 1, maxRuns: 3 }),
  list(100, { timesEmpty: 1.6, aheadOfStock: 20, isShort: true }),
  list(300, { aheadOfStock: 40 }),
  list(1000, { timesEmpty: 4 }),
];

function list(
  secondaries: number,
  targets: {
    readonly timesEmpty?: number;
    readonly aheadOfStock?: number;
    readonly isShort?: boolean;
  },
): Row {
  return {
    title: "-l",
    secondaries,
    words: ["-l"],
    ownWords: [],
    before: [],
    after: [],
    timesEmpty: targets.timesEmpty,
    aheadOfStock: targets.aheadOfStock,
    areUp: false,
    maxRuns: undefined,
    isShort: targets.isShort ?? false,
  };
}

function change(
  action: string,
  words: readonly string[],
  { before = [], after = [], timesEmpty }: {
    readonly before?: Row["before"];
    readonly after?: Row["after"];
    readonly timesEmpty: number;
  },
): Row {
  const isMaking = action === "create" || action === "destroy";
  return {
    title: `-e ${action}`,
    secondaries: OTHERS,
    words,
    ownWords: [],
    before,
    after,
    timesEmpty,
    aheadOfStock: isMaking ? 40 : 1,
    areUp: false,
    maxRuns: undefined,
    isShort: action === "create",
  };
}

/** A postfix(1) command for all: two at a time for ours, one for stock. */
function wrapper(
  command: string,
  { before = [], after = [], areUp = false, aheadOfStock, maxRuns }: {
    readonly before?: Row["before"];
    readonly after?: Row["after"];
    readonly areUp?: boolean;
    readonly aheadOfStock: number;
    readonly maxRuns?: number;
  },
): Row {
  return {
    title: `-p ${command} --jobs=2`,
    secondaries: OTHERS,
    words: ["-p", command],
    ownWords: ["--jobs=2"],
    before,
    after,
    timesEmpty: undefined,
    aheadOfStock,
    areUp,
    maxRuns,
    isShort: false,
  };
}
