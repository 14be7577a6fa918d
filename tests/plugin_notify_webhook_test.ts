/**
 * The shipped plugin 90-notify: webhooks, and ways that fail or hang. The compiled
 * program and a real Postfix, in worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { play, PLUGIN, settings, START } from "./plugins/notify.ts";
import { assertStatus, pluginLines, testWith } from "./plugins/shipped.ts";
import { testSetting } from "./world/run_in_world.ts";

/** Without curl there are no webhooks. */
const CURL = "/usr/bin/curl";

const TOKEN = 'to"k\\en==';
const URL_PATH = "/hook?secret=1";

testWith(
  "a webhook gets the event, and nobody sees address and token in the list of processes",
  { needs: CURL },
  async () => {
    const receiver = `${testSetting("PROJECT")}/tests/plugins/receive_posts.ts`;
    const setup = `$deno ${receiver} 8099 $WORLD/posts &
    settle curl -s http://127.0.0.1:8099/ -o /dev/null; rm $WORLD/posts
    ${
      settings(
        `webhook = http://127.0.0.1:8099${URL_PATH}`,
        `webhook_token = ${TOKEN}`,
      )
    }`;
    const [start, posts] = await play(setup, [START, "cat $WORLD/posts"]);
    assertStatus(start, 0);
    const post = JSON.parse(posts?.stdout ?? "");
    assertEquals([post.method, post.target, post.authorization, post.type], [
      "POST",
      URL_PATH,
      `Bearer ${TOKEN}`,
      "application/json",
    ]);
    assertMatch(post.processes, /^curl /m);
    assert(!/secret=1|en==/.test(post.processes), post.processes);
    const event = JSON.parse(post.body);
    assertEquals([event.phase, event.op, event.instance.name, event.outcome], [
      "post",
      "start",
      "postfix-in",
      "ok",
    ]);
  },
);

testWith(
  "ways that fail or hang are told and ended, and the others are used",
  { needs: CURL },
  async () => {
    const receiver = `${testSetting("PROJECT")}/tests/plugins/receive_posts.ts`;
    const setup = `$deno ${receiver} 8099 $WORLD/posts &
    settle curl -s http://127.0.0.1:8099/ -o /dev/null; rm $WORLD/posts
    ${
      settings(
        "mail_to = root",
        "command = echo before; sleep 600",
        "webhook = http://127.0.0.1:8099/refuse",
        "limit = 1",
      )
    }`;
    const [start, left, status] = await play(setup, [
      `timeout 20 ${START}`,
      "ps -eo args= | grep -c '^sleep 600'; ls /var/spool/postfix/maildrop | wc -l; wc -l < $WORLD/posts",
      "postmulti -i in -p status",
    ]);
    assertStatus(start, 0);
    const said = pluginLines(start, PLUGIN);
    assert(said.includes("before"), said.join("\n"));
    assertMatch(
      said.join("\n"),
      /could not report by command \(status 124\), webhook \(status 22\): see/,
    );
    assertEquals(left?.stdout.split(/\s+/), ["0", "1", "1", ""]);
    assertStatus(status, 0);
  },
);

Deno.test("without curl a webhook is a failure that says so", async () => {
  const [start] = await play(
    `touch $WORLD/no-curl; [ ! -f /usr/bin/curl ] || mount --bind $WORLD/no-curl /usr/bin/curl
    ${settings("webhook = http://127.0.0.1:8099/")}`,
    [START],
  );
  assertStatus(start, 0);
  assertMatch(
    pluginLines(start, PLUGIN)[0] ?? "",
    /there is no curl: install it, or take the webhook out of \/etc\/postfix\//,
  );
});
