/**
 * Which descriptors of its caller a child gets: a command of -x what the stock
 * tool gives it, every other child only standard input, output and error. The
 * compiled program and a real Postfix, in worlds.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { runInWorld, type Side } from "./world/run_in_world.ts";

/** `show FILE` notes the open descriptors of its caller: number and file. */
const SHOW = `initialized
secondary postfix-a mta yes
cat > /usr/local/bin/show <<'SHOW'
#!/bin/sh
# The descriptors of the shell itself do not count: it opens this file at 10.
echo "$1" >> /run/world/called
for at in /proc/$$/fd/*; do
    case "$(readlink $at)" in
        /run/world/caller*) echo "$1: \${at##*/}" ;;
    esac
done >> /run/world/shown
SHOW
chmod 755 /usr/local/bin/show
mkdir -m 755 /etc/postfix/postmulti.d
printf '#!/bin/sh\\n# @postmulti-plugin 1 on=pre:@change,post:@change,pre:check,pre:exec,post:exec\\nexec /usr/local/bin/show "hook $1:$2"\\n' \\
    > /etc/postfix/postmulti.d/10-hook.sh
chmod 755 /etc/postfix/postmulti.d/10-hook.sh
cat > /etc/postfix/postmulti.d/20-module.ts <<'MODULE'
// @postmulti-plugin 1 on=pre:@change,post:@change,pre:check,pre:exec,post:exec
export default async (event: { op: string; phase: string }): Promise<void> => {
  await new Deno.Command("/usr/local/bin/show", {
    args: [\`module \${event.phase}:\${event.op}\`],
  }).output();
};
MODULE
`;

/** Whom the caller calls, and what was called and got which descriptors then. */
interface Shown {
  /** Names of those that were called, once each. */
  readonly called: readonly string[];
  /** `NAME: DESCRIPTOR` for each descriptor of the caller's. */
  readonly got: readonly string[];
}

/** Open at 3, and at 200, which dash(1) cannot name. */
function caller(command: string): string {
  return `rm -f $WORLD/shown $WORLD/called
bash -c 'exec 3> $WORLD/caller3 200> $WORLD/caller200
${command} && show caller' || exit
sort -u $WORLD/called; echo; sort $WORLD/shown`;
}

async function play(
  side: Side,
  commands: readonly string[],
): Promise<readonly Shown[]> {
  const steps = commands.map((command) =>
    command.startsWith("rm ") ? command : caller(command)
  );
  const run = await runInWorld(side, { setup: SHOW, steps });
  return run.steps.filter(({ run }) => !run.startsWith("rm -r")).map((step) => {
    assertEquals(step.status, 0, step.stderr);
    const [called = "", got = ""] = step.stdout.split("\n\n");
    return { called: called.split("\n"), got: got.trim().split("\n") };
  });
}

/** What `show` says of somebody who has both. */
function both(name: string): readonly string[] {
  return [`${name}: 200`, `${name}: 3`];
}

Deno.test("hooks, modules and their children get no descriptors of the caller", async () => {
  const results = await play("ours", [
    "postmulti -i postfix-a -p check",
    "postmulti -e disable -i postfix-a",
    "postmulti -e create -I postfix-b",
  ]);
  const operations = ["check", "disable", "create"];
  assertEquals(
    results,
    operations.map((op, at) => ({
      called: at === 0 ? ["caller", `hook pre:${op}`, `module pre:${op}`] : [
        "caller",
        `hook post:${op}`,
        `hook pre:${op}`,
        `module post:${op}`,
        `module pre:${op}`,
      ],
      got: both("caller"),
    })),
  );
});

Deno.test("a command of -x gets them, with hooks around it as without", async () => {
  const [hooked, ...alone] = await play("ours", [
    "postmulti -i postfix-a -x show -x",
    "rm -r /etc/postfix/postmulti.d",
    "postmulti -i postfix-a -x show -x",
    "postmulti --jobs=2 -i postfix-a -x show -x",
  ]);
  const got = [...both("-x"), ...both("caller")];
  assertEquals(hooked, {
    called: [
      "-x",
      "caller",
      "hook post:exec",
      "hook pre:exec",
      "module post:exec",
      "module pre:exec",
    ],
    got,
  });
  const expected = { called: ["-x", "caller"], got };
  assertEquals(alone, [expected, expected]);
});

Deno.test("the stock tool gives a command of -x the same", async () => {
  assertEquals(await play("stock", ["postmulti -i postfix-a -x show -x"]), [{
    called: ["-x", "caller"],
    got: [...both("-x"), ...both("caller")],
  }]);
});

Deno.test("a lock of the caller is free after the start, while the instance runs", async () => {
  const { steps } = await runInWorld("ours", {
    setup: SHOW,
    steps: [
      `flock $WORLD/caller3 postmulti -i postfix-a -p start || exit
flock -n $WORLD/caller3 echo free; postmulti -i postfix-a -p status`,
    ],
  });
  assertEquals(steps[0]?.status, 0, steps[0]?.stderr);
  assertEquals(steps[0]?.stdout, "free\n");
});
