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
import { type HookTest, testSteps } from "./plugins/hooks.ts";
import { STACK_TRACE } from "./world/stack_trace.ts";

const LABEL = "postmulti: 10-a[postfix-in pre:reload]: ";
const VETO =
  "postmulti: warning: instance postfix-in: reload vetoed by plugin " +
  "10-a: ";

/** What a module consists of, and what standard error says. */
const VETOES: readonly (readonly [
  title: string,
  source: string,
  says: string,
])[] = [
  [
    "returns a veto",
    'export default () => ({ veto: "port 25 is taken" });',
    `${LABEL}port 25 is taken\n${VETO}port 25 is taken\n`,
  ],
  [
    "returns a promise of a veto",
    'export default async () => ({ veto: "no" });',
    `${LABEL}no\n${VETO}no\n`,
  ],
  [
    "throws",
    'export default () => { throw new Error("no route\\n  at x"); };',
    `${LABEL}no route\n${VETO}no route\n`,
  ],
  [
    "throws something that is no error",
    'export default () => { throw "text"; };',
    `${VETO}it threw text\n`,
  ],
  [
    "rejects",
    'export default () => Promise.reject(new TypeError("bad"));',
    `${VETO}TypeError: bad\n`,
  ],
  [
    "throws when it is imported",
    'throw new Error("at once"); export default () => {};',
    `${VETO}at once\n`,
  ],
  [
    "throws after a while, where nobody catches it",
    'export default () => new Promise(() => setTimeout(() => { throw new Error("late"); }, 10));',
    "late",
  ],
  [
    "leaves a rejection to nobody",
    'export default () => new Promise(() => { Promise.reject(new Error("lost")); setTimeout(() => {}, 60000); });',
    "lost",
  ],
  [
    "has a syntax error",
    "export default () => {\n  const x = ;\n};",
    "/etc/postfix/postmulti.d/10-a.ts, line 3: syntax error",
  ],
  [
    "imports what has a syntax error",
    'import { x } from "./lib/broken.ts"; export default () => x();',
    "/etc/postfix/postmulti.d/lib/broken.ts, line 1: syntax error",
  ],
  [
    "imports what is not there",
    'import { x } from "./lib/nothing.ts"; export default () => x();',
    "lib/nothing.ts",
  ],
  [
    "imports from the network",
    'import { x } from "https://example.com/x.ts"; export default () => x();',
    "https://example.com/x.ts",
  ],
  [
    "imports from JSR",
    'import { join } from "jsr:@std/path"; export default () => join();',
    "jsr:@std/path",
  ],
  ["has no default export", "export const hook = () => {};", "default export"],
  ["exports something else", "export default 5;", "default export"],
  ["calls Deno.exit", "export default () => Deno.exit(0);", "Deno.exit(0)"],
  ["calls Deno.exit when it is imported", "Deno.exit(0);", "Deno.exit(0)"],
  [
    "ends its process in another way",
    'import process from "node:process"; export default () => process.reallyExit(0);',
    VETO,
  ],
  [
    "closes its process",
    "export default () => { self.close(); return new Promise(() => {}); };",
    "closed its process",
  ],
  [
    "ends with the status of a delegation",
    "export default () => Deno.exit(77);",
    "Deno.exit(77)",
  ],
  [
    "kills its process",
    'export default () => { Deno.kill(Deno.pid, "SIGKILL"); };',
    `${VETO}killed by SIGKILL\n`,
  ],
  [
    "never resolves",
    "export default () => new Promise(() => {});",
    "cannot happen any more",
  ],
  [
    "loops forever",
    "export default () => { for (;;) ; };",
    `${VETO}ended after its time limit of 1 s\n`,
  ],
  [
    "waits forever",
    "export default () => new Promise((done) => setTimeout(done, 60000));",
    `${VETO}ended after its time limit of 1 s\n`,
  ],
];

const TESTS: readonly HookTest[] = VETOES.map(([title, source, says]) => ({
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
