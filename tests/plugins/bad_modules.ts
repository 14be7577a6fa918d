/**
 * Modules that return, throw or do what makes them veto, and what is said then.
 *
 * @module
 */

/** Before each line that the hook of the module 10-a says. */
const LABEL = "postmulti: 10-a[postfix-in pre:reload]: ";
/** How its veto is told. */
export const VETO =
  "postmulti: warning: instance postfix-in: reload vetoed by plugin " +
  "10-a: ";

/** What a module consists of, and what standard error says. */
export const BAD_MODULES: readonly (readonly [
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
