#!/bin/sh
# apply.sh - how --apply grows with the number of instances
#
# usage: scripts/world.sh --postmulti dist/postmulti sh tests/bench/apply.sh [NUMBER...]
#
# Prints, for each NUMBER of instances (10, 100 unless told otherwise), how long
# --apply takes from nothing, with one change, and with none, in seconds.
set -eu
: "${WORLD:?apply.sh: run this in a world}"

# document NUMBER BANNER: that many instances, the last of them with a banner
document() {
    echo '{"schema": 1, "instances": ['
    number=1
    while [ "$number" -le "$1" ]; do
        banner=usual
        comma=,
        if [ "$number" = "$1" ]; then
            banner=$2
            comma=
        fi
        cat << END
{"name": "postfix-$number", "group": "g", "enabled": true,
 "main_cf": {"myhostname": "h$number.example.com", "smtpd_banner": "$banner",
             "transport_maps": "texthash:\$config_directory/transport"},
 "master_cf": {"smtp/inet": {"process_limit": 5}},
 "files": [{"path": "transport", "content": "example.com smtp:[192.0.2.1]\n"}]}$comma
END
        number=$((number + 1))
    done
    echo ']}'
}

# timed WHAT FILE
timed() {
    begin=$(date +%s.%N)
    postmulti --apply "$2" > "$WORLD/result"
    end=$(date +%s.%N)
    echo "$count instances, $1: $(echo "$end $begin" | awk '{ printf "%.2f", $1 - $2 }') s"
}

for count in "${@:-10}"; do
    document "$count" usual > "$WORLD/first.json"
    document "$count" other > "$WORLD/second.json"
    postmulti -l > /dev/null
    timed "from nothing" "$WORLD/first.json"
    timed "no change" "$WORLD/first.json"
    timed "one change" "$WORLD/second.json"
    begin=$(date +%s.%N)
    postmulti --export > "$WORLD/result"
    echo "$count instances, export: $(echo "$(date +%s.%N) $begin" | awk '{ printf "%.2f", $1 - $2 }') s"
    echo '{"schema": 1, "exclusive": true, "instances": []}' > "$WORLD/none.json"
    timed "all removed" "$WORLD/none.json" 2> /dev/null
    rm -rf /etc/postfix-* /var/spool/postfix-* /var/lib/postfix-*
done
