/**
 * Neighbours that exchange files at the worst moment: the tool is held up by
 * strace(1) between looking at a path and using it. Data only.
 *
 * @module
 */

import { AS, OUTSIDE } from "./races.ts";

/** A moment, and what happens in it. */
export interface HeldUp {
  /** Completes the sentence `postmulti ...`. */
  readonly name: string;
  /** Shell text that makes the world. */
  readonly setup: string;
  /** The command line, without the name of the program. */
  readonly words: string;
  /** Where it is held up: options of strace(1). */
  readonly at: string;
  /** Shell text that succeeds once it is held up. */
  readonly moment: string;
  /** What the neighbour does; it may fail. */
  readonly deed: string;
  /** The exit status. */
  readonly status: number;
  /** What it says. */
  readonly says: RegExp;
  /** Whether the instance is listed afterwards, with its configuration. */
  readonly isKept: boolean;
}

const QUEUE = "/var/spool/postfix-out";

/** A hashed queue with logs in it, and a directory elsewhere that looks alike; the cache is filled. */
const HASHED = `${OUTSIDE}postmulti -l > /dev/null
install -d -o postfix -m 700 ${QUEUE}/defer \\
    ${QUEUE}/defer/5 ${QUEUE}/defer/5/A
mkdir -p $WORLD/outside/tree/A
for name in aaaaa1 A/aaaaa2; do
    echo log > ${QUEUE}/defer/5/$name
    echo precious > $WORLD/outside/tree/$name
done
`;

const LEAD_ELSEWHERE = `${AS} --reuid=postfix --regid=postfix sh -c '
cd ${QUEUE}/defer && mv 5 hidden && ln -s $WORLD/outside/tree 5'`;

const OLD = "/var/spool/postfix-old/deferred";

/** An instance to import, with a queue that was somebody else's. */
const FOREIGN = `${OUTSIDE}files postfix-old
mkdir -p ${OLD}/A $WORLD/outside/tree
echo mail > ${OLD}/A/AB12CD34EF
echo precious > $WORLD/outside/tree/AB12CD34EF
chown -R nobody ${OLD}
`;

/** Moments that must not be used. */
export const HELD_UP: readonly HeldUp[] = [
  {
    name: "does not wait for a FIFO that takes the place of main.cf",
    setup: `${OUTSIDE}chown nobody /etc/postfix-out`,
    words: "-l",
    at: "-P /etc/postfix-out/main.cf -e inject=openat:delay_enter=1500000",
    moment: "grep -q 'statx(' $WORLD/trace",
    deed: `${AS} --reuid=nobody --regid=nogroup sh -c '
cd /etc/postfix-out && mkfifo pipe && mv pipe main.cf'`,
    status: 1,
    says: /main\.cf: this is a FIFO, not a file/,
    isKept: false,
  },
  {
    name: "removes nothing elsewhere when a queue directory is a link by then",
    setup: HASHED,
    words: "-e destroy -i out",
    at: `-P ${QUEUE}/defer/5/aaaaa1 -e inject=unlink:delay_enter=1500000`,
    moment: "[ ! -e /etc/postfix-out/main.cf ]",
    deed: LEAD_ELSEWHERE,
    status: 0,
    says: /^$/,
    isKept: false,
  },
  {
    name: "gives up when a queue directory has become a link before it is ours",
    setup: HASHED,
    words: "-e destroy -i out",
    at: "-e inject=rename:delay_exit=1500000:when=1",
    moment: "! grep -q '^multi_instance_dir.*postfix-out' $main",
    deed: LEAD_ELSEWHERE,
    status: 1,
    says: /defer\/5: this is a symbolic link now, and was a directory/,
    isKept: true,
  },
  {
    name:
      "gives away nothing elsewhere when a queue directory is a link by then",
    setup: FOREIGN,
    words: "-e import config_directory=/etc/postfix-old",
    at: `-P ${OLD}/A/AB12CD34EF -e inject=chown:delay_enter=1500000`,
    moment: `[ "$(stat -c %U ${OLD}/A)" != nobody ]`,
    deed: `${AS} --reuid=postfix --regid=postfix sh -c '
cd ${OLD} && mv A hidden && ln -s $WORLD/outside/tree A'`,
    status: 0,
    says: /^$/,
    isKept: false,
  },
];

/** The command line of one: hold up, do the deed, wait for the end. */
export function stepOf({ words, at, moment, deed }: HeldUp): string {
  return `main=/etc/postfix/main.cf
: > $WORLD/trace
strace -f -o $WORLD/trace ${at} \\
    timeout -s KILL 120 postmulti ${words} &
n=0
until ${moment}; do
    n=$((n + 1))
    [ $n -lt 6000 ] || exit 99
    sleep 0.01
done
{ ${deed}; } 2> $WORLD/neighbour
wait $!`;
}
