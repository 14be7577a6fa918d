/**
 * The progress line, on a terminal that script(1) makes.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runInWorld } from "./world/run_in_world.ts";

const ERASE = "\r\x1b[K";

/** What a terminal shows in the end: what was erased is not there any more. */
function shown(bytes: string): string {
  return bytes.replaceAll("\r\n", "\n").replace(
    // deno-lint-ignore no-control-regex -- control characters are the subject
    /[^\n]*\r\x1b\[K/g,
    "",
  );
}

/** The same with what erases a line in words. */
function visible(bytes = ""): string {
  return bytes.replaceAll(ERASE, "ERASE");
}

/** A step that runs a line on a terminal. */
function onTerminal(line: string, terminal = "xterm"): string {
  return `cat > $WORLD/line <<'LINE'\n${line}\nLINE
TERM=${terminal} script -qec 'sh $WORLD/line' /dev/null < /dev/null`;
}

const SLOW = "'sleep 1.6; echo out $multi_instance_name; echo err >&2'";

Deno.test("a progress line is there while it takes long, and gone before all else", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "three",
    steps: [
      onTerminal(`postmulti --jobs=3 -x sh -c ${SLOW}`),
      onTerminal(`postmulti --jobs=3 -x sh -c ${SLOW} 2> $WORLD/err`) +
      "; cat -v $WORLD/err",
      onTerminal("postmulti --jobs=4 -x sh -c 'sleep 0.3; echo out'"),
      onTerminal(`postmulti --jobs=3 -x sh -c ${SLOW}`, "dumb"),
      onTerminal(`postmulti -i in -x sh -c ${SLOW}`),
      onTerminal(`postmulti -i in -jx sh -c ${SLOW} > $WORLD/json`),
      onTerminal(`postmulti --jobs=2 -g mta -x sh -c 'printf out; sleep 1.6'`),
      onTerminal(
        "timeout --foreground --preserve-status -s TERM 4 " +
          "postmulti --jobs=2 -x sleep 30",
      ),
    ],
  });
  const [long, file, short, dumb, serial, json, open, term] = steps
    .map(({ stdout }) => stdout);
  const names = ["", " postfix-in", " postfix-out", " postfix-msa"];
  const all = names.map((name) => `out${name}\nerr\n`).join("");
  const [first] = (long ?? "").split(ERASE).filter((part) => part !== "");
  assertEquals(
    first,
    "0 of 4 done, 1 s: /etc/postfix, postfix-in, postfix-out",
  );
  assertMatch(visible(long), /ERASE\d of 4 done, \d+ s: postfix-msaERASEout/);
  assertEquals(shown(long ?? ""), all);
  assertEquals(
    file,
    names.map((name) => `out${name}\r\n`).join("") + "err\n".repeat(4),
  );
  assertEquals(short, "out\r\n".repeat(4));
  assertEquals(dumb?.replaceAll("\r\n", "\n"), all);
  assertEquals(serial, "out postfix-in\r\nerr\r\n");
  assertMatch(visible(json), /^ERASE0 of 1 done, 1 s: postfix-in/);
  assertEquals(shown(json ?? ""), "out postfix-in\nerr\n");
  // A line that is not at an end is not drawn over.
  assertEquals(shown(open ?? ""), "outout");
  assertMatch(term ?? "", /0 of 4 done/);
  const last = term?.lastIndexOf(ERASE) ?? -1;
  assert(last > (term?.lastIndexOf(" done") ?? 0), term);
});

/** Has the lock of the actions for so many seconds. */
function lockedFor(seconds: number): string {
  return `(umask 077; : > /etc/postfix/postmulti.lock)
flock /etc/postfix/postmulti.lock sleep ${seconds} & sleep 0.2`;
}

Deno.test("-e tells on a terminal whom it waits for, and nowhere else", async () => {
  const { steps } = await runInWorld("ours", {
    setup: "three",
    steps: [
      `${lockedFor(3)}\n${onTerminal("postmulti -e enable -i out")}`,
      `${lockedFor(2)}\npostmulti -e disable -i out`,
      `${lockedFor(0.4)}\n${onTerminal("postmulti -e enable -i out")}`,
      `${lockedFor(3)}\n` +
      onTerminal("postmulti -e enable -i out --lock-timeout=2"),
    ],
  });
  const [long, pipe, short, vain] = steps;
  assertEquals(steps.map(({ status }) => status), [0, 0, 0, 1]);
  assertMatch(
    visible(long?.stdout),
    /ERASEwaiting, 2 s: process \d+ \((flock .*)?sleep 3\) has /,
  );
  assertEquals(shown(long?.stdout ?? ""), "");
  assertEquals([pipe?.stdout, pipe?.stderr], ["", ""]);
  assertEquals(short?.stdout, "");
  assertMatch(
    shown(vain?.stdout ?? ""),
    /^postmulti: \S*fatal\S*: \/etc\/postfix\/postmulti\.lock: process \d+ [^\n]*\n$/,
  );
});
