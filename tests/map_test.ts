/**
 * The picture of the mail flow, from the configuration of real instances. Runs
 * the compiled program in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

/** The border mail server of MULTI_INSTANCE_README, as far as mail flow goes. */
const BORDER = `initialized
put $main 'relayhost = [mailhub.example.com]'
put $main 'master_service_disable = inet'
for name in postfix-out postfix-in; do
    files $name mta yes
    sed -i '/^master_service_disable/d' /etc/$name/main.cf
    listed /etc/$name
done
sed -i 's/^smtp  *inet/127.0.0.1:10026 inet/' /etc/postfix-out/master.cf
put /etc/postfix-out/main.cf 'authorized_submit_users ='
put /etc/postfix-in/main.cf 'inet_interfaces = all'
put /etc/postfix-in/main.cf 'content_filter = smtp:[127.0.0.1]:10025'
put /etc/postfix-in/main.cf 'authorized_submit_users ='
put /etc/postfix-in/main.cf 'transport_maps = inline:{a=b}'`;

async function map(
  words: string,
  setup = BORDER,
): Promise<Pick<StepResult, "status" | "stdout" | "stderr">> {
  const { steps } = await runInWorld("ours", {
    setup,
    steps: [`postmulti --map${words}`],
  });
  assert(steps[0] !== undefined);
  const { status, stdout, stderr } = steps[0];
  return { status, stdout, stderr };
}

Deno.test("--map draws the way through the filter of the border mail server", async () => {
  const { status, stdout, stderr } = await map("");
  assertEquals([status, stderr], [0, ""]);
  const lines = stdout.split("\n");
  assert(lines.includes(
    "  outside --> postfix-in *:25 --> filter 127.0.0.1:10025 ~~> " +
      "postfix-out 127.0.0.1:10026 --> the recipient's domain",
  ));
  assert(lines.includes(
    "  sendmail --> /etc/postfix --> [mailhub.example.com]",
  ));
  assertMatch(stdout, /not at smtp\/inet: master_service_disable/);
  assertMatch(stdout, /tables +transport_maps = inline:\{a=b\}/);
  const titles = lines.filter((line) => /^ {2}\S.*\(/.test(line));
  assertEquals(titles.map((line) => line.trim().split(" ")[0]), [
    "/etc/postfix",
    "postfix-out",
    "postfix-in",
  ]);
});

Deno.test("--map=json tells the same, and less when fewer are selected", async () => {
  const all = JSON.parse((await map("=json")).stdout);
  const targets = (value: typeof all): string[] =>
    value.arrows.map(({ from, to }: Record<string, string>) => `${from} ${to}`);
  assert(targets(all).includes("filter 127.0.0.1:10025 postfix-out"));
  const one = JSON.parse((await map("=json -i in")).stdout);
  assertEquals(one.instances.length, 1);
  assertEquals(targets(one), [
    "postfix-in filter 127.0.0.1:10025",
    "postfix-in the recipient's domain",
  ]);
});

const GRAPHS: readonly (readonly [string, RegExp])[] = [
  [
    "dot",
    /^digraph postfix \{\n[^]*n\d+ -> n\d+ \[label="content_filter"\];\n[^]*\}\n$/,
  ],
  ["mermaid", /^flowchart LR\n[^]*n\d+ -->\|"content_filter"\| n\d+\n/],
];

for (const [format, wanted] of GRAPHS) {
  Deno.test(`--map=${format} names the filter between the instances`, async () => {
    const { status, stdout } = await map(`=${format}`);
    assertEquals(status, 0);
    assertMatch(stdout, wanted);
  });
}

Deno.test("--map leads from one instance to another through a relay host", async () => {
  const { stdout } = await map(
    "",
    `${BORDER}
put $main 'relayhost = [127.0.0.1]:10026'`,
  );
  assertMatch(
    stdout,
    /^ {2}sendmail --> \/etc\/postfix --> postfix-out 127\.0\.0\.1:10026 -->/m,
  );
});

Deno.test("--map ends where an instance sends to a place where nobody listens", async () => {
  const { stdout } = await map(
    "",
    `${BORDER}
put /etc/postfix-out/main.cf 'relayhost = [127.0.0.1]:10099'`,
  );
  const ways = stdout.split("\n\n")[1]?.split("\n");
  assertEquals(ways, [
    "  sendmail --> /etc/postfix --> [mailhub.example.com]",
    "  outside --> postfix-in *:25 --> filter 127.0.0.1:10025 ~~> " +
    "postfix-out 127.0.0.1:10026 --> filter 127.0.0.1:10099",
  ]);
});

Deno.test("--map leads through the filter of a single instance once", async () => {
  const { stdout } = await map(
    "",
    `put $main 'content_filter = smtp:[127.0.0.1]:10025'
printf '127.0.0.1:10026 inet n - n - - smtpd\n  -o content_filter=\n' \
    >> /etc/postfix/master.cf`,
  );
  const back = "filter 127.0.0.1:10025 ~~> /etc/postfix 127.0.0.1:10026 --> " +
    "the recipient's domain";
  assertEquals(stdout.split("\n\n")[1]?.split("\n"), [
    `  outside --> /etc/postfix loopback:25 --> ${back}`,
    `  sendmail --> /etc/postfix --> ${back}`,
  ]);
});

Deno.test("--map follows an override in master.cf that names a parameter", async () => {
  const { stdout } = await map(
    "=json -i out",
    `${BORDER}
put /etc/postfix-out/main.cf 'scanner = [127.0.0.1]:10030'
printf '10027 inet n - n - - smtpd\\n  -o { content_filter = smtp:$scanner }\\n' \\
    >> /etc/postfix-out/master.cf`,
  );
  const [instance] = JSON.parse(stdout).instances;
  assertEquals(instance.listeners.length, 2);
  assertEquals(instance.routes[0], {
    parameter: "content_filter",
    service: "10027/inet",
    transport: "smtp",
    next_hop: "[127.0.0.1]:10030",
    kind: "network",
    target: "127.0.0.1:10030",
  });
});

Deno.test("--map leaves out an instance without master.cf and says so", async () => {
  const { status, stdout, stderr } = await map(
    "",
    `${BORDER}
rm /etc/postfix-in/master.cf`,
  );
  assertEquals(status, 1);
  assertMatch(
    stderr,
    /^postmulti: warning: instance postfix-in is not on the map: \/etc\/postfix-in\/master\.cf: No such file/m,
  );
  assertMatch(stdout, /postfix-out \(group mta/);
});
