import { assertEquals } from "@std/assert";
import { severeLines } from "./mail_log_tail.ts";

Deno.test("severeLines() keeps what tells of something wrong", () => {
  const fatal = "Nov 30 00:00:01 mx postfix/master[7]: fatal: bind: in use";
  const warning = "Nov 30 00:00:02 mx postfix/master[7]: warning: odd";
  const text = [
    "Nov 30 00:00:00 mx postfix/postfix-script[6]: starting",
    fatal,
    warning,
    "",
  ].join("\n");
  assertEquals(severeLines(text), [fatal, warning]);
});
