#!/bin/sh
# steps.sh - the part of a whole-program test that runs inside its world
#
# usage: world.sh steps.sh DIRECTORY
#
# DIRECTORY holds `setup` (shell text) and `step.0`, `step.1`, ... (shell text,
# one command line each), written by run_in_world.ts. The setup runs first, with
# the functions of setup.sh. Then each step runs in a shell of its own with a
# bare environment; its exit status, stdout and stderr go to step.N.status,
# step.N.out and step.N.err. The trees named below are recorded before the
# first step and after the last one, in before/ and after/.
#
# The world's private directories are /etc, /run, /usr/local, /var/lib, /var/log,
# /var/mail and /var/spool; everything else is the host's, so a setup that needs a scratch
# place uses $WORLD.
#
# Between steps every configuration file is made to look old, because Postfix
# waits before it reads a file that was changed a moment ago.
set -u
directory=$1
cd "$directory" || exit 1
umask 022
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

# setup may add to this; the word list is expanded again for each record
roots='/etc/postfix* /var/spool/postfix* /var/lib/postfix*'

record() {
    mkdir -p "$1/files"
    find $roots -printf '%y\t%m\t%u\t%g\t%p\t%l\n' > "$1/tree" 2> /dev/null
    find $roots -type f -exec sha256sum {} + > "$1/sums" 2> /dev/null
    find $roots -type f \( -name main.cf -o -name master.cf -o -name main.cf.proto \) \
        -exec cp --parents -t "$1/files" {} + 2> /dev/null
}

age() {
    find /etc/postfix* -name '*.cf' -exec touch -c -d '2 days ago' {} + 2> /dev/null
}

# setup may replace this; it runs last, also after a setup that failed
at_end() {
    :
}

. "$(dirname "$0")/setup.sh"
if ! . ./setup > setup.out 2>&1; then
    echo "setup failed:" >&2
    cat setup.out >&2
    at_end
    exit 1
fi
age
record before
number=0
while [ -f "step.$number" ]; do
    (
        cd / # a step sees no path that differs from world to world
        env -i PATH="$PATH" HOME=/root LANG=C.UTF-8 TERM=dumb WORLD="$WORLD" \
            sh "$directory/step.$number"
    ) < /dev/null > "step.$number.out" 2> "step.$number.err"
    echo $? > "step.$number.status"
    age
    number=$((number + 1))
done
record after
at_end
