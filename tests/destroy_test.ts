/**
 * Destroying instances: what goes, what stays, and that no mail is lost. Runs
 * the compiled program against a real Postfix in throwaway worlds.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { runInWorld, type WorldResult } from "./world/run_in_world.ts";

const MADE = "initialized; postmulti -e create -I postfix-out 2>&1; " +
  "touch -d '1 hour ago' /etc/postfix*/main.cf; q=/var/spool/postfix-out";

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
touch $q/quick-start`;

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

/** A thing that is not Postfix's, how it got there, and what must stay. */
const KEPT: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "a directory of the administrator's",
    "mkdir -p $q/etc; cp /etc/hosts $q/etc/",
    "/var/spool/postfix-out/etc/hosts",
    /postfix-out: is kept, .* etc:/,
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
    "another file system",
    "mount -t tmpfs none $q/flush; touch $q/flush/example_com",
    "/var/spool/postfix-out/flush/example_com",
    /flush/,
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

/** When a message is submitted while an instance is destroyed, and what follows. */
const RACES = [
  {
    title: "a message from root that comes after the unlisting",
    stopped: 1,
    moment: "! grep -q postfix-out /etc/postfix/main.cf",
    submitter: "",
    outcome: "status 1, taken 1, found 1, listed 1",
  },
  {
    title: "a user's message that comes after the unlisting",
    stopped: 1,
    moment: "! grep -q postfix-out /etc/postfix/main.cf",
    submitter: "setpriv --reuid=nobody --regid=nogroup --clear-groups",
    outcome: "status 0, taken 0, found 0, listed 0",
  },
  {
    title: "a message from root that comes after the closing of maildrop",
    stopped: 2,
    moment: "[ ! -d /var/spool/postfix-out/maildrop ]",
    submitter: "",
    outcome: "status 0, taken 0, found 0, listed 0",
  },
] as const;

for (const { title, stopped, moment, submitter, outcome } of RACES) {
  Deno.test(`-e destroy loses not ${title}`, async () => {
    const setup = `${MADE}; c=/etc/postfix-out
      postconf -c $c 'authorized_submit_users = static:anyone' \\
        'compatibility_level = 3.6'
      touch -d '1 hour ago' /etc/postfix/main.cf $c/main.cf`;
    // The program is held up for two seconds after its first or second rename.
    // A client that finds no maildrop waits for one; it is ended after one second.
    const race = `
      strace -f -o /dev/null -e trace=rename \\
        -e inject=rename:delay_exit=2000000:when=${stopped} \\
        postmulti -e destroy -i out > /dev/null 2>&1 &
      for i in $(seq 500); do ${moment} && break; sleep 0.01; done
      echo hello | timeout 1 ${submitter} sendmail -C /etc/postfix-out \\
        -f a@example.com b@example.com > /dev/null 2>&1 && taken=1
      wait $!; status=$?
      found=$(find /var/spool -path '*maildrop*' -type f | wc -l)
      echo "status $status, taken \${taken:-0}, found $found," \\
        "listed $(postmulti -l | grep -c postfix-out)"`;
    const { steps } = await runInWorld("ours", { setup, steps: [race] });
    assertEquals(steps[0]?.stdout.trim(), outcome);
  });
}

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
