import { assertEquals } from "@std/assert/equals";
import { madeBorderMap, madeMapInstance } from "../../tests/unit/made_map.ts";
import { buildMap } from "./build_map.ts";
import { drawText } from "./draw_text.ts";

Deno.test("drawText() shows ways and instances when it is the border mail server", () => {
  assertEquals(
    drawText(madeBorderMap()),
    `Mail flow

  sendmail --> /etc/postfix --> [hub]
  outside --> postfix-in *:25 --> filter 127.0.0.1:10025 ~~> postfix-out 127.0.0.1:10026 --> the recipient's domain

  ~~> is assumed: main.cf does not say where a filter sends mail.

Instances in start order

  /etc/postfix (primary)
    listens   not at smtp/inet: master_service_disable
    sendmail  static:anyone
    sends     relayhost: smtp to [hub]

  postfix-out (group mta, /etc/postfix-out)
    listens   127.0.0.1:10026 smtpd
    sendmail  for no user
    sends     default_transport: smtp to the recipient's domain

  postfix-in (group mta, /etc/postfix-in)
    listens   *:25 smtpd
    sendmail  for no user
    sends     content_filter: smtp to [127.0.0.1]:10025
              default_transport: smtp to the recipient's domain
    tables    transport_maps = cdb:/etc/postfix-in/transport
`,
  );
});

Deno.test("drawText() says so when no mail gets in", () => {
  const text = drawText(buildMap([madeMapInstance("a", { enabled: false })]));
  assertEquals(
    text,
    `Mail flow

  no mail gets in

Instances in start order

  a (/etc/a, not enabled)
    sendmail  for no user
`,
  );
});
