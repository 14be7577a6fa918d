import { assertEquals } from "@std/assert/equals";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { parseMasterCf } from "../postfix/master_cf.ts";
import { parsePortNames } from "./endpoint.ts";
import { routesOf } from "./routes.ts";

const MASTER = `
smtp inet n - n - - smtpd
pickup unix n - n 60 1 pickup
smtp unix - - n - - smtp
relay unix - - n - - smtp
local unix - n n - - local
virtual unix - n n - - virtual
error unix - - n - - error
spam unix - n n - - pipe argv=/usr/bin/spam
`;

const DEFAULTS = {
  content_filter: "",
  default_transport: "smtp",
  local_transport: "local:$myhostname",
  mydestination: "",
  relay_domains: "",
  relay_transport: "relay",
  relayhost: "",
  smtpd_proxy_filter: "",
  virtual_mailbox_domains: "",
  virtual_transport: "virtual",
};

/** Parameter, override's service, transport, next hop, kind. */
type Row = readonly [string, string, string, string, string];

const TABLE: readonly (readonly [string, string, string, readonly Row[]])[] = [
  ["nothing is set", "", "", [
    ["default_transport", "", "smtp", "", "network"],
  ]],
  ["there is a relayhost", "relayhost = [hub]\n", "", [
    ["relayhost", "", "smtp", "[hub]", "network"],
  ]],
  ["there are two relayhosts", "relayhost = a, b\n", "", [
    ["relayhost", "", "smtp", "a", "network"],
    ["relayhost", "", "smtp", "b", "network"],
  ]],
  [
    "default_transport has a next hop of its own",
    "relayhost = hub\ndefault_transport = smtp:[x]\n",
    "",
    [["default_transport", "", "smtp", "[x]", "network"]],
  ],
  [
    "there are relay domains",
    "relayhost = hub\nrelay_domains = example.com\n",
    "",
    [
      ["relayhost", "", "smtp", "hub", "network"],
      ["relay_transport", "", "relay", "hub", "network"],
    ],
  ],
  [
    "all mail is refused",
    "default_transport = error:no mail\nmydestination = x\n",
    "",
    [
      ["default_transport", "", "error", "no mail", "refused"],
      ["local_transport", "", "local", "mx1.localdomain", "local"],
    ],
  ],
  [
    "there are mailboxes behind LMTP",
    "virtual_mailbox_domains = x\nvirtual_transport = lmtp:unix:/run/l\n",
    "",
    [
      ["default_transport", "", "smtp", "", "network"],
      ["virtual_transport", "", "lmtp", "unix:/run/l", "network"],
    ],
  ],
  [
    "a filter is set",
    "content_filter = smtp:[127.0.0.1]:10025\n",
    "",
    [
      ["content_filter", "", "smtp", "[127.0.0.1]:10025", "network"],
      ["default_transport", "", "smtp", "", "network"],
    ],
  ],
  ["a filter is a command", "content_filter = spam:dummy\n", "", [
    ["content_filter", "", "spam", "dummy", "filter"],
    ["default_transport", "", "smtp", "", "network"],
  ]],
  [
    "one service has a filter",
    "f = [::1]:1\n",
    "587 inet n - n - - smtpd -o content_filter=smtp:$f\n",
    [
      ["content_filter", "587/inet", "smtp", "[::1]:1", "network"],
      ["default_transport", "", "smtp", "", "network"],
    ],
  ],
  [
    "every service turns the filter off",
    "content_filter = smtp:[127.0.0.1]:10025\n",
    "smtp inet n - n - - smtpd -o content_filter=\n" +
    "pickup unix n - n 60 1 pickup -o content_filter=\n",
    [["default_transport", "", "smtp", "", "network"]],
  ],
  ["there is a proxy filter", "smtpd_proxy_filter = 127.0.0.1:10025\n", "", [
    ["smtpd_proxy_filter", "", "smtp", "127.0.0.1:10025", "network"],
    ["default_transport", "", "smtp", "", "network"],
  ]],
];

for (const [when, mainCf, masterCf, wanted] of TABLE) {
  Deno.test(`routesOf() tells where mail goes when ${when}`, () => {
    const { primary } = madeInstallation({ mainCf, defaults: DEFAULTS });
    const routes = routesOf({
      parameters: primary,
      services: parseMasterCf(MASTER + masterCf).services,
      ports: parsePortNames(""),
    });
    assertEquals(
      routes.map((
        { parameter, service, transport, nextHop, kind },
      ): Row => [parameter, service, transport, nextHop, kind]),
      wanted,
    );
  });
}
