#!/bin/sh
# demo_steps.sh - the steps of the demo, inside a throwaway world
#
# usage: scripts/world.sh --postmulti FILE scripts/demo_steps.sh
#
# Builds the border mail server (demo_border.sh), sends mail through it from outside
# and from here while instances come and go, counts what has arrived, and draws the
# mail flow. Each result is checked; what is not as expected ends it with status 1.
set -eu
. "$(dirname "$0")/demo_border.sh"

# Messages at the mail hub with these words in their subject.
arrived() {
    { grep -l "^Subject: $1" "$WORLD"/hub/* || :; } | wc -l
}

has_arrived() {
    [ "$(arrived "$1")" -ge "$2" ]
}

# Messages whose delivery was tried and has failed for now.
are_waiting() {
    [ "$(find /var/spool/postfix-in/deferred -type f | wc -l)" -eq "$1" ]
}

# Messages at the mail hub with these words in their subject and the filter's header.
filtered() {
    { grep -l "^Subject: $1" "$WORLD"/hub/* | xargs grep -l '^X-Filtered: ' || :; } | wc -l
}

expect() {
    [ "$1" = "$2" ] || {
        echo "demo: NOT AS EXPECTED: $1, and not $2: $3" >&2
        exit 1
    }
}

from_outside() {
    run ip netns exec outside smtp-source -m "$1" -s 5 -S 'from outside' \
        -f sender@example.net -t staff@example.com 203.0.113.25:25
}

from_here() {
    show sendmail staff@example.com
    printf 'Subject: from here\n\nhello\n' | sendmail -i staff@example.com
}

echo "== mail, while instances are reloaded and one is stopped"
from_outside 20
from_here
run postmulti -g mta -p reload
from_outside 20
settle has_arrived 'from outside' 40
run postmulti -i postfix-out -p stop
from_outside 20
from_here
settle are_waiting 20
echo "20 messages wait in the queue of postfix-in"
run postmulti -i postfix-out -p start
run postmulti -i postfix-in -p flush
settle has_arrived 'from outside' 60
settle has_arrived 'from here' 2

echo "== what has arrived at mailhub.example.com"
for from in outside here; do
    echo "from $from: $(arrived "from $from") messages, $(filtered "from $from") of them" \
        "with the filter's header"
done
expect "$(arrived 'from outside') $(filtered 'from outside')" '60 60' 'mail from outside'
expect "$(arrived 'from here') $(filtered 'from here')" '2 0' 'mail from here'

echo "== what runs, and whether anything is wrong with it"
run postmulti --status
run postmulti --doctor

echo "== the mail flow"
run postmulti --map
