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
  /** Command lines of ours that come before each measured run. */
  readonly before: readonly (readonly string[])[];
  /** Command lines of ours that come after each measured run. */
  readonly after: readonly (readonly string[])[];
  /** Times the empty program's median, at most. */
  readonly timesEmpty: number | undefined;
  /** The stock tool's median over ours, at least; undefined to leave stock out. */
  readonly aheadOfStock: number | undefined;
  /** Whether the short form has it too. */
  readonly isShort: boolean;
}

/** How many instances the rows about one change have beside them. */
const OTHERS = 20;

const CREATE = ["-I", "postfix-new", "-e", "create"];
const DESTROY = ["-i", "postfix-new", "-e", "destroy"];
const FIRST = "postfix-0001";

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
    before: [],
    after: [],
    timesEmpty: undefined,
    aheadOfStock: 1,
    isShort: true,
  },
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
    before: [],
    after: [],
    timesEmpty: targets.timesEmpty,
    aheadOfStock: targets.aheadOfStock,
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
    before,
    after,
    timesEmpty,
    aheadOfStock: isMaking ? 40 : 1,
    isShort: action === "create",
  };
}
