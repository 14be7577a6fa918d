/**
 * Declared state, against real Postfix: from nothing to the border mail server
 * and on from there. Runs the compiled program in throwaway worlds.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import {
  apply,
  type ApplyResult,
  BORDER,
  doneIn,
  type Entry,
  INPUT,
  leftIn,
  OUTPUT,
  type TestDocument,
} from "./apply/border_document.ts";
import { runInWorld, type StepResult } from "./world/run_in_world.ts";
import { assertUntouched } from "./world/untouched.ts";
import { withoutPostfix } from "./world/without_postfix.ts";

/** Instances without anything that runs. */
const QUIET: TestDocument = {
  schema: 1,
  instances: ["a", "b", "c"].map((letter): Entry => ({
    name: `postfix-${letter}`,
    main_cf: { myhostname: `${letter}.example.com` },
  })),
};

function resultOf(step: StepResult | undefined): ApplyResult {
  assert(step !== undefined);
  assert(step.stdout.startsWith("{"), `${step.stdout}\n${step.stderr}`);
  return JSON.parse(step.stdout);
}

function changed(
  document: TestDocument,
  index: number,
  change: Entry,
): TestDocument {
  const instances = document.instances.map((instance, at) =>
    at === index ? { ...instance, ...change } : instance
  );
  return { ...document, instances };
}

Deno.test("--apply makes the border mail server of nothing, and then leaves it alone", async () => {
  const { steps } = await runInWorld("ours", {
    steps: [
      apply(BORDER),
      "postmulti -l",
      "postmulti -p status && postfix -c /etc/postfix-in check",
      `tree() { find /etc/postfix* -type f -printf '%p %i %T@ %C@\\n' | sort; }
tree > $WORLD/tree
${apply(BORDER)} && tree | diff $WORLD/tree - >&2`,
      "postconf -c /etc/postfix-out -M smtp/inet 127.0.0.1:10026/inet; postconf -c /etc/postfix-in -P smtp/unix/smtp_send_xforward_command",
      "cat /etc/postfix-out/transport /etc/postfix-in/postmulti.d/10-maintenance.conf; postmulti --plugins check",
      "ls /etc/postfix*/postmulti.pending /etc/postfix/postmulti.lock 2>&1 | grep -c 'No such'",
      "postfix stop",
    ],
  });
  const [first, list, running, again, services, files, left] = steps;
  assertEquals([first?.status, first?.stderr.match(/fatal|warning/)], [
    0,
    null,
  ]);
  assertEquals(doneIn(resultOf(first)), [
    "-: init configure start",
    "postfix-out: create enable start",
    "postfix-in: create enable start",
  ]);
  assertMatch(
    list?.stdout ?? "",
    /y +\/etc\/postfix\npostfix-out +mta +y .*\npostfix-in +mta +y /,
  );
  assertEquals(running?.status, 0, running?.stderr);
  assertEquals([again?.status, again?.stderr], [0, ""]);
  assertEquals([doneIn(resultOf(again)), resultOf(again).changed], [[], false]);
  assertMatch(
    services?.stdout ?? "",
    /^127.0.0.1:10026 .* 10 +smtpd -o content_filter= -o \{smtpd_banner=/m,
  );
  assertMatch(services?.stdout ?? "", /smtp_send_xforward_command = yes/);
  assertStringIncludes(
    files?.stdout ?? "",
    "example.com smtp:[127.0.0.1]:2525\nfile = keep-away\n",
  );
  assertEquals(files?.status, 0, files?.stdout);
  assertEquals(left?.status, 0);
});

Deno.test("--apply does what one change needs, and nothing else", async () => {
  const services = { "127.0.0.1:10026/inet": { process_limit: 11 } };
  const { steps } = await runInWorld("ours", {
    setup: `initialized\n${apply(BORDER)} > /dev/null`,
    steps: [
      apply(changed(BORDER, 1, { master_cf: services })),
      apply(BORDER),
      apply(changed(BORDER, 2, { main_cf: { smtpd_banner: "in" } })),
      apply(changed(BORDER, 2, { main_cf: { smtpd_banner: null } })),
      apply(changed(BORDER, 2, { state: "stopped" })),
      apply(changed(BORDER, 2, { enabled: false, state: "stopped" })),
      apply(
        changed(BORDER, 2, {
          plugins: { "10-maintenance": { enabled: false } },
        }),
      ),
      "ls /etc/postfix-in/postmulti.d; postfix stop",
    ],
  });
  assertEquals(steps.slice(0, 7).map((step) => doneIn(resultOf(step))), [
    ["postfix-out: configure stop start"],
    ["postfix-out: configure stop start"],
    ["postfix-in: configure reload"],
    ["postfix-in: configure reload"],
    ["postfix-in: stop"],
    ["postfix-in: disable"],
    ["postfix-in: configure enable start"],
  ]);
  const { files } = resultOf(steps[0]).instances[1] ?? { files: [] };
  assertEquals(files.map(({ path, change }) => [path, change]), [
    ["/etc/postfix-out/master.cf", "changed"],
    ["/etc/postfix-out/main.cf", null],
    ["/etc/postfix-out/transport", null],
  ]);
  assertMatch(
    files[0]?.diff ?? "",
    /^-127.0.0.1:10026 .* 10 .*\n\+127.0.0.1:10026 .* 11 /m,
  );
  assertEquals(
    steps[7]?.stdout,
    "10-maintenance.conf\n10-maintenance.ts.disabled\n",
  );
});

Deno.test("--apply renames, regroups and reorders instances", async () => {
  const other: TestDocument = {
    schema: 1,
    instances: [
      { name: "postfix-c" },
      { name: "postfix-z", group: "g", config_directory: "/etc/postfix-a" },
      { name: "postfix-n" },
    ],
  };
  const { steps } = await runInWorld("ours", {
    setup: `${apply(QUIET)} > /dev/null`,
    steps: [
      apply(other),
      "postmulti -l",
      apply(other),
      apply(changed(other, 1, { group: null })),
      "postmulti -l",
    ],
  });
  const [first, list, again, group, after] = steps;
  assertEquals(doneIn(resultOf(first)), [
    "-: reorder",
    "postfix-z: assign",
    "postfix-n: create",
  ]);
  const names = (text = ""): string[] =>
    text.trim().split("\n").map((line) =>
      line.split(/ +/).slice(0, 2).join(" ")
    );
  assertEquals(names(list?.stdout), [
    "- -",
    "postfix-c -",
    "postfix-b -",
    "postfix-z g",
    "postfix-n -",
  ]);
  assertEquals(resultOf(again).changed, false);
  assertEquals(doneIn(resultOf(group)), ["postfix-z: assign"]);
  assertEquals(names(after?.stdout)[3], "postfix-z -");
});

Deno.test("--apply removes what is absent, and with exclusive what is not mentioned", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `${
      apply({ schema: 1, instances: [...QUIET.instances, INPUT] })
    } > /dev/null`,
    steps: [
      apply({ schema: 1, instances: [{ name: "postfix-b", state: "absent" }] }),
      apply({ schema: 1, instances: [{ name: "postfix-b", state: "absent" }] }),
      apply(
        { schema: 1, exclusive: true, instances: [{ name: "postfix-c" }] },
        "--dry-run",
      ),
      apply({ schema: 1, exclusive: true, instances: [{ name: "postfix-c" }] }),
      "postmulti -l; ls -d /etc/postfix-* /var/spool/postfix-*; pgrep -x master",
    ],
  });
  const [absent, again, plan, exclusive, left] = steps;
  assertEquals(doneIn(resultOf(absent)), ["postfix-b: destroy"]);
  assertEquals(resultOf(again).changed, false);
  assertMatch(
    plan?.stdout ?? "",
    /^postfix-in: stop\npostfix-in: disable\npostfix-in: destroy\npostfix-a: destroy\n---/,
  );
  assertEquals(doneIn(resultOf(exclusive)), [
    "postfix-a: destroy",
    "postfix-in: stop disable destroy",
  ]);
  assertMatch(left?.stdout ?? "", /^-.*\npostfix-c .*\n\/etc\/postfix-c\n/);
});

Deno.test("--apply refuses to remove an instance that holds mail, before anything is done", async () => {
  const document: TestDocument = {
    schema: 1,
    instances: [
      { name: "postfix-a", main_cf: { myhostname: "x.example.com" } },
      { name: "postfix-c", state: "absent" },
    ],
  };
  const { steps, before, after } = await runInWorld("ours", {
    setup: `${apply(QUIET)} > /dev/null
echo mail > /var/spool/postfix-c/deferred/ABCDEF
postmulti -l > /dev/null`,
    steps: [
      apply(document),
      apply(document, "--dry-run"),
      apply({ schema: 1, exclusive: true, instances: [{ name: "postfix-a" }] }),
    ],
  });
  for (const { status, stdout, stderr } of steps) {
    assertEquals([status, stdout], [1, ""]);
    assertMatch(
      stderr,
      /instance postfix-c holds mail and is not removed: 1 in .*deferred: .*nothing was done\n$/,
    );
  }
  assertUntouched(before, after);
});

Deno.test("--apply --dry-run shows the plan and the differences, and changes nothing", async () => {
  const { steps, before, after } = await runInWorld("ours", {
    setup: `${apply(QUIET)} > /dev/null
put /etc/postfix-a/main.cf 'odd = \\303\\050'`,
    steps: [
      apply(
        changed(QUIET, 0, {
          main_cf: { myhostname: "new.example.com", odd: "x" },
        }),
        "--dry-run",
      ),
      apply(
        changed(QUIET, 0, {
          files: [{ path: "secret", mode: "0600", content: "password" }],
        }),
        "--dry-run -j",
      ),
      apply(QUIET, "--dry-run"),
      apply(BORDER, "--dry-run"),
    ],
  });
  const [change, secret, nothing, border] = steps;
  assertMatch(
    change?.stdout ?? "",
    /^postfix-a: configure\n--- \/etc\/postfix-a\/main.cf\n\+\+\+ \/etc\/postfix-a\/main.cf\n@@ .*-myhostname = a.example.com\n/s,
  );
  const { dry_run, changed: isChanged, instances } = resultOf(secret);
  assertEquals([dry_run, isChanged], [true, true]);
  assertEquals(instances[1]?.files[0], {
    path: "/etc/postfix-a/secret",
    changed: true,
    change: "created",
    diff: null,
  });
  assert(!secret?.stdout.includes("password"));
  assertEquals(nothing?.stdout, "nothing to do\n");
  assertMatch(
    border?.stdout ?? "",
    /^\/etc\/postfix: configure\n\/etc\/postfix: start\npostfix-out: create\n/,
  );
  assertEquals(steps.map(({ status }) => status), [0, 0, 0, 0]);
  assertUntouched(before, after);
});

Deno.test("--apply that fails in the middle says how far it got, and is completed by running it again", async () => {
  const { steps } = await runInWorld("ours", {
    setup:
      "mkdir /var/spool/ro; mount -t tmpfs -o ro,mode=755 none /var/spool/ro",
    steps: [
      apply(changed(QUIET, 1, { queue_directory: "/var/spool/ro/postfix-b" })),
      "postmulti -l; ls /etc; postmulti -x postfix check",
      "umount /var/spool/ro",
      apply(changed(QUIET, 1, { queue_directory: "/var/spool/ro/postfix-b" })),
      "postmulti -l | wc -l; postmulti -x postfix check",
    ],
  });
  const [failed, between, , again, last] = steps;
  const result = resultOf(failed);
  assertEquals([failed?.status, result.complete], [1, false]);
  assertMatch(
    result.error ?? "",
    /\/var\/spool\/ro\/postfix-b: cannot be made: Read-only file system/,
  );
  assertMatch(
    failed?.stderr ?? "",
    /^postmulti: fatal: \/var\/spool\/ro\/postfix-b/m,
  );
  assertEquals(doneIn(result), ["-: init", "postfix-a: create"]);
  assertEquals(leftIn(result), ["postfix-b: create", "postfix-c: create"]);
  assertEquals(between?.status, 0, between?.stderr);
  assert(!/postfix-[bc]/.test(between?.stdout ?? ""), between?.stdout);
  assertEquals(doneIn(resultOf(again)), [
    "postfix-b: create",
    "postfix-c: create",
  ]);
  assertEquals(
    [last?.status, withoutPostfix(last?.stdout).trim()],
    [0, "4"],
    last?.stderr,
  );
});

Deno.test("--apply ends where a plugin vetoes, and the instances are whole", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `initialized
mkdir -p /etc/postfix/postmulti.d
cat > /etc/postfix/postmulti.d/50-no.sh <<'END'
#!/bin/sh
# @postmulti-plugin 1 on=pre:create,pre:start
[ ! -e /run/no-$2 ] || { echo "no $2" >&2; exit 1; }
END
chmod 755 /etc/postfix/postmulti.d/50-no.sh`,
    steps: [
      "touch /run/no-create",
      apply(BORDER),
      "rm /run/no-create; touch /run/no-start",
      apply({ schema: 1, instances: [OUTPUT, INPUT] }),
      "postmulti -l; pgrep -x master",
      apply({ schema: 1, instances: [OUTPUT, INPUT] }, "--no-plugins"),
      "postfix stop",
    ],
  });
  const [, create, , start, list, without] = steps;
  assertEquals(create?.status, 1);
  assertEquals(doneIn(resultOf(create)), ["-: configure start"]);
  assertMatch(
    resultOf(create).error ?? "",
    /-e create of instance postfix-out .*: nothing was done, because a plugin has vetoed it/,
  );
  assertEquals(doneIn(resultOf(start)), ["postfix-out: create enable"]);
  assertEquals(leftIn(resultOf(start)), [
    "postfix-out: start",
    "postfix-in: create enable start",
  ]);
  assertMatch(list?.stdout ?? "", /postfix-out +mta +y/);
  assertEquals(doneIn(resultOf(without)), [
    "postfix-out: start",
    "postfix-in: create enable start",
  ]);
});

Deno.test("--apply reloads an instance that was configured but not reloaded when it was interrupted", async () => {
  const small: TestDocument = { schema: 1, instances: [INPUT] };
  const document = changed(small, 0, { main_cf: { smtpd_banner: "in" } });
  const { steps } = await runInWorld("ours", {
    setup: `initialized
${apply(small)} > /dev/null
# /usr/sbin is the host's: never write there; a bind mount is this world's own.
cp -p /usr/sbin/postfix $WORLD/postfix.real
printf '#!/bin/sh\\n[ "$2" != reload ] || [ ! -e /run/no-reload ] || exit 1\\nexec '$WORLD'/postfix.real "$@"\\n' > $WORLD/postfix
chmod 755 $WORLD/postfix; mount --bind $WORLD/postfix /usr/sbin/postfix; touch /run/no-reload`,
    steps: [
      apply(document),
      "ls /etc/postfix-in",
      "rm /run/no-reload",
      apply(document),
      "ls /etc/postfix-in",
      apply(document),
      "postfix stop",
    ],
  });
  const [failed, marked, , again, clean, last] = steps;
  assertEquals(failed?.status, 1);
  assertEquals([doneIn(resultOf(failed)), leftIn(resultOf(failed))], [[
    "postfix-in: configure",
  ], ["postfix-in: reload"]]);
  assertMatch(marked?.stdout ?? "", /postmulti.pending/);
  assertEquals(doneIn(resultOf(again)), ["postfix-in: reload"]);
  assert(!/pending/.test(clean?.stdout ?? ""));
  assertEquals(resultOf(last).changed, false);
});

/** Shell text that makes a document, and what is said about it. */
const REFUSED: readonly (readonly [line: string, message: RegExp])[] = [
  [
    "echo '{' | postmulti --apply -",
    /^postmulti: fatal: standard input, line 2: the name of a member is missing/,
  ],
  [
    "postmulti --apply /etc/none.json",
    /fatal: \/etc\/none.json: No such file or directory/,
  ],
  ["postmulti --apply /etc", /fatal: \/etc: this is a directory, not a file/],
  [
    apply({ schema: 1, instances: [{ name: "x" }, { name: "y" }] }),
    /warning: .*instances\[0\].*\n.*warning: .*instances\[1\].*\n.*fatal: .*document.json: 2 mistakes: nothing was done/,
  ],
  [
    apply({
      schema: 1,
      instances: [{ name: "postfix-a", queue_directory: "/var/spool/else" }],
    }),
    /instances\[0\]: queue_directory is \/var\/spool\/postfix-a, and cannot be changed/,
  ],
  [
    apply({
      schema: 1,
      instances: [{
        name: "postfix-n",
        queue_directory: "/var/spool/postfix-a",
      }],
    }),
    /queue_directory = \/var\/spool\/postfix-a of instance postfix-n .* is already/,
  ],
  [
    apply({
      schema: 1,
      instances: [{ name: "postfix-n" }, {
        name: "postfix-m",
        data_directory: "/var/lib/postfix-n",
      }],
    }),
    /data_directory = \/var\/lib\/postfix-n of instance postfix-m .* is already/,
  ],
  [
    apply({ schema: 1, instances: [{ name: "postfix-a", state: "started" }] }),
    /an instance that is not enabled is not started: say "enabled": true/,
  ],
  [
    apply({
      schema: 1,
      instances: [{ name: "postfix-a", master_cf: { "x/unix": {} } }],
    }),
    /there is no service x\/unix yet: give its "command"/,
  ],
  ...[
    "main.cf",
    "/etc/passwd",
    "/var/spool/postfix-a/active/x",
    "/var/lib/postfix-a/x",
    "postmulti.d/50-x.sh",
  ].map((
    path,
  ) =>
    [
      apply({
        schema: 1,
        instances: [{ name: "postfix-a", files: [{ path, content: "" }] }],
      }),
      /files\[0\]: \/(etc|var)\/.* (is|belongs) /,
    ] as const
  ),
  [
    `chown postfix /etc/postfix-b; ${
      apply({
        schema: 1,
        instances: [{ name: "postfix-b", main_cf: { a: "b" } }],
      })
    }; status=$?; chown root /etc/postfix-b; exit $status`,
    /postfix-b: this directory belongs to user .* so nothing in .* is safe to edit/,
  ],
  [
    apply({
      schema: 1,
      instances: [{
        name: "postfix-a",
        files: [{ path: "x", content: "", owner: "nobody-there" }],
      }],
    }),
    /there is no account "nobody-there"/,
  ],
  [
    apply({
      schema: 1,
      instances: [{ name: "postfix-a", plugins: { "50-x": {} } }],
    }),
    /there is no plugin 50-x here, and none comes with postmulti: give its "file"/,
  ],
  [
    apply({ schema: 1, instances: [{ name: "postfix-a" }] }).replace(
      "postmulti --apply",
      "setpriv --reuid=1 --clear-groups postmulti --apply",
    ),
    /document.json: Permission denied/,
  ],
];

Deno.test("--apply refuses wrong documents before anything is done", async () => {
  const { steps, before, after } = await runInWorld("ours", {
    setup: `${apply(QUIET)} > /dev/null; postmulti -l > /dev/null`,
    steps: REFUSED.map(([line]) => line),
  });
  for (const [index, { status, stdout, stderr }] of steps.entries()) {
    assertEquals([status, stdout], [1, ""], `${index}: ${stderr}`);
    assertMatch(stderr, REFUSED[index]?.[1] ?? /^$/);
  }
  assertUntouched(before, after);
});

Deno.test("--apply warns of a document that others can write, and does what it says", async () => {
  const { steps } = await runInWorld("ours", {
    steps: [
      apply(QUIET).replace("chmod 600", "chmod 666"),
      `chown 1 $WORLD/document.json; chmod 600 $WORLD/document.json; postmulti --apply $WORLD/document.json`,
      "postmulti --apply - < $WORLD/document.json",
    ],
  });
  assertEquals(steps.map(({ status }) => status), [0, 0, 0]);
  assertMatch(
    steps[0]?.stderr ?? "",
    /document.json: can be written by others, so that user decides what root does here/,
  );
  assertMatch(steps[1]?.stderr ?? "", /document.json: belongs to user 1/);
  assertEquals(steps[2]?.stderr, "");
});

/** A hook that does first what is about to be done, as another run would. */
const FASTER = `initialized
secondary postfix-a mta yes
secondary postfix-b mta yes
mkdir -m 755 /etc/postfix-a/postmulti.d
cat > /etc/postfix-a/postmulti.d/10-faster.sh <<'HOOK'
#!/bin/sh
# @postmulti-plugin 1 on=pre:start,pre:stop
echo "$2" >> /run/world/faster
exec postfix -c /etc/postfix-a "$2" > /dev/null 2>&1
HOOK
chmod 755 /etc/postfix-a/postmulti.d/10-faster.sh
`;

Deno.test("--apply does not mind who was faster to start or stop an instance", async () => {
  const with_ = (state: string) => ({
    schema: 1,
    instances: [{ name: "postfix-a", state }, {
      name: "postfix-b",
      main_cf: { message_size_limit: state === "started" ? "4711" : "4712" },
    }],
  } as const);
  const running = "postmulti -i postfix-a -p status";
  const { steps } = await runInWorld("ours", {
    setup: FASTER,
    steps: [
      apply(with_("started")),
      running,
      apply(with_("stopped")),
      `! ${running}`,
      "cat $WORLD/faster; postconf -c /etc/postfix-b -h message_size_limit",
    ],
  });
  assertEquals(steps.map(({ status }) => status), [0, 0, 0, 0, 0]);
  assertEquals(
    [resultOf(steps[0]), resultOf(steps[2])].map((result) => result.complete),
    [true, true],
  );
  assertEquals(steps[4]?.stdout, "start\nstop\n4712\n");
});

Deno.test("--apply takes its document from wherever a shell can give it", async () => {
  const given = (how: string) =>
    `bash -c '${how}' > $WORLD/out; status=$?; grep -c "^postfix-n: create" $WORLD/out; exit $status`;
  const ways = [
    "postmulti --apply - --dry-run < $WORLD/d.json",
    "postmulti --apply /dev/stdin --dry-run < $WORLD/d.json",
    "cat $WORLD/d.json | postmulti --apply /dev/stdin --dry-run",
    "cat $WORLD/d.json | postmulti --apply /dev/fd/0 --dry-run",
    "postmulti --apply <(cat $WORLD/d.json) --dry-run",
    "exec 7< <(cat $WORLD/d.json); postmulti --apply /proc/self/fd/7 --dry-run",
    "exec 7< $WORLD/d.json; postmulti --apply /dev/fd/7 --dry-run",
    "mkfifo $WORLD/f; cat $WORLD/d.json > $WORLD/f & postmulti --apply $WORLD/f --dry-run",
  ];
  const { steps } = await runInWorld("ours", {
    setup: `initialized
echo '{"schema": 1, "instances": [{"name": "postfix-n"}]}' > $WORLD/d.json
chmod 600 $WORLD/d.json`,
    steps: ways.map(given),
  });
  steps.forEach(({ status, stdout, stderr }, at) => {
    assertEquals([status, stdout], [0, "1\n"], `${ways[at]}: ${stderr}`);
  });
});
