/**
 * Worlds with plugins that a test writes itself.
 *
 * @module
 */

import { runInWorld, type StepResult } from "../world/run_in_world.ts";
import { withoutPiped } from "../world/without_postfix.ts";

/** Setup text: shell functions for the steps, and three instances. */
const SETUP = `three
cat > $WORLD/lib <<'LIB'
G=/etc/postfix/postmulti.d
# plugin FILE EVENTS [MORE]: an executable plugin; the text after the first two
# lines comes from standard input, and what was there before is removed
plugin() {
    plugins; add "$@"
}
# the same, beside those that are there
add() {
    mkdir -p "\${DIR:-$G}"
    { echo '#!/bin/sh'; echo "# @postmulti-plugin 1 on=$2 \${3:-}"; cat; } > "\${DIR:-$G}/$1"
    chmod 755 "\${DIR:-$G}/$1"
}
# module FILE EVENTS [MORE]: a module, in the place of all other plugins
module() {
    plugins
    { echo "// @postmulti-plugin 1 on=$2 \${3:-}"; cat; } > $G/$1
}
# no plugins at all, but a directory for them
plugins() {
    rm -rf /etc/postfix*/postmulti.d; mkdir $G
}
# old: Postfix waits before it reads files that were changed a moment ago
old() {
    touch -d '2 days ago' /etc/postfix*/*.cf
}
# wait_for FILE: until it is there and not empty
wait_for() {
    until [ -s "$1" ]; do sleep 0.01; done
}
# is_alive PID: it is there, and not just waiting to be buried
is_alive() {
    grep -q '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$1/status" 2> /dev/null
}
LIB
`;

/** A named test of one step. */
export interface HookTest {
  readonly title: string;
  /** Shell text; the functions of the setup are there. */
  readonly step: string;
  /**
   * Throws when the step did not come out as it should. What Postfix's own programs
   * write between our lines is not in the result.
   */
  readonly check: (step: StepResult) => void;
}

/**
 * One test for each step, all steps in one world.
 *
 * @param setup Comes after the three instances.
 */
export function testSteps(tests: readonly HookTest[], setup = ""): void {
  const result = runInWorld("ours", {
    setup: SETUP + setup,
    steps: tests.map(({ step }) => `. $WORLD/lib\n${step}`),
  });
  result.catch(() => {});
  for (const [index, { title, check }] of tests.entries()) {
    Deno.test(title, async () => {
      const step = (await result).steps[index];
      if (step === undefined) throw new Error("the step is missing");
      check({
        ...step,
        stdout: withoutPiped(step.stdout),
        stderr: withoutPiped(step.stderr),
      });
    });
  }
}
