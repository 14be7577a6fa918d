/**
 * `--export | --apply -` changes nothing, whatever the configuration, and what
 * was exported is there again when it is applied to another one. Runs the
 * compiled program in a throwaway world; APPLY_SEED and APPLY_CASES steer it.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { apply, BORDER } from "./apply/border_document.ts";
import { oddConfigurations } from "./apply/odd_configuration.ts";
import { runInWorld } from "./world/run_in_world.ts";
import { write } from "./world/write_bytes.ts";

const SEED = Number(Deno.env.get("APPLY_SEED") ?? Date.now() % 1_000_000);
const CASES = Number(Deno.env.get("APPLY_CASES") ?? 25);

const FUNCTIONS = `
# What a document cannot say, it says on standard error.
export_to() {
    postmulti --export > $1 2> $WORLD/err && return
    [ -s $1 ] || fail "export"
    grep -v ' is left out: ' $WORLD/err && fail "export"
    grep -q ' is left out: ' $WORLD/err || fail "export"
}
tree() { find /etc/postfix* -type f -printf '%p %y %m %u %i %T@ %C@\\n' | sort; }
fail() { echo "$1"; cat $WORLD/out $WORLD/err; exit 1; }
unchanged() {
    tree > $WORLD/tree
    export_to $WORLD/document
    postmulti --apply - < $WORLD/document > $WORLD/out 2> $WORLD/err || fail "apply"
    grep -q '"changed":false' $WORLD/out || fail "changed"
    tree | diff $WORLD/tree - > $WORLD/out || fail "tree"
}
`;

const SETUP = `three
# An overlay copies what is opened for writing, once: before the first look.
for prototype in /etc/postfix/*.proto; do : >> $prototype; done
postmulti -l > /dev/null
for name in in out; do cp /etc/postfix-$name/main.cf $WORLD/$name.cf; done
cat > /run/functions <<'END_OF_FUNCTIONS'
${FUNCTIONS}
END_OF_FUNCTIONS
`;

Deno.test(`--export | --apply - changes nothing (seed ${SEED})`, async () => {
  const next = oddConfigurations(SEED);
  const steps = Array.from({ length: CASES }, () => {
    const [one, other] = [next(), next()];
    return `. /run/functions
${write("$WORLD/main", one.mainCf)}
cat $WORLD/in.cf $WORLD/main > /etc/postfix-in/main.cf
${write("/etc/postfix-in/master.cf", one.masterCf)}
${write("$WORLD/main", other.mainCf)}
cat $WORLD/out.cf $WORLD/main > /etc/postfix-out/main.cf
${write("/etc/postfix-out/master.cf", other.masterCf)}
unchanged`;
  });
  const results = (await runInWorld("ours", { setup: SETUP, steps })).steps;
  for (const [index, { status, stdout, stderr }] of results.entries()) {
    assertEquals(status, 0, `case ${index}: ${stdout}${stderr}`);
  }
});

Deno.test(`what --export says can be made of any other configuration (seed ${SEED})`, async () => {
  const next = oddConfigurations(SEED);
  const steps = Array.from({ length: CASES }, () => {
    const [one, other] = [next(), next()];
    return `. /run/functions
${write("$WORLD/main", one.mainCf)}
cat $WORLD/in.cf $WORLD/main > /etc/postfix-in/main.cf
${write("/etc/postfix-in/master.cf", one.masterCf)}
export_to $WORLD/wanted
${write("$WORLD/main", `${other.mainCf}\n`)}
cat $WORLD/in.cf $WORLD/main > /etc/postfix-in/main.cf
${write("/etc/postfix-in/master.cf", other.masterCf)}
postmulti --apply $WORLD/wanted > $WORLD/out 2> $WORLD/err || fail apply
postmulti --apply $WORLD/wanted > $WORLD/out 2> $WORLD/err || fail again
grep -q '"changed":false' $WORLD/out || fail "changed twice"
cat $WORLD/wanted; echo END; export_to $WORLD/found; cat $WORLD/found`;
  });
  const results = (await runInWorld("ours", { setup: SETUP, steps })).steps;
  for (const [index, { status, stdout, stderr }] of results.entries()) {
    assertEquals(status, 0, `case ${index}: ${stdout}${stderr}`);
    const [wanted, found] = stdout.split("END\n").map((text) =>
      JSON.parse(text).instances[1]
    );
    for (const member of ["main_cf", "master_cf"]) {
      for (const [name, value] of Object.entries(wanted[member])) {
        assertEquals(
          found[member][name],
          value,
          `case ${index}: ${name}`,
        );
      }
    }
  }
});

Deno.test("--export writes the border mail server, with plugins and what runs", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `${apply(BORDER)} > /dev/null
mkdir /etc/postfix/postmulti.d
printf '#!/bin/sh\\n# @postmulti-plugin 1 on=post:stop\\n' > /etc/postfix/postmulti.d/50-own.sh
chmod 755 /etc/postfix/postmulti.d/50-own.sh
echo x > /etc/postfix-out/x
postmulti -l > /dev/null`,
    steps: [
      "postmulti --export",
      `postmulti --export | postmulti --apply - --dry-run`,
      "postmulti -i in -p stop 2> /dev/null; postmulti --export | postmulti --apply - --dry-run",
      "postmulti --export > $WORLD/all; postfix stop 2> /dev/null; rm -r /etc/postfix-* /etc/postfix/postmulti.d /var/spool/postfix-* /var/lib/postfix-*; cp $WORLD/all /etc/all.json; sed -i '/^multi_inst/d' /etc/postfix/main.cf; postmulti --apply /etc/all.json > $WORLD/out && postmulti --export | diff /etc/all.json -",
      "postmulti --plugins list; postfix stop 2> /dev/null",
    ],
  });
  const [whole, same, stopped, again, plugins] = steps;
  const { instances } = JSON.parse(whole?.stdout ?? "");
  assertEquals(
    instances.map((
      one: Record<string, unknown>,
    ) => [one.name, one.state, one.enabled]),
    [[null, "started", true], ["postfix-out", "started", true], [
      "postfix-in",
      "started",
      true,
    ]],
  );
  assertEquals(instances[2].plugins, {
    "10-maintenance": { enabled: true, conf: "file = keep-away\n" },
  });
  assertEquals(instances[0].plugins["50-own"].file.name, "50-own.sh");
  assertEquals([same?.stdout, stopped?.stdout], [
    "nothing to do\n",
    "nothing to do\n",
  ]);
  assertEquals([again?.status, again?.stdout], [0, ""], again?.stderr);
  assert(/50-own/.test(plugins?.stdout ?? ""), plugins?.stdout);
});
