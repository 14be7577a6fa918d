/**
 * Worlds with shipped plugins in them: what to put into the setup and the steps
 * of a whole-program test.
 *
 * @module
 */

import { assertEquals, assertNotMatch } from "@std/assert";
import { testSetting } from "../world/run_in_world.ts";
import { STACK_TRACE } from "../world/stack_trace.ts";
import type { StepResult } from "../world/run_in_world.ts";

/**
 * Three instances without mail of their own, all enabled: primary, postfix-out
 * and postfix-in. Defines, for the setup and (by `. $WORLD/lib`) for the steps:
 *
 * - `settle COMMAND...` runs a command until it succeeds, for 70 seconds: the time
 *   after which pickup(8) looks by itself, and some;
 * - `is_running NAME` asks an instance's master;
 * - `conf ID NAME` writes the settings of a plugin for one instance from
 *   standard input (`postfix` is the primary and thus everybody);
 * - `$deno`, a Deno to run the tests' own servers with.
 */
export function instances(): string {
  return `
cat > $WORLD/lib <<'LIB'
settle() {
    for attempt in $(seq 700); do
        "$@" > /dev/null 2>&1 && return
        sleep 0.1
    done
    echo "does not come true: $*"
    return 1
}
is_running() {
    ! MAIL_CONFIG=/etc/$1 /usr/lib/postfix/sbin/master -t 2> /dev/null
}
conf() {
    mkdir -p /etc/$2/postmulti.d
    cat > /etc/$2/postmulti.d/$1.conf
}
deno="env DENO_DIR=$WORLD/deno ${
    testSetting("PROJECT")
  }/.toolchain/bin/deno run -q -A --no-lock --no-config"
LIB
. $WORLD/lib
initialized
secondary postfix-out mta yes
secondary postfix-in mta yes
for name in out in; do
  put /etc/postfix-$name/main.cf "maillog_file = /var/log/$name.log"
done
sed -i 's/^smtp *inet.*/#&/' /etc/postfix*/master.cf
`;
}

/** Setup text that puts a shipped plugin in force, as its user would. */
export function install(name: string): string {
  return `postmulti --plugins install ${name} || exit 1\n`;
}

/** Fails unless the step ended with this status, and without a stack trace. */
export function assertStatus(
  step: StepResult | undefined,
  status: number,
): void {
  const said = `${step?.run}\n${step?.stdout}\n${step?.stderr}`;
  assertEquals(step?.status, status, said);
  assertNotMatch(step?.stderr ?? "", STACK_TRACE);
}

/** The lines on standard error that came from a plugin, without what is before its text. */
export function pluginLines(
  step: StepResult | undefined,
  plugin: string,
): readonly string[] {
  return (step?.stderr ?? "").split("\n").flatMap((line) => {
    const match = /^postmulti: ([^[ ]+)\[[^\]]*\]: (.*)$/.exec(line);
    return match !== null && match[1] === plugin ? [match[2] ?? ""] : [];
  });
}

/** What a test needs of the host. */
export interface TestNeeds {
  /** A program; or, with `ignore`, what there is not, in words. */
  readonly needs: string;
  /** Whether it is known already that the host does not have it. */
  readonly ignore?: boolean;
}

/** A test that needs something of the host; without it, it is skipped and says so. */
export function testWith(
  name: string,
  { needs, ignore = !isFile(needs) }: TestNeeds,
  work: () => Promise<void>,
): void {
  const reason = ignore ? ` (skipped: there is no ${needs})` : "";
  Deno.test(name + reason, { ignore }, work);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
