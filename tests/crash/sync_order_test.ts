import { assertEquals } from "@std/assert";
import { findDisorder } from "./sync_order.ts";
import { parseTrace } from "./trace.ts";

const MAIN = "/etc/postfix/main.cf";
const LOCK = "/etc/postfix/postmulti.lock";

const JOURNAL = [`write(3<${LOCK}>, "{}", 2) = 2`];
const SYNCED = [...JOURNAL, `fsync(3<${LOCK}>) = 0`];
const MAKE = ['mkdir("/etc/postfix-a", 0700) = 0'];
const SYNC_ETC = ["fsync(4</etc>) = 0"];
const EDIT = [
  `write(5<${MAIN}.tmp>, "a = b", 5) = 5`,
  `fsync(5<${MAIN}.tmp>) = 0`,
];
const COMMIT = [`rename("${MAIN}.tmp", "${MAIN}") = 0`];
const SYNC_MAIN = ["fsync(4</etc/postfix>) = 0"];
const END = [`unlink("${LOCK}") = 0`];

const CASES = [
  {
    what: "nothing against the right order",
    calls: [SYNCED, MAKE, SYNC_ETC, EDIT, COMMIT, SYNC_MAIN, END],
    found: [],
  },
  {
    what: "a step before the journal was synced",
    calls: [JOURNAL, MAKE, SYNC_ETC, EDIT, COMMIT, SYNC_MAIN, END],
    found: ["mkdir /etc/postfix-a #1: before the journal was synced"],
  },
  {
    what: "a new name that was not synced before the list changed",
    calls: [SYNCED, MAKE, EDIT, COMMIT, SYNC_MAIN, END],
    found: [`rename ${MAIN}.tmp ${MAIN} #1: before /etc was synced`],
  },
  {
    what: "a new file that was not synced before it was renamed",
    calls: [SYNCED, EDIT.slice(0, 1), COMMIT, SYNC_MAIN, END],
    found: [`rename ${MAIN}.tmp ${MAIN} #1: before the new file was synced`],
  },
  {
    what: "a removal before the change of the list was synced",
    calls: [SYNCED, EDIT, COMMIT, END, SYNC_MAIN],
    found: [`unlink ${LOCK} #1: before ${MAIN} was synced`],
  },
];

for (const { what, calls, found } of CASES) {
  Deno.test(`findDisorder() finds ${what}`, () => {
    const trace = parseTrace(calls.flat().join("\n"));
    const problems = findDisorder(trace, MAIN);
    assertEquals(problems.filter((line) => !line.startsWith("fsync")), found);
  });
}
