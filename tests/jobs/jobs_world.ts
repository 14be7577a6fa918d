/**
 * Worlds for tests of several instances at a time.
 *
 * @module
 */

import { runInWorld, type StepResult } from "../world/run_in_world.ts";

/**
 * Seven secondary instances: two groups of two, one disabled in one of them, and
 * two without a group. `turns` tells who began and ended when with the real
 * postfix(1), since the last `forget`: `a1 begin`, `a1 end`, in the order of time.
 */
export const GROUPS = `initialized
secondary postfix-a1 a yes
secondary postfix-b1 b yes
secondary postfix-a2 a yes
secondary postfix-off a no
secondary postfix-b2 b yes
secondary postfix-u1 "" yes
secondary postfix-u2 "" yes
mkdir $WORLD/tap
ln -s /usr/sbin/post* $WORLD/tap/
rm $WORLD/tap/postfix
cat > $WORLD/tap/postfix <<'TAP'
#!/bin/sh
name=\${MAIL_CONFIG#/etc/postfix-}
[ "$name" = "$MAIL_CONFIG" ] && name=primary
echo "$name begin" >> /run/world/turns
/usr/sbin/postfix "$@"
status=$?
[ $status = 0 ] || echo "$name: status $status" >> /run/world/failures
sleep 0.2
echo "$name end" >> /run/world/turns
exit $status
TAP
chmod 755 $WORLD/tap/postfix
put $main "command_directory = $WORLD/tap"
# Postfix waits for files that were changed a moment ago.
find /etc/postfix* -name '*.cf' -exec touch -d '2 days ago' {} +
cat > $WORLD/lib <<'LIB'
turns() { cat $WORLD/turns; }
failures() { cat $WORLD/failures 2> /dev/null; }
forget() { rm -f $WORLD/turns; }
# same LINE: run with JOBS empty and with JOBS=--jobs=3; tell whether all is the same
same() {
    JOBS=; ( eval "$1" ) > $WORLD/serial.out 2> $WORLD/serial.err; echo $? > $WORLD/serial.status
    JOBS=--jobs=3; ( eval "$1" ) > $WORLD/jobs.out 2> $WORLD/jobs.err; echo $? > $WORLD/jobs.status
    for part in out err status; do
        cmp $WORLD/serial.$part $WORLD/jobs.$part || diff $WORLD/serial.$part $WORLD/jobs.$part | head -20
        [ $part = status ] || wc -c < $WORLD/serial.$part
    done
    echo "status $(cat $WORLD/serial.status)"
}
LIB
`;

/** The results of command lines in such a world; they can use its functions. */
export async function stepsAmongGroups(
  ...lines: readonly string[]
): Promise<readonly StepResult[]> {
  const steps = lines.map((line) => `. $WORLD/lib\n${line}`);
  return (await runInWorld("ours", { setup: GROUPS, steps })).steps;
}

/** The places of `NAME begin` and `NAME end` in what `turns` told. */
export function readTurns(
  text: string,
): Readonly<Record<string, { readonly begin: number; readonly end: number }>> {
  const turns: Record<string, { begin: number; end: number }> = {};
  for (const [place, line] of text.trim().split("\n").entries()) {
    const [name = "", edge] = line.split(" ");
    const turn = turns[name] ??= { begin: -1, end: -1 };
    if (edge === "begin") turn.begin = place;
    else turn.end = place;
  }
  return turns;
}
