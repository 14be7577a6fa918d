/**
 * What others do between a crash and the restart: edit the primary's main.cf,
 * and send mail into an instance that was being destroyed.
 *
 * @module
 */

import { type Snapshot, takeSnapshot } from "./disk.ts";
import { type Attempt, judgeBoth } from "./faults.ts";
import { isCommitted, judgeCrashed, judgeRecovered } from "./judge.ts";
import { runKilledAt, runShell } from "./program.ts";
import { sample } from "./sample.ts";
import { killPoints, letTimePass, rewind, type Stage } from "./stage.ts";
import { keyOf } from "./trace.ts";

/** Somebody runs `postconf -e` on the primary; nothing of that is lost. */
export function edits(stage: Stage): Attempt[] {
  return sample(killPoints(stage.calls), 6).map((call) => ({
    title: `killed at ${keyOf(call)}, then edited`,
    run: async () => {
      await runKilledAt(stage.scenario.words, call, rewind);
      const problems = await judgeCrashed(stage);
      const expected = isCommitted(stage) ? "after" : "before";
      letTimePass(stage);
      await runShell("postconf -e 'mynetworks = 10.0.0.0/8 127.0.0.0/8'");
      return [
        ...problems,
        ...await judgeRecovered(edited(stage), {
          restart: "recover",
          expected,
        }),
      ];
    },
  }));
}

/** Somebody sends mail as long as the instance takes any; none of it is lost. */
export function mails(stage: Stage): Attempt[] {
  return killPoints(stage.calls).map((call) => ({
    title: `killed at ${keyOf(call)}, then sent mail to`,
    run: async () => {
      await runKilledAt(stage.scenario.words, call, rewind);
      letTimePass(stage);
      const queue = "/var/spool/postfix-b/maildrop";
      if (!takeSnapshot().has(queue)) return await judgeBoth(stage, "recover");
      await runShell(`echo hello | sendmail -C /etc/postfix-b -f a@b c@d`);
      const mail = [...takeSnapshot()]
        .filter(([path]) => path.startsWith(`${queue}/`));
      if (mail.length !== 1) return [`${mail.length} files in ${queue}`];
      const kept = { ...stage, before: new Map([...stage.before, ...mail]) };
      return await judgeRecovered(kept, {
        restart: "recover",
        expected: "before",
      });
    },
  }));
}

/** The same stage, had the primary's main.cf been edited by postconf before. */
function edited(stage: Stage): Stage {
  return { ...stage, before: edit(stage.before), after: edit(stage.after) };
}

function edit(snapshot: Snapshot): Snapshot {
  const path = "/etc/postfix/main.cf";
  const entry = snapshot.get(path);
  if (entry === undefined) throw new Error(`${path}: not there`);
  const content = entry.content.replace(
    /^mynetworks = .*$/m,
    "mynetworks = 10.0.0.0/8 127.0.0.0/8",
  );
  // What postconf has written is as old as letTimePass makes it.
  const mtimeMs = Date.parse("2020-01-02T03:04:05Z");
  return new Map([...snapshot, [path, { ...entry, content, mtimeMs }]]);
}
