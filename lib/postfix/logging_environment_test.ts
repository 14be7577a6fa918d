import { assertEquals } from "@std/assert";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { type Environment, loggingEnvironment } from "./logging_environment.ts";

const CASES: readonly (readonly [
  mainCf: string,
  verbose: boolean,
  expected: Environment,
])[] = [
  ["", false, { MAIL_LOGTAG: "postfix" }],
  ["", true, { MAIL_LOGTAG: "postfix", MAIL_VERBOSE: "" }],
  ["syslog_name = mail\n", false, { MAIL_LOGTAG: "mail" }],
  ["maillog_file =\n", false, { MAIL_LOGTAG: "postfix" }],
  ["maillog_file = /var/log/mail\nmyhostname = a.b\n", false, {
    MAIL_LOGTAG: "postfix",
    POSTLOG_SERVICE: "/var/spool/postfix/public/postlog",
    POSTLOG_HOSTNAME: "a.b",
  }],
  [
    "maillog_file = /dev/stdout\nqueue_directory = /q\n" +
    "postlog_service_name = log\nmyhostname = a.b\n",
    true,
    {
      MAIL_LOGTAG: "postfix",
      POSTLOG_SERVICE: "/q/public/log",
      POSTLOG_HOSTNAME: "a.b",
      MAIL_VERBOSE: "",
    },
  ],
];

for (const [mainCf, verbose, expected] of CASES) {
  const title = `loggingEnvironment() of ${JSON.stringify(mainCf)}`;
  Deno.test(`${title}${verbose ? ", verbose" : ""}`, () => {
    const installation = madeInstallation({ mainCf });
    assertEquals(loggingEnvironment(installation, { verbose }), expected);
  });
}
