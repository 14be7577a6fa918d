/**
 * Destroying instances: what goes and what stays. Runs the compiled program
 * against a real Postfix in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { MADE } from "./destroy/made.ts";
import {
  runInWorld,
  testSetting,
  type WorldResult,
} from "./world/run_in_world.ts";

/** A started, used and drained instance, as far as Postfix can be made to. */
const USED = `${MADE}; c=/etc/postfix-out
postconf -c $c 'authorized_submit_users = static:anyone' maillog_file=/var/log/o \\
  'default_transport = discard' 'local_transport = discard' hash_queue_depth=2 \\
  'hash_queue_names = incoming active deferred bounce defer flush trace hold' \\
  'myhostname = out.example.com' 'compatibility_level = 3.6'
touch -d '1 hour ago' $c/main.cf
postfix -c $c start
for i in 1 2 3 4 5; do echo test | sendmail -C $c -f a@example.com b@example.com; done
postqueue -c $c -f
for i in $(seq 100); do
  postqueue -c $c -p | grep -q 'queue is empty' && break; sleep 0.1
done
postfix -c $c stop
touch $q/quick-start $c/main.cf.tmp`;

async function destroy(setup: string): Promise<WorldResult> {
  return await runInWorld("ours", {
    setup,
    steps: ["postmulti -e destroy -i out", "postmulti -l"],
  });
}

function below(result: WorldResult, path: string): string[] {
  return [...result.after.entries.keys()]
    .filter((entry) => entry === path || entry.startsWith(`${path}/`))
    .sort();
}

const PLACES = ["/etc", "/var/spool", "/var/lib"]
  .map((parent) => `${parent}/postfix-out`);

Deno.test("-e destroy removes a used, drained instance to the last directory", async () => {
  const result = await destroy(USED);
  assertEquals(result.steps[0]?.stderr, "");
  assertEquals(result.steps[0]?.status, 0);
  assert(
    below({ ...result, after: result.before }, PLACES[1] ?? "").length > 20,
  );
  assertEquals(PLACES.flatMap((place) => below(result, place)), []);
});

Deno.test("-e destroy removes the jail that the distribution's script has made, and nothing else of it", async () => {
  const setup = "jail /etc/postfix-out; cp /etc/hosts $q/etc/mine";
  const result = await destroy(`${MADE}; ${setup}`);
  const queue = PLACES[1] ?? "";
  const before = below({ ...result, after: result.before }, queue);
  assert(before.includes(`${queue}/etc/hosts`), before.join(" "));
  assertEquals(result.steps[0]?.status, 0);
  assertMatch(
    result.steps[0]?.stderr ?? "",
    /^postmulti: warning: \/var\/spool\/postfix-out: kept: it contains .*etc\/mine, which .*\n$/,
  );
  assertEquals(PLACES.flatMap((place) => below(result, place)), [
    queue,
    `${queue}/etc`,
    `${queue}/etc/mine`,
  ]);
});

/** A thing that is not Postfix's, how it got there, and what must stay. */
const KEPT: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "a file of the administrator's in the jail",
    "mkdir -p $q/etc; echo 127.0.0.1 mine > $q/etc/hosts",
    "/var/spool/postfix-out/etc/hosts",
    /postfix-out: kept: it contains .*etc\/hosts \(not as \/etc\/hosts is now\), which/,
  ],
  [
    "a symbolic link in a subdirectory",
    "ln -s /etc/hosts $q/private/link",
    "/var/spool/postfix-out/private/link",
    /private\/link/,
  ],
  [
    "a subdirectory that is a symbolic link",
    "rmdir $q/trace; mkdir /etc/postfix-x; touch /etc/postfix-x/ABCDEF; " +
    "ln -s /etc/postfix-x $q/trace",
    "/etc/postfix-x/ABCDEF",
    /trace/,
  ],
  [
    "a file with a second name",
    "echo precious > /etc/postfix/precious; ln /etc/postfix/precious $q/ABCDEF; " +
    "touch $q/defer/ABCDEF1; ln $q/defer/ABCDEF1 /var/spool/postfix-keep",
    "/var/spool/postfix-out/defer/ABCDEF1",
    /defer\/ABCDEF1/,
  ],
  [
    "a queue directory that is a file system of its own",
    "cp -a $q /var/spool/copy; mount -t tmpfs -o mode=755 none $q; " +
    "cp -a /var/spool/copy/. $q/; rm -rf /var/spool/copy",
    "/var/spool/postfix-out",
    /postfix-out: a file system is mounted here: unmount it/,
  ],
  [
    "a file deep in a queue",
    "mkdir -p $q/defer/A/B; touch $q/defer/A/AB12CD34EF $q/defer/A/B/my.notes",
    "/var/spool/postfix-out/defer/A/B/my.notes",
    /postfix-out: kept: it contains defer\/A\/B\/my\.notes, which/,
  ],
  [
    "a directory that another instance claims",
    "files postfix-in; sed -i 's,^queue_directory.*,queue_directory = " +
    "/var/spool/postfix-out/saved/in,' /etc/postfix-in/main.cf; " +
    "mkdir $q/saved/in; directories=/etc/postfix-out; listed /etc/postfix-in",
    "/var/spool/postfix-out/saved/in",
    /saved/,
  ],
  [
    "a file that Postfix's caches do not explain",
    "touch /var/lib/postfix-out/notes /var/lib/postfix-out/prng_exch",
    "/var/lib/postfix-out/notes",
    /notes/,
  ],
  [
    "a lookup table",
    "touch /etc/postfix-out/virtual",
    "/etc/postfix-out/virtual",
    /virtual/,
  ],
];

for (const [title, setup, path, says] of KEPT) {
  Deno.test(`-e destroy keeps and reports ${title}`, async () => {
    const result = await destroy(`${MADE}; ${setup}`);
    const step = result.steps[0];
    assertEquals(step?.status, 0, step?.stderr);
    assertMatch(step?.stderr ?? "", says);
    for (const line of step?.stderr.trim().split("\n") ?? []) {
      assertMatch(line, /^postmulti: warning: /);
    }
    assert(result.after.entries.has(path), `${path} is gone`);
    assert(!result.after.entries.has("/etc/postfix-out/main.cf"));
    assert(!result.steps[1]?.stdout.includes("postfix-out"));
  });
}

/** Makes the removal of a directory fail. */
function busy(name: string, command: string): string {
  return `strace -qq -o /dev/null -P /var/spool/postfix-out/${name} ` +
    `-e inject=rmdir:error=EBUSY ${command}`;
}

const BUSY_SAID = new RegExp(
  "^postmulti: warning: /var/spool/postfix-out/trace: Device or resource " +
    "busy: it is left as it is\n" +
    "postmulti: warning: /var/spool/postfix-out: Directory not empty: it is " +
    "left as it is\n" +
    "(postmulti: warning: .* was interrupted: it has been finished: .*\n)?" +
    "postmulti: fatal: .*, but 2 of its files and directories could not be " +
    "removed: see the warnings, and remove them by hand\n$",
);

Deno.test("-e destroy fails when it could not remove what is Postfix's", async () => {
  const result = await runInWorld("ours", {
    setup: MADE,
    steps: [busy("trace", "postmulti -e destroy -i out"), "postmulti -l"],
  });
  assertEquals(result.steps[0]?.status, 1);
  assertMatch(result.steps[0]?.stderr ?? "", BUSY_SAID);
  assert(!result.steps[1]?.stdout.includes("postfix-out"));
  assertEquals(PLACES.flatMap((place) => below(result, place)), [
    "/var/spool/postfix-out",
    "/var/spool/postfix-out/trace",
  ]);
});

Deno.test("--recover fails when it could not remove what is Postfix's", async () => {
  const { steps } = await runInWorld("ours", {
    setup: MADE,
    steps: [
      "strace -o /dev/null -e inject=unlink:signal=KILL:when=2 " +
      "postmulti -e destroy -i out",
      busy("trace", "postmulti --recover"),
      "postmulti --recover",
    ],
  });
  assertEquals(steps.map(({ status }) => status), [137, 1, 0]);
  assertMatch(steps[1]?.stderr ?? "", BUSY_SAID);
});

Deno.test("-e destroy does nothing when a queue cannot be removed", async () => {
  const result = await runInWorld("ours", {
    setup: MADE,
    steps: [busy("hold", "postmulti -e destroy -i out"), "postmulti -l"],
  });
  assertEquals(result.steps[0]?.status, 1);
  assertMatch(
    result.steps[0]?.stderr ?? "",
    /^postmulti: fatal: \S*\/hold: Device or resource busy: .* stays in the list\n$/,
  );
  assertMatch(result.steps[1]?.stdout ?? "", /postfix-out/);
  assertEquals(result.after, result.before);
});

/** What is mounted where, and what is said of it. */
const MOUNTED: readonly (readonly [setup: string, says: RegExp])[] = [
  [
    "mount --bind /var/spool/postfix/public $q/public",
    /has mounts in its directories: \/var\/spool\/postfix-out\/public: unmount them first/,
  ],
  [
    "mount -t tmpfs none $q/flush; touch $q/flush/example_com",
    /mounts in its directories: \/var\/spool\/postfix-out\/flush:/,
  ],
  [
    "touch /etc/postfix-out/extra; mount --bind /etc/hosts /etc/postfix-out/extra",
    /mounts in its directories: \/etc\/postfix-out\/extra:/,
  ],
  [
    'mkdir "/var/lib/postfix-out/a b"; mount --bind /etc "/var/lib/postfix-out/a b"',
    /mounts in its directories: \/var\/lib\/postfix-out\/a b:/,
  ],
  [
    "files postfix-in; directories=/etc/postfix-out; listed /etc/postfix-in; " +
    "cp -a $q/. /var/spool/postfix-in; mount --bind /var/spool/postfix-in $q",
    /\/var\/spool\/postfix-out of instance postfix-out is the same directory as \/var\/spool\/postfix-in, the queue_directory of instance postfix-in/,
  ],
];

Deno.test("-e destroy removes nothing where something is mounted", async () => {
  for (const [setup, says] of MOUNTED) {
    const { steps } = await runInWorld("ours", {
      setup: MADE,
      steps: [
        `. ${
          testSetting("PROJECT")
        }/tests/world/setup.sh; q=/var/spool/postfix-out; ${setup}
(cd / && find /etc/postfix* /var/spool/postfix* /var/lib/postfix* | sort > $WORLD/files)
postmulti -e destroy -i out; status=$?
(cd / && find /etc/postfix* /var/spool/postfix* /var/lib/postfix* | sort | cmp - $WORLD/files) || exit 9
for at in $q "/var/lib/postfix-out/a b" $q/public $q/flush /etc/postfix-out/extra; do
    umount "$at" 2> /dev/null
done
exit $status`,
      ],
    });
    assertEquals(steps[0]?.status, 1, `${setup}: ${steps[0]?.stderr}`);
    assertMatch(steps[0]?.stderr ?? "", says);
  }
});

Deno.test("-e destroy --dry-run changes nothing, and needs no lock", async () => {
  const result = await runInWorld("ours", {
    setup: MADE,
    steps: ["postmulti -e destroy -i out --dry-run"],
  });
  assertMatch(
    result.steps[0]?.stdout ?? "",
    /remove \/etc\/postfix-out\/main\.cf/,
  );
  assertEquals(result.after, result.before);
});
