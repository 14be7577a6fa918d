/**
 * Plugins that are modules: what they may do, and what becomes of those that do
 * something else.
 *
 * @module
 */

import {
  assertEquals,
  assertNotMatch,
  assertStringIncludes,
} from "@std/assert";
import { BAD_MODULES, VETO } from "./plugins/bad_modules.ts";
import { type HookTest, testSteps } from "./plugins/hooks.ts";
import { STACK_TRACE } from "./world/stack_trace.ts";

const TESTS: readonly HookTest[] = BAD_MODULES.map(([title, source, says]) => ({
  title: `a module that ${title} vetoes`,
  step: `module 10-a.ts pre:reload timeout=${
    /forever/.test(title) ? 1 : 30
  } <<'MODULE'
${source}
MODULE
mkdir $G/lib; echo 'export const x = ;' > $G/lib/broken.ts
postmulti -i in -p reload; echo status $?`,
  check({ stdout, stderr }): void {
    assertEquals(stdout, "status 1\n");
    assertStringIncludes(stderr, says);
    assertNotMatch(stderr, STACK_TRACE);
    assertStringIncludes(stderr, VETO);
  },
}));

const MORE: readonly HookTest[] = [
  {
    // The runtime itself tells of it, with the place, before any of our code.
    title: "a module that never resolves when it is imported vetoes",
    step: `module 10-a.ts pre:reload <<'MODULE'
await new Promise(() => {}); export default () => {};
MODULE
postmulti -i in -p reload; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\n");
      assertStringIncludes(stderr, "never resolved");
      assertStringIncludes(stderr, VETO);
    },
  },
  {
    title: "a module may return nothing, and its output is told",
    step: `module 10-a.ts pre:exec <<'MODULE'
import type { HookAnswer, PluginEvent } from "./api.ts";
import { greet } from "./lib/greet.ts";
enum Kind { One = 1 }
export default async function hook(event: PluginEvent): Promise<HookAnswer> {
  console.log(greet(event.instance.name satisfies string), Kind.One);
  console.error(event.phase, event.op, event.argv.join(" "));
}
MODULE
mkdir $G/lib
echo 'export const greet = (name: string): string => "hello " + name;' > $G/lib/greet.ts
postmulti -i in -x echo out; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "out\nstatus 0\n");
      const lines = stderr.split("\n").toSorted().slice(1);
      const label = "postmulti: 10-a[postfix-in pre:exec]: ";
      assertEquals(lines, [
        `${label}hello postfix-in 1`,
        `${label}pre exec echo out`,
      ]);
    },
  },
  {
    title: "a module may be JavaScript",
    step: `module 10-a.js pre:exec <<'MODULE'
export default ({ op }) => console.log("js", op);
MODULE
postmulti -i in -x true`,
    check: ({ stderr }) => assertStringIncludes(stderr, "]: js exec\n"),
  },
  {
    title: "a module may delegate",
    step: `module 10-a.ts pre:exec,post:exec <<'MODULE'
export default () => ({ delegated: "somebody else" });
MODULE
postmulti -i in -x echo out; echo status $?`,
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 0\n");
      assertEquals(
        stderr,
        "postmulti: 10-a[postfix-in pre:exec]: done by somebody else\n",
      );
    },
  },
  {
    title: "a module may leave a timer and a daemon behind",
    step: `module 10-a.ts pre:exec <<'MODULE'
export default () => {
  setInterval(() => {}, 1000);
  const child = new Deno.Command("/bin/sleep", {
    args: ["60"], stdin: "null", stdout: "null", stderr: "null",
  }).spawn();
  Deno.writeTextFileSync("/run/world/daemon", String(child.pid));
};
MODULE
postmulti -i in -x echo out; echo status $?
is_alive $(cat $WORLD/daemon) && echo alive; kill $(cat $WORLD/daemon)`,
    check({ stdout, stderr }): void {
      assertEquals([stdout, stderr], ["out\nstatus 0\nalive\n", ""]);
    },
  },
  {
    title: "a module has the network, and the tool has not",
    step: `module 10-a.ts pre:exec <<'MODULE'
export default async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  console.log((await Deno.permissions.query({ name: "net" })).state);
  listener.close();
};
MODULE
postmulti -i in -x true`,
    check: ({ stderr }) => assertStringIncludes(stderr, "]: granted\n"),
  },
  {
    title: "a module with an odd name is imported",
    step: `module 10-a.ts pre:exec <<'MODULE'
export default (event) => console.log(event.plugin, import.meta.url);
MODULE
mv $G/10-a.ts $G/10-a_b-C.ts
postmulti -i in -x true`,
    check: ({ stderr }) =>
      assertStringIncludes(
        stderr,
        "10-a_b-C file:///etc/postfix/postmulti.d/10-a_b-C.ts\n",
      ),
  },
  {
    title: "the host of modules is not for the command line",
    step: "postmulti -v --plugin-host /etc/passwd; echo status $?",
    check({ stdout, stderr }): void {
      assertEquals(stdout, "status 1\n");
      assertStringIncludes(stderr, "plugin-host");
    },
  },
];

testSteps([...TESTS, ...MORE]);
