/**
 * The shipped plugin 90-notify: who is told of what, by command and by mail. The
 * compiled program and a real Postfix, in worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { play, PLUGIN, settings, START } from "./plugins/notify.ts";
import { assertStatus, pluginLines } from "./plugins/shipped.ts";

/** A command that notes every event in a file. */
const NOTE =
  'command = echo "$POSTMULTI_PHASE:$POSTMULTI_OP $multi_instance_name ' +
  '$POSTMULTI_OUTCOME" >> /run/world/told';

Deno.test("all changes are told, in order, and nothing else", async () => {
  const steps = await play(settings(NOTE), [
    "postmulti -g mta -p start",
    "postmulti -i in -p reload",
    "postmulti -i in -p status",
    "postmulti -i in -p check",
    "postmulti -i in -x true",
    "postmulti -i in -p start",
    "postmulti -g mta -p stop",
    "postmulti -i in -e disable",
    "postmulti -i in -e disable",
    "cat $WORLD/told",
  ]);
  assertStatus(steps[5], 1);
  assertEquals(steps[9]?.stdout.split("\n"), [
    "post:start postfix-out ok",
    "post:start postfix-in ok",
    "post:reload postfix-in ok",
    "fail:start postfix-in failed",
    "post:stop postfix-in ok",
    "post:stop postfix-out ok",
    "post:disable postfix-in ok",
    "",
  ]);
});

/** `events`, and what is told of a start, a reload, a failed start and a stop. */
const CHOICES = [
  ["post:@start", ["post:start"]],
  ["post:@stop, fail:@start", ["fail:start", "post:stop"]],
  ["post:reload fail:@change", ["post:reload", "fail:start"]],
  ["post:@control,post:stop", ["post:reload", "post:stop"]],
  ["post:@edit", []],
] as const;

for (const [events, told] of CHOICES) {
  Deno.test(`events = ${events} is told alone`, async () => {
    const steps = await play(settings(NOTE, `events = ${events}`), [
      START,
      "postmulti -i in -p reload",
      START,
      "postmulti -i in -p stop",
      "cut -d ' ' -f 1 $WORLD/told; :",
    ]);
    assertEquals(steps[4]?.stdout.split("\n").slice(0, -1), [...told]);
  });
}

Deno.test("mail goes through the primary instance: at once, or when that starts again", async () => {
  const setup = `put $main 'relayhost = [127.0.0.1]:2525'
    put $main 'mydestination ='
    smtp-sink -u postfix -d "$WORLD/mail." 127.0.0.1:2525 10 &
    chmod 777 $WORLD
    ${
    settings(
      "mail_to = ops@example.org, x@example.net",
      "mail_from = mta@example.com",
    )
  }`;
  const arrived = (count: number): string =>
    `. $WORLD/lib; settle sh -c 'test $(cat $WORLD/mail.* | grep -c "^Subject:") = ${count}'`;
  const steps = await play(setup, [
    "postmulti -i - -p start",
    arrived(1),
    START,
    arrived(2),
    "postmulti -i - -p stop",
    "postmulti -i in -p stop",
    `postfix -c /etc/postfix start; ${arrived(4)}; cat $WORLD/mail.*`,
  ]);
  for (const step of steps) assertStatus(step, 0);
  const mails = steps[6]?.stdout ?? "";
  for (
    const subject of ["postfix-in: start done", "postfix-in: stop done"]
  ) {
    assert(mails.includes(`Subject: world.example.com: ${subject}\n`), mails);
  }
  assertMatch(mails, /^X-Rcpt-Args: <ops@example\.org>/m);
  assertMatch(mails, /^X-Rcpt-Args: <x@example\.net>/m);
  assertMatch(mails, /^X-Mail-Args: <mta@example\.com>/m);
  assertMatch(mails, /^Auto-Submitted: auto-generated$/m);
  assert(mails.split("\n").every((line) => line.length < 300), mails);
});

Deno.test("without settings nothing is reported, and that is said", async () => {
  const [start, test] = await play("", [
    START,
    `postmulti --plugins run ${PLUGIN} post:start -i in`,
  ]);
  assertStatus(start, 0);
  const says =
    /^nothing is reported: set mail_to, command or webhook in \/etc\//;
  assertMatch(pluginLines(start, PLUGIN)[0] ?? "", says);
  assertStatus(test, 0);
});

Deno.test("--plugins run tells, and says that it is a test", async () => {
  const [test, mail] = await play(settings("mail_to = root"), [
    `postmulti --plugins run ${PLUGIN} post:start -i in`,
    "postcat /var/spool/postfix/maildrop/* | grep Subject",
  ]);
  assertStatus(test, 0);
  assertMatch(mail?.stdout ?? "", /^Subject: test: world\.example\.com: /);
});

/** Settings that are wrong, and what is said of them. */
const MISTAKES = [
  ["an unknown name", "mailto = root", /conf line 1: is not "name = value"/],
  ["a line without =", "mail_to", /conf line 1: is not "name = value"/],
  [
    "an unknown class",
    "events = post:@all",
    /events: post:@all: is not a class/,
  ],
  [
    "an event before the operation",
    "events = pre:start",
    /events: pre:start: is neither post:OP nor fail:OP/,
  ],
  [
    "a limit that is none",
    "limit = 60",
    /limit: has to be a number of seconds/,
  ],
] as const;

for (const [title, line, says] of MISTAKES) {
  Deno.test(`settings with ${title} are told, and harm no operation`, async () => {
    const [start] = await play(settings(line), [
      START,
    ]);
    assertStatus(start, 0);
    assertMatch(pluginLines(start, PLUGIN)[0] ?? "", says);
  });
}
