/**
 * What the user of a terminal sees and is asked, with script(1) for the
 * terminal. Runs the compiled program in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

/** A real mail system that can be destroyed, and a terminal to ask at. */
const SETUP = `initialized; secondary postfix-in mta; secondary postfix-out
cat > $WORLD/lib <<'LIB'
# at_terminal COMMAND: what comes on standard input is typed
at_terminal() {
    script -qec "$1" /dev/null
}
# ask COMMAND: at a terminal, until it asks; then type what "answer TEXT" says
ask() {
    rm -f $WORLD/typed $WORLD/shown; mkfifo $WORLD/typed
    # A shell's background command would not hear of Ctrl-C.
    script -qefc "env --default-signal=INT $1" $WORLD/shown < $WORLD/typed > /dev/null &
    asked=$!
    exec 3> $WORLD/typed
    until grep -q 'go on?' $WORLD/shown 2> /dev/null; do sleep 0.01; done
}
answer() {
    printf "$1" >&3
    exec 3>&-
    wait $asked
    echo "status $?"
    cat $WORLD/shown
}
LIB
`;

const DESTROY = "postmulti -e destroy -i out";
const ABOUT = /about to destroy instance postfix-out \(\/etc\/postfix-out\)/;
const QUESTION = "postmulti: go on? [y/N] ";
const NOTHING = "postmulti: fatal: -e destroy: nothing was done: ";

async function steps(...lines: readonly string[]): Promise<StepResult[]> {
  const { steps } = await runInWorld("ours", {
    setup: SETUP,
    steps: lines.map((line) => `. $WORLD/lib\n${line}`),
  });
  return steps.map((step) => ({
    ...step,
    stdout: step.stdout.replaceAll("\r\n", "\n"),
  }));
}

const WRONG = "postmulti -l extra";
const MESSAGE = "-l takes no command: use -x to run one\n";

const COLOURS: readonly (readonly [
  when: string,
  line: string,
  isColoured: boolean,
])[] = [
  ["a terminal says what it is", `TERM=xterm at_terminal '${WRONG}'`, true],
  ["NO_COLOR is set", `NO_COLOR=1 TERM=xterm at_terminal '${WRONG}'`, false],
  ["NO_COLOR is empty", `NO_COLOR= TERM=xterm at_terminal '${WRONG}'`, false],
  ["the terminal is dumb", `TERM=dumb at_terminal '${WRONG}'`, false],
  ["TERM is not set", `unset TERM; at_terminal '${WRONG}'`, false],
  [
    "standard error is a pipe",
    `TERM=xterm at_terminal '${WRONG} 2>&1 | cat'`,
    false,
  ],
  ["there is no terminal", `TERM=xterm ${WRONG} 2>&1`, false],
];

for (const [when, line, isColoured] of COLOURS) {
  Deno.test(`"fatal" is ${isColoured ? "red" : "plain"} when ${when}`, async () => {
    const [step] = await steps(line);
    const word = isColoured ? "\x1b[1;31mfatal\x1b[0m" : "fatal";
    assertEquals(step?.stdout, `postmulti: ${word}: ${MESSAGE}`);
  });
}

Deno.test("a warning is yellow on a terminal, and what a file says is not", async () => {
  const [step] = await steps(
    "printf 'a = ${b\\033[31m' >> /etc/postfix-out/main.cf\n" +
      "printf 'multi_instance_name = \\033[31mred$\\n' >> /etc/postfix-in/main.cf\n" +
      "TERM=xterm at_terminal 'postmulti -l > /dev/null'",
  );
  assertMatch(
    step?.stdout ?? "",
    // deno-lint-ignore no-control-regex -- the colours are the subject
    /^postmulti: \x1b\[1;33mwarning\x1b\[0m: [^\x1b]+\n/,
  );
});

Deno.test("no name from a main.cf commands the terminal", async () => {
  const shown = await steps(
    "printf 'multi_instance_group = a\\033[31m\\302\\233b\\n' >> " +
      "/etc/postfix-out/main.cf",
    ...["-l", "-lj", "--status", "--map", "--doctor", "--map -j"].map(
      (words) => `TERM=xterm at_terminal 'postmulti ${words}'`,
    ),
    "postmulti -l | tr '\\033' E | grep -c 'aE.31m'",
  );
  assertEquals(shown.at(-1)?.stdout, "1\n");
  for (const { run, stdout } of shown.slice(1, -1)) {
    // deno-lint-ignore no-control-regex -- they are the subject
    assertEquals(/\x1b|\xc2\x9b/.test(stdout), false, run + stdout);
    assert(/postfix-out|doctor/.test(stdout + run), run + stdout);
  }
});

const ANSWERS: readonly (readonly [typed: string, isDone: boolean])[] = [
  ["y\\n", true],
  ["yes\\n", true],
  ["Y\\n", true],
  ["n\\n", false],
  ["\\n", false],
  ["yo\\n", false],
  ["\\004", false],
];

for (const [typed, isDone] of ANSWERS) {
  const what = isDone ? "goes on" : "does nothing";
  Deno.test(`-e destroy at a terminal ${what} after "${typed}"`, async () => {
    const [step, list] = await steps(
      `ask '${DESTROY}'; answer '${typed}'`,
      "postmulti -l",
    );
    const { stdout = "" } = step ?? {};
    assertMatch(stdout, ABOUT);
    assert(stdout.includes(QUESTION), stdout);
    assertMatch(stdout, isDone ? /^status 0$/m : /^status 1$/m);
    assertEquals(stdout.includes(NOTHING), !isDone, stdout);
    assertEquals(list?.stdout.includes("postfix-out"), !isDone);
  });
}

Deno.test("-e destroy that is interrupted while it asks leaves no lock behind", async () => {
  const [step, after] = await steps(
    `ask '${DESTROY}'; answer '\\003'`,
    "ls /etc/postfix/postmulti.lock; postmulti -l -i out",
  );
  assertMatch(step?.stdout ?? "", /^status 130$/m);
  assertMatch(after?.stdout ?? "", /^postfix-out /);
});

/** Who cannot answer is not asked. */
const UNASKED: readonly (readonly [when: string, line: string])[] = [
  ["with --yes", `at_terminal '${DESTROY} --yes'`],
  ["when standard input is a file", `at_terminal '${DESTROY} < /dev/null'`],
  ["when standard input is a pipe", `at_terminal 'echo n | ${DESTROY}'`],
  ["when standard error is a file", `at_terminal '${DESTROY} 2> $WORLD/err'`],
  ["when there is no terminal", `${DESTROY} < /dev/null`],
];

for (const [when, line] of UNASKED) {
  Deno.test(`-e destroy asks nothing ${when}`, async () => {
    const [step, list] = await steps(line, "postmulti -l");
    assertEquals(step?.status, 0, step?.stdout);
    assertEquals(step?.stdout.includes("go on?"), false);
    const isTold = !/error is a file|no terminal/.test(when);
    assertEquals(ABOUT.test(step?.stdout ?? ""), isTold, step?.stdout);
    assertEquals(list?.stdout.includes("postfix-out"), false);
  });
}

/** Other actions, and whether they ask. */
const OTHERS: readonly (readonly [words: string, question: RegExp | null])[] = [
  [
    "-e deport -i out",
    /about to remove instance postfix-out \(\/etc\/postfix-out\) from the list; its files stay\n/,
  ],
  ["-e enable -i out", null],
  ["-e create -I postfix-new", null],
  ["-e destroy -i out --dry-run", null],
  ["-e init", null],
  ["--recover", null],
];

for (const [words, question] of OTHERS) {
  Deno.test(`${words} ${question ? "asks" : "does not ask"} at a terminal`, async () => {
    const [step] = await steps(`echo y | at_terminal 'postmulti ${words}'`);
    assertEquals(step?.status, 0, step?.stdout);
    assertEquals(step?.stdout.includes("go on?"), question !== null);
    if (question !== null) assertMatch(step?.stdout ?? "", question);
  });
}

Deno.test("--uninit at a terminal names the settings it is about to remove", async () => {
  const gone = "postmulti -e destroy -i in; postmulti -e destroy -i out";
  const [step, again] = await steps(
    `${gone}; echo y | at_terminal 'postmulti --uninit'`,
    "at_terminal 'postmulti --uninit'",
  );
  assertMatch(
    step?.stdout ?? "",
    /about to remove multi_instance_wrapper, multi_instance_enable, multi_instance_directories from \/etc\/postfix\/main\.cf\n/,
  );
  assertEquals([again?.status, again?.stdout], [0, ""]);
});

Deno.test("while -e destroy asks, others can change instances", async () => {
  const [step] = await steps(
    `ask '${DESTROY}'
postmulti -e enable -i in --lock-timeout=0; echo "enabled $?"
answer 'y\\n'`,
  );
  assertEquals(step?.stderr, "");
  assertMatch(step?.stdout ?? "", /^enabled 0\nstatus 0\n/);
});

/** What happens between the question and its answer, and what then is said. */
const MEANWHILE: readonly (readonly [line: string, said: RegExp])[] = [
  [
    "postmulti -e assign -i out -G other",
    /fatal: instance postfix-out \(\/etc\/postfix-out\) has been changed while you were asked: nothing was done: try again\n/,
  ],
  [
    "mkdir -p /var/spool/postfix-out/hold; : > /var/spool/postfix-out/hold/ABC",
    /fatal: instance postfix-out holds mail: /,
  ],
  ["postmulti -e enable -i out", /fatal: instance postfix-out is enabled: /],
  ["postmulti -e destroy -i out", /fatal: there is no instance "out": /],
];

for (const [line, said] of MEANWHILE) {
  Deno.test(`-e destroy refuses when "${line}" came before the answer`, async () => {
    const [step] = await steps(`ask '${DESTROY}'\n${line}\nanswer 'y\\n'`);
    assertMatch(step?.stdout ?? "", /^status 1$/m);
    assertMatch(step?.stdout ?? "", said);
  });
}

Deno.test("-e destroy finishes what was killed, and asks for nothing more", async () => {
  const [killed, again] = await steps(
    "strace -f -o /dev/null -e inject=unlink:signal=KILL:when=2 " +
      `${DESTROY} < /dev/null; true`,
    `at_terminal '${DESTROY}'`,
  );
  assertEquals(killed?.stdout, "");
  assertMatch(
    again?.stdout ?? "",
    /^postmulti: warning: .* was interrupted: it has been finished: destroyed .*\npostmulti: fatal: there is no instance "out"/,
  );
});

const MARK = `PAGER="sed 's/^/paged /'"`;
const PAGE = "postmulti --manual=doctor";

/** Whether a page goes through the pager that is chosen. */
const PAGED:
  readonly (readonly [when: string, line: string, isPaged: boolean])[] = [
    ["at a terminal", `${MARK} TERM=xterm at_terminal '${PAGE}'`, true],
    [
      "at a terminal, if the user leaves it at once",
      `PAGER="sed -n '1s/^/paged /p;1q'" TERM=xterm at_terminal '${PAGE}'`,
      true,
    ],
    ["the terminal is dumb", `${MARK} TERM=dumb at_terminal '${PAGE}'`, false],
    [
      "standard output is a pipe",
      `${MARK} TERM=xterm at_terminal '${PAGE} | cat'`,
      false,
    ],
    ["PAGER is empty", `PAGER= TERM=xterm at_terminal '${PAGE}'`, false],
    [
      "PAGER is not there",
      `PAGER=/nowhere/less TERM=xterm at_terminal '${PAGE} 2> /dev/null'`,
      false,
    ],
    [
      "there is no less(1)",
      `unset PAGER; TERM=xterm at_terminal 'PATH=/usr/sbin ${PAGE}'`,
      false,
    ],
  ];

for (const [when, line, isPaged] of PAGED) {
  Deno.test(`--manual ${isPaged ? "opens the pager" : "prints the page"} when ${when}`, async () => {
    const [step] = await steps(line);
    assertEquals(step?.status, 0, step?.stderr);
    const begin = isPaged ? "paged POSTMULTI-DOCTOR(7)" : "POSTMULTI-DOCTOR(7)";
    assertEquals(step?.stdout.slice(0, begin.length), begin);
    assertEquals(step?.stdout.includes("paged"), isPaged);
  });
}
