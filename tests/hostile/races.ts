/**
 * Neighbours that exchange files while the tool works: setups, commands, and
 * what must hold afterwards. Data only.
 *
 * @module
 */

/** A race. */
export interface Race {
  /** Completes the sentence `postmulti ...`. */
  readonly name: string;
  /** Shell text that makes the world. */
  readonly setup: string;
  /** Shell text for the other racer, which goes on until it is killed. */
  readonly racer: string;
  /** Shell text that is run over and over; it exits when something is wrong. */
  readonly round: string;
  /** How often. */
  readonly rounds: number;
}

/** Three instances, and things outside that must stay as they are. */
export const OUTSIDE = `three
sed -i /^maillog_file/d $main
mkdir $WORLD/outside
echo untouched > $WORLD/outside/canary
cp /etc/postfix-out/main.cf $WORLD/outside/main.cf
cp /etc/postfix-out/main.cf $WORLD/good
roots="$roots $WORLD/outside"
`;

/** Neither a crash nor a hang, whatever is met. */
const SANE = `check() {
    timeout -s KILL 60 postmulti "$@" > $WORLD/stdout 2> $WORLD/stderr
    status=$?
    if [ $status -gt 1 ] || grep -q 'panic: ' $WORLD/stderr; then
        echo "$@: status $status" >&2
        cat $WORLD/stderr >&2
        exit 1
    fi
    return 0
}
`;

/** Runs a command as somebody else. */
export const AS = "setpriv --clear-groups";

/** Races that must not be lost. */
export const RACES: readonly Race[] = [
  {
    name:
      "edits main.cf while it is exchanged for a link, and never its target",
    setup: OUTSIDE,
    racer: `cd /etc/postfix-out
while :; do
    ln -s $WORLD/outside/main.cf link; mv -T link main.cf
    cp $WORLD/good file; mv file main.cf
done`,
    round: `${SANE}check -e enable -i out
check -e disable -i out`,
    rounds: 40,
  },
  {
    name: "reads main.cf while it is exchanged for a FIFO, and never hangs",
    setup:
      `${OUTSIDE}chown -R nobody /etc/postfix-out; chmod 755 /etc/postfix-out
chmod 644 $WORLD/good`,
    racer: `cd /etc/postfix-out
exec ${AS} --reuid=nobody --regid=nogroup sh -c 'while :; do
    mkfifo pipe; mv pipe main.cf
    mkdir tree; rm main.cf; mv -T tree main.cf; rmdir main.cf
    ln -s /dev/zero link; mv -T link main.cf
    cp $WORLD/good file; mv file main.cf
done'`,
    round: `${SANE}check -l
check -x true
check -e enable -i out
check -e deport -i out`,
    rounds: 30,
  },
  {
    name: "edits nothing in a directory whose owner exchanges files in it",
    setup:
      `${OUTSIDE}chown -R nobody /etc/postfix-out; chmod 755 /etc/postfix-out
chmod 644 $WORLD/good`,
    racer: `cd /etc/postfix-out
exec ${AS} --reuid=nobody --regid=nogroup sh -c 'while :; do
    ln -s $WORLD/outside/canary main.cf.tmp
    ln -s $WORLD/outside/new postmulti.lock
    ln -s $WORLD/outside/main.cf link; mv -T link main.cf
    cp $WORLD/good file; mv file main.cf
    rm -f main.cf.tmp postmulti.lock
done'`,
    round: `${SANE}check -e enable -i out
test $status = 1 || exit 1
check -e assign -i out -G other
test $status = 1 || exit 1
check -e destroy -i out
test $status = 1 || exit 1`,
    rounds: 25,
  },
  {
    name:
      "destroys a queue while Postfix's user leads its directories elsewhere",
    setup: `${OUTSIDE}mkdir $WORLD/outside/tree
for file in canary aaaaa1 aaaaa9; do echo > $WORLD/outside/tree/$file; done
mkdir $WORLD/outside/tree/A
cat > $WORLD/fill <<'FILL'
# Made elsewhere, so that nobody leads this script astray.
mkdir /var/spool/made
cd /var/spool/made
install -d -o postfix -m 700 defer defer/5 defer/5/A defer/5/B defer/5/C
for name in canary aaaaa1 aaaaa2 aaaaa3 aaaaa4 aaaaa5 aaaaa6 aaaaa7 aaaaa9; do
    echo > defer/5/$name
    chown postfix defer/5/$name
done
cd /
rm -rf /var/spool/postfix-out
mv /var/spool/made /var/spool/postfix-out
FILL`,
    racer: `exec ${AS} --reuid=postfix --regid=postfix sh -c '
while :; do
    cd /var/spool/postfix-out/defer && while :; do
        mv 5 hidden && ln -s $WORLD/outside/tree 5 && rm 5 && mv hidden 5 || break
    done
    cd /
done'`,
    round: `${SANE}umask 022
cp -a /etc/postfix-out $WORLD/conf; cp -a /etc/postfix/main.cf $WORLD/main.cf
sh $WORLD/fill
check -e destroy -i out
rm -rf /etc/postfix-out
mkdir -p /var/lib/postfix-out; chown postfix /var/lib/postfix-out
mv $WORLD/conf /etc/postfix-out; cp -a $WORLD/main.cf /etc/postfix/main.cf
rm -f /etc/postfix/postmulti.lock`,
    rounds: 20,
  },
];

/** The command lines of a race: the other racer starts, all rounds, it ends. */
export function stepsOf({ racer, round, rounds }: Race): string[] {
  return [
    `cat > $WORLD/racer <<'RACER'
${racer}
RACER
sh $WORLD/racer < /dev/null > /dev/null 2>&1 & echo $! > $WORLD/pid`,
    `n=0
while [ $n -lt ${rounds} ]; do
${round}
n=$((n + 1))
done`,
    "kill -KILL $(cat $WORLD/pid)",
  ];
}
