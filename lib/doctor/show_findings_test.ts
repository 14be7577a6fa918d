import { assertEquals } from "@std/assert";
import type { Finding } from "./finding.ts";
import { findingsJson, formatFindings } from "./show_findings.ts";

const FINDING: Finding = {
  id: "same-syslog-name",
  severity: "warning",
  instance: "postfix-in",
  configDirectory: "/etc/postfix-in",
  others: ["/etc/postfix"],
  file: "/etc/postfix-in/main.cf",
  line: 3,
  what: "it is wrong",
  why: "it matters",
  fix: "mend it",
};

const SECOND: Finding = { ...FINDING, line: undefined, what: "\x1b[31m" };

const THIRD: Finding = {
  ...FINDING,
  instance: "/etc/postfix-b",
  configDirectory: "/etc/postfix-b",
};

const TEXT = `postfix-in (/etc/postfix-in)

  warning: it is wrong [same-syslog-name]
    at   /etc/postfix-in/main.cf, line 3
    why  it matters
    fix  mend it

  warning: ?[31m [same-syslog-name]
    at   /etc/postfix-in/main.cf
    why  it matters
    fix  mend it

/etc/postfix-b

  warning: it is wrong [same-syslog-name]
    at   /etc/postfix-in/main.cf, line 3
    why  it matters
    fix  mend it
`;

Deno.test("formatFindings() groups by instance, with a blank line between findings", () => {
  assertEquals(formatFindings([FINDING, SECOND, THIRD], 2), TEXT);
});

for (const [count, words] of [[1, "1 instance"], [2, "2 instances"]] as const) {
  Deno.test(`formatFindings() says so when it finds nothing in ${words}`, () => {
    assertEquals(formatFindings([], count), `no problems found in ${words}\n`);
  });
}

Deno.test("findingsJson() has every member, and null for no line", () => {
  assertEquals(JSON.parse(findingsJson([SECOND], ["x: y"])), {
    schema: 1,
    findings: [{
      id: "same-syslog-name",
      severity: "warning",
      instance: "postfix-in",
      config_directory: "/etc/postfix-in",
      others: ["/etc/postfix"],
      file: "/etc/postfix-in/main.cf",
      line: null,
      what: "\x1b[31m",
      why: "it matters",
      fix: "mend it",
    }],
    unseen: ["x: y"],
  });
});

Deno.test("findingsJson() is one line also of nothing", () => {
  assertEquals(
    findingsJson([], []),
    '{"schema":1,"findings":[],"unseen":[]}\n',
  );
});
