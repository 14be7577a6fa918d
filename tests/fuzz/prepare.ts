/**
 * Making the world of a worker: instances, journals of killed runs, a cache, a
 * canary, and a copy of it all. Touches its world only.
 *
 * @module
 */

import { saveDisk } from "./disk.ts";
import type { Target } from "./target.ts";
import { DUMP } from "./words.ts";

const CORPUS = `${import.meta.dirname}/../fuzz_corpus`;
const SETUP = `${import.meta.dirname}/../world/setup.sh`;

/**
 * A journal is what a run leaves that is killed while it waits for somebody's
 * main.cf.tmp, halfway through its plan.
 */
const PREPARE = `set -eu
. ${SETUP}
mkdir -p $WORLD/canary
echo untouched > $WORLD/canary/file
printf '#!/bin/sh\\nprintf "%%s\\\\000" "$@"\\n' > ${DUMP}
chmod 755 ${DUMP}
# Postfix's logger takes its time when it has to write to a file itself.
sed -i /^maillog_file/d $main
three
files postfix-old mta
for name in in out msa old; do
    for queue in active deferred maildrop pid private public; do
        install -d -o postfix /var/spool/postfix-$name/$queue
    done
done
age() { find /etc/postfix* -type f -exec touch -d '2 days ago' {} +; }
journal() {
    file=$1
    shift
    touch $main.tmp
    flock $main.tmp sleep 60 & holder=$!
    while flock -n $main.tmp true; do sleep 0.1; done
    /usr/sbin/postmulti "$@" & run=$!
    until [ -s /etc/postfix/postmulti.lock ]; do sleep 0.1; done
    sleep 0.5
    kill -KILL $run
    wait $run || :
    cp /etc/postfix/postmulti.lock $WORLD/$file.journal
    # flock(1) and its sleep hold the lock together.
    kill $(ps -o pid= --ppid $holder) $holder
    wait $holder || :
    /usr/sbin/postmulti --recover
    age
}
age
postmulti -l
journal create -e create -I postfix-new
journal destroy -e destroy -i out
# The list is remembered as soon as the files have settled.
age
remembered=/var/cache/postmulti/%2Fusr%2Fsbin%2Fpostconf
until [ -s $remembered.instances ]; do sleep 0.5; postmulti -l; done
cp $remembered $WORLD/good.cache
cp $remembered.instances $WORLD/good.instances`;

/** Makes the world. @throws {Error} when that fails. */
export async function prepareWorld(): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", PREPARE],
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(text.decode(stdout) + text.decode(stderr));
  await saveDisk();
}

/** An example of a kind of input. */
export interface Example {
  /** The name of its file. */
  readonly name: string;
  /** What is in it. */
  readonly bytes: Uint8Array;
}

/** Good and bad examples of a kind of input: the corpus's, and the world's own. */
export function readCorpus({ name, examples }: Target): Example[] {
  const own = `${CORPUS}/${name}`;
  const names = examples.length === 0
    ? []
    : [...Deno.readDirSync(own)].map((entry) => entry.name).sort();
  return [...names.map((file) => `${own}/${file}`), ...examples]
    .map((path) => ({
      name: path.slice(path.lastIndexOf("/") + 1),
      bytes: Deno.readFileSync(path),
    }));
}
