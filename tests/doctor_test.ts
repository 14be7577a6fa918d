/**
 * Every rule of --doctor, with the compiled program and the configuration of real
 * instances, in throwaway worlds: nothing is found in healthy ones, one thing is
 * found where one is broken, and the advised command mends it.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Breakage, BREAKAGES, UNPREPARED } from "./doctor/breakages.ts";
import { HEALTHY } from "./doctor/healthy.ts";
import { postfixPreparesJails } from "./world/jails.ts";
import { mapLimited } from "./world/map_limited.ts";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";

/** How many worlds there are at a time. */
const WORLDS = 2;

const CLEAN = "no problems found in 3 instances\n";

/** Prints the lines that findings name. */
const SHOW_LINES =
  "postmulti --doctor | sed -n 's/^    at   \\(.*\\), line \\(.*\\)$/" +
  "sed -n \\2p \\1/p' | sh";

/** Does as advised. */
function follow({ mend, fillIn = "" }: Breakage): string {
  return mend ??
    `postmulti --doctor | sed -n "s/^    fix  //p" | sed "${fillIn}" | ` +
      "sort -u > $WORLD/fixes; sh -e $WORLD/fixes";
}

function steps(breakage: Breakage): string[] {
  return [
    "postmulti --doctor --json",
    SHOW_LINES,
    follow(breakage),
    "postmulti --doctor",
  ];
}

let running: Promise<readonly StepResult[]>[] | undefined;

function start(): Promise<readonly StepResult[]>[] {
  const all = mapLimited(BREAKAGES, WORLDS, async (breakage) => {
    const setup = `${HEALTHY}${breakage.breaks}`;
    return (await runInWorld("ours", { setup, steps: steps(breakage) })).steps;
  });
  // Each is awaited by its own test.
  for (const one of all) one.catch(() => undefined);
  return all;
}

for (const [number, { title, findings, lines }] of BREAKAGES.entries()) {
  Deno.test({
    name: `the doctor finds ${title}, and how to mend it`,
    // The runs belong to all tests of the file, not to the one that starts them.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      running ??= start();
      const [found, named, mended, again] = await running[number] ?? [];
      assertEquals([found?.status, found?.stderr], [1, ""]);
      const value = JSON.parse(found?.stdout ?? "");
      assertEquals([value.schema, value.unseen], [1, []]);
      assertEquals(value.findings.map(summary), findings);
      assertEquals(named?.stdout, lines);
      assertEquals(mended?.status, 0, mended?.stderr);
      assertEquals(again?.status, 0, again?.stdout);
      assertMatch(
        again?.stdout ?? "",
        /^no problems found in [34] instances\n$/,
      );
    },
  });
}

function summary(finding: Record<string, unknown>): string {
  for (const name of ["what", "why", "fix", "file"]) {
    assert(finding[name] !== "", `${name} is empty`);
  }
  return `${finding.severity} ${finding.id} ${finding.instance}`;
}

async function doctor(
  setup: string,
  lines: readonly string[],
): Promise<readonly StepResult[]> {
  const { steps } = await runInWorld("ours", {
    setup: HEALTHY + setup,
    steps: lines,
  });
  return steps;
}

Deno.test("the doctor finds nothing in healthy instances", async () => {
  const [text, json] = await doctor("", [
    "postmulti --doctor",
    "postmulti --doctor -j",
  ]);
  assertEquals([text?.status, text?.stdout, text?.stderr], [0, CLEAN, ""]);
  assertEquals([json?.status, json?.stderr], [0, ""]);
  assertEquals(json?.stdout, '{"schema":1,"findings":[],"unseen":[]}\n');
});

/** What looks like one of the things above, and is none: title and setup. */
const HARMLESS: readonly (readonly [string, string])[] = [
  [
    "an instance that is neither enabled nor configured",
    "postmulti -e create -I postfix-new",
  ],
  [
    "a second instance for the same endpoint that is not enabled",
    "secondary postfix-spare\n" +
    "sed -i /^master_service_disable/d /etc/postfix-spare/main.cf",
  ],
  [
    "an alias table that is missing where nothing is delivered",
    "rm -f /etc/aliases*; put $in 'alias_maps = hash:/etc/aliases'\n" +
    "put $in 'mydestination ='; secondary postfix-new",
  ],
  [
    "instances that log to one file",
    "secondary postfix-new\n" +
    "sed -i '/^maillog_file/d' $in $out\n" +
    "put $in 'maillog_file = /var/log/postfix.log'\n" +
    "put $out 'maillog_file = /var/log/postfix.log'",
  ],
  [
    "a copy of an instance",
    "cp -a /etc/postfix-in /etc/postfix-in.bak; secondary postfix-new",
  ],
  [
    "a directory whose name begins like another's",
    "secondary postfix-in2",
  ],
  [
    "a wrapper that leaves out the plugins",
    "put $main 'multi_instance_wrapper = " +
    "${command_directory}/postmulti -p --no-plugins --'; secondary postfix-a",
  ],
  ...postfixPreparesJails
    ? [[
      "a jail that postfix(1) prepares",
      `${UNPREPARED}\nsecondary postfix-a`,
    ]] as const
    : [],
];

for (const [title, setup] of HARMLESS) {
  Deno.test(`the doctor finds nothing in ${title}`, async () => {
    const [step] = await doctor(setup, ["postmulti --doctor"]);
    assertEquals([step?.status, step?.stderr], [0, ""], step?.stdout);
    assertEquals(step?.stdout, "no problems found in 4 instances\n");
  });
}

Deno.test("the doctor finds nothing in what runs, or in a file that is being edited", async () => {
  const [started, running, edited, left] = await doctor("", [
    "postmulti -p start",
    "postmulti --doctor",
    "flock /etc/postfix-in/main.cf.tmp postmulti --doctor",
    "postmulti --doctor; postmulti -p stop",
  ]);
  assertEquals(started?.status, 0, started?.stderr);
  assertEquals([running?.status, running?.stdout], [0, CLEAN]);
  assertEquals([edited?.status, edited?.stdout], [0, CLEAN]);
  assertMatch(left?.stdout ?? "", /main\.cf\.tmp/);
});

const BY_STARTER = "the doctor finds an unprepared jail until the " +
  "distribution starts its instance";

Deno.test({
  name: BY_STARTER,
  // Elsewhere every start prepares it: see HARMLESS.
  ignore: postfixPreparesJails,
  fn: async () => {
    const [before, started, after] = await doctor(
      "rm /var/spool/postfix-in/etc/hosts",
      [
        "postmulti --doctor",
        "/etc/init.d/postfix start > $WORLD/start 2>&1",
        "postmulti --doctor; postmulti -p stop",
      ],
    );
    assertMatch(before?.stdout ?? "", /^ {2}note: .* that lacks etc\/hosts /m);
    assertMatch(
      before?.stdout ?? "",
      /why {2}\/etc\/init\.d\/postfix prepares/,
    );
    assertEquals(started?.status, 0);
    assertEquals(after?.stdout, CLEAN);
  },
});

Deno.test("the doctor finds nothing in a relay host while another program listens there", async () => {
  const [alone, served] = await doctor(
    "put $main 'relayhost = [127.0.0.1]:10099'",
    [
      "postmulti --doctor",
      "perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(Listen => 1, " +
      'LocalAddr => "127.0.0.1:10099"); system "postmulti --doctor"\'',
    ],
  );
  assertEquals(alone?.status, 1);
  assertMatch(
    alone?.stdout ?? "",
    /: relayhost = \[127\.0\.0\.1\]:10099 leads to 127\.0\.0\.1:10099, where/,
  );
  assertEquals(served?.stdout, CLEAN);
});

Deno.test("the doctor shows the findings of the selected instances", async () => {
  const setup = "put $in 'syslog_name = postfix-out'\n" +
    "put $out 'authorized_submit_users ='";
  const [one, other, group, none] = await doctor(setup, [
    "postmulti --doctor -ji in",
    "postmulti --doctor -ji -",
    "postmulti --doctor -g mta",
    "postmulti --doctor -i nosuch",
  ]);
  assertEquals([one?.status, other?.status], [1, 0]);
  assertEquals(
    JSON.parse(one?.stdout ?? "").findings.map(summary),
    ["warning same-syslog-name postfix-in"],
  );
  assertEquals(group?.status, 1);
  assertEquals(
    group?.stdout,
    `postfix-out (/etc/postfix-out)

  note: it is enabled, but authorized_submit_users is empty: no user can submit mail [no-submission]
    at   /etc/postfix-out/main.cf, line 13
    why  not even root can test it with "sendmail -bv"; -e create sets this for an instance that is not yet configured
    fix  postmulti -i postfix-out -x postconf -e 'authorized_submit_users = root'

postfix-in (/etc/postfix-in)

  warning: syslog_name = postfix-out is also that of postfix-out [same-syslog-name]
    at   /etc/postfix-in/main.cf, line 14
    why  their lines in the mail log look alike, to people and to programs that count or block
    fix  postmulti -i postfix-in -x postconf -e 'syslog_name = postfix-in'
`,
  );
  assertEquals([none?.status, none?.stdout], [2, ""]);
  assertMatch(
    none?.stderr ?? "",
    /^postmulti: fatal: there is no instance "nosuch": /,
  );
});

/** When the doctor cannot look: setup, command, and what it says. */
const UNSEEN: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "the primary's main.cf cannot be understood",
    "echo nonsense >> $main",
    "postmulti --doctor",
    /^postmulti: fatal: \/etc\/postfix\/main\.cf, line \d+: no "="/,
  ],
  [
    "there is no Postfix where it is told to look",
    "",
    "postmulti --doctor --postconf=/no/postconf",
    /^postmulti: fatal: .*\/no\/postconf/,
  ],
  [
    "it is not run by root",
    "install -d -m 700 -o postfix /var/spool/postfix-in/deferred",
    "setpriv --reuid=65534 --regid=65534 --clear-groups postmulti --doctor",
    /^postmulti: not examined: \/var\/spool\/postfix[^:]*: Permission denied/,
  ],
  [
    "it may not read a main.cf",
    "chmod 600 $in",
    "setpriv --reuid=65534 --regid=65534 --clear-groups postmulti --doctor",
    /not examined: \/etc\/postfix-in\/main\.cf: Permission denied/,
  ],
];

for (const [when, setup, line, message] of UNSEEN) {
  Deno.test(`the doctor ends with status 2 when ${when}`, async () => {
    const [step] = await doctor(setup, [line]);
    assertEquals(step?.status, 2, step?.stderr);
    assertMatch(step?.stderr ?? "", message);
  });
}
