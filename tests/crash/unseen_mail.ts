/**
 * A queue that cannot be read to its end: destroying an instance must not take
 * it for an empty one.
 *
 * @module
 */

import { differences, takeSnapshot } from "./disk.ts";
import type { Attempt } from "./faults.ts";
import { judgeCrashed, judgeOutput } from "./judge.ts";
import { runFailingFrom, runShell, runTraced } from "./program.ts";
import { rewind, type Stage } from "./stage.ts";
import { keyOf } from "./trace.ts";

const QUEUES = ["maildrop", "incoming", "active", "deferred", "hold"];

/** There is mail, and from some read of its directory on all of them fail. */
export async function unseenMail(stage: Stage): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const queue of QUEUES) {
    const prepare = async (): Promise<void> => {
      await rewind();
      await runShell(`echo mail > /var/spool/postfix-b/${queue}/A1B2C3D4E5`);
    };
    await prepare();
    const { calls } = await runTraced(stage.scenario.words);
    const reads = calls.filter(({ name, paths }) =>
      name === "getdents64" && paths[0]?.endsWith(`/${queue}`)
    );
    attempts.push(...reads.map((call): Attempt => ({
      title: `mail in ${queue}, EIO from ${keyOf(call)} on`,
      run: async () => {
        let before = stage.before;
        const outcome = await runFailingFrom(
          stage.scenario.words,
          {
            call,
            injections: ({ nth }) => [`getdents64:error=EIO:when=${nth}+`],
          },
          async () => {
            await prepare();
            before = takeSnapshot();
          },
        );
        return [
          ...judgeOutput(outcome),
          ...await judgeCrashed(stage),
          ...differences(before, takeSnapshot(), { times: true })
            .map((line) => `${line} (said: ${outcome.stderr})`),
        ];
      },
    })));
  }
  return attempts;
}
