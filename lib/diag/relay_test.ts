import { assertEquals } from "@std/assert";
import { createDiagnostics } from "./diagnostics.ts";
import { relayDiagnostics } from "./relay.ts";

Deno.test("relayDiagnostics() says and records nothing before its turn comes", () => {
  const lines: string[] = [];
  const target = createDiagnostics((line) => lines.push(line));
  target.verbosity = 1;
  const held: (() => void)[] = [];
  const relayed = relayDiagnostics(target, (say) => held.push(say));
  relayed.warning("one");
  relayed.notice("two");
  relayed.debug(1, "three");
  relayed.debug(2, "not said");
  relayed.change("four");
  relayed.fatal("five");
  relayed.panic("six");
  assertEquals([lines, relayed.records], [[], []]);
  target.warning("zero");
  for (const say of held) say();
  assertEquals(lines, [
    "postmulti: warning: zero\n",
    "postmulti: warning: one\n",
    "postmulti: two\n",
    "postmulti: three\n",
    "postmulti: fatal: five\n",
    "postmulti: panic: six\n",
  ]);
  assertEquals(
    relayed.records.map(({ severity, text }) => `${severity} ${text}`),
    ["warn zero", "warn one", "info four", "fatal five", "panic six"],
  );
});
