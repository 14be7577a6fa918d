import { assertEquals, assertRejects } from "@std/assert";
import { runScheduled } from "./run_scheduled.ts";
import type { Ordered } from "./schedule.ts";

/** Turns that end when they are told to; what happened is in `log`. */
function madeTurns(
  runs: readonly Ordered[],
  { jobs = 2, isStopped = () => false }: {
    readonly jobs?: number;
    readonly isStopped?: () => boolean;
  } = {},
): {
  readonly log: string[];
  readonly all: Promise<void>;
  readonly end: (index: number) => Promise<void>;
  readonly fail: (index: number) => Promise<void>;
} {
  const log: string[] = [];
  const turns = runs.map(() => Promise.withResolvers<void>());
  const take = async (index: number): Promise<void> => {
    log.push(`begin ${index}`);
    await turns[index]?.promise;
    log.push(`end ${index}`);
  };
  const all = runScheduled(runs, take, { jobs, isStopped });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    log,
    all,
    end: async (index: number): Promise<void> => {
      turns[index]?.resolve();
      await settled();
    },
    fail: async (index: number): Promise<void> => {
      turns[index]?.reject(new Error(`error of ${index}`));
      await settled();
    },
  };
}

const STATUS: Ordered = { primary: false, group: "a", class: null };
const START: Ordered = { ...STATUS, class: "start" };

Deno.test("runScheduled() is done at once with nothing to do", async () => {
  const { all, log } = madeTurns([]);
  await all;
  assertEquals(log, []);
});

Deno.test("runScheduled() begins the next as soon as one has ended", async () => {
  const { all, log, end } = madeTurns([STATUS, STATUS, STATUS, STATUS]);
  assertEquals(log, ["begin 0", "begin 1"]);
  await end(1);
  assertEquals(log.slice(2), ["end 1", "begin 2"]);
  await end(2);
  assertEquals(log.slice(4), ["end 2", "begin 3"]);
  await end(0);
  await end(3);
  await all;
});

Deno.test("runScheduled() waits for those before it in its group", async () => {
  const { all, log, end } = madeTurns([START, START, {
    ...START,
    group: "b",
  }], { jobs: 3 });
  assertEquals(log, ["begin 0", "begin 2"]);
  await end(2);
  assertEquals(log.slice(2), ["end 2"]);
  await end(0);
  assertEquals(log.slice(3), ["end 0", "begin 1"]);
  await end(1);
  await all;
});

Deno.test("runScheduled() begins none after it was stopped, and waits for those that run", async () => {
  let isStopped = false;
  const turns = madeTurns([STATUS, STATUS, STATUS], {
    isStopped: () => isStopped,
  });
  isStopped = true;
  await turns.end(0);
  assertEquals(turns.log, ["begin 0", "begin 1", "end 0"]);
  await turns.end(1);
  await turns.all;
  assertEquals(turns.log.at(-1), "end 1");
});

Deno.test("runScheduled() throws what a turn throws, once those that run have ended", async () => {
  const { all, log, end, fail } = madeTurns([STATUS, STATUS, STATUS]);
  const rejected = assertRejects(() => all, Error, "error of 1");
  await fail(1);
  assertEquals(log, ["begin 0", "begin 1"]);
  await end(0);
  await rejected;
  assertEquals(log, ["begin 0", "begin 1", "end 0"]);
});
