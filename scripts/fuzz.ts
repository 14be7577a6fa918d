/**
 * fuzz.ts - feed the compiled program with garbage for as long as you like
 *
 * usage: deno run -A --frozen scripts/fuzz.ts [--seconds=N] [--cases=N]
 *        [--seed=N] [--target=NAME] [--workers=N] [FILE]
 *
 * Runs as root. FILE is the program to test (dist/postmulti). Each worker has a
 * throwaway world of its own, of which nothing but the world's private
 * directories can be written. NAME is one kind of input: main_cf, master_cf,
 * postfix_files, journal, lock, cache, command_line. Each case has a seed of its
 * own; a finding is printed with the seed that brings it back (with the same
 * --target). Ends with the number of cases, and status 1 when
 * something was found. tests/fuzz_test.ts does the same for a short time.
 */

import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";
import {
  describeCases,
  describeFinding,
  playCampaign,
} from "../tests/fuzz/campaign.ts";

if (import.meta.main) {
  const root = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");
  const args = parseArgs(Deno.args, {
    string: ["seconds", "cases", "seed", "target", "workers"],
  });
  Deno.env.set("PROJECT", root);
  Deno.env.set(
    "POSTMULTI",
    resolve(String(args._[0] ?? join(root, "dist", "postmulti"))),
  );
  const cases = numberFrom(args.cases, 1_000_000_000);
  const report = await playCampaign({
    seed: numberFrom(args.seed, Math.floor(Math.random() * 1e9) + 1),
    // A few cases are played to their end, however long that takes.
    seconds: numberFrom(args.seconds, cases < 1000 ? 600 : 60),
    cases,
    target: args.target ?? "",
    workers: Math.min(cases, numberFrom(args.workers, 4)),
    plain: false,
  });
  for (const finding of report.findings) {
    console.log(`${describeFinding(finding)}
`);
  }
  console.log(describeCases(report));
  Deno.exit(report.findings.length === 0 ? 0 : 1);
}

function numberFrom(word: string | undefined, otherwise: number): number {
  if (word === undefined) return otherwise;
  if (/^\d+$/.test(word)) return Number(word);
  console.error(`fuzz: ${word}: not a number: see scripts/fuzz.ts`);
  Deno.exit(2);
}
