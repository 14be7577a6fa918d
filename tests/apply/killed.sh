# killed.sh - kill --apply at its renames, mkdirs and syncs, and run it again
#
# usage (in a world): sh killed.sh DIRECTORY STRIDE
#
# DIRECTORY has first.json and second.json. Every STRIDEth call is tried. Writes one
# line for each kill after which something was wrong, and how many kills there were.
set -u
: "${WORLD:?killed.sh: run this in a world}"
directory=$1
stride=$2
problems=0
kills=0

problem() {
    echo "$1"
    problems=$((problems + 1))
}

# What there is to compare: kinds, owners, modes and contents.
tree() {
    find /etc/postfix* /var/spool/postfix-* /var/lib/postfix-* \
        -printf '%y %m %u %g %p\n' | sort
    find /etc/postfix* -type f -exec sha256sum {} + | sort
}

apply() {
    postmulti --apply "$directory/$1.json" > "$WORLD/out" 2> "$WORLD/err"
}

# Keep the instances as they are, and bring them back: keep NAME, restore NAME.
# Only directories of instances are touched: those above them are the host's.
keep() {
    for parent in /etc /var/spool /var/lib; do
        mkdir -p "$WORLD/$1$parent"
        for path in "$parent"/postfix-* /etc/postfix; do
            [ -d "$path" ] && [ "${path%/*}" = "$parent" ] &&
                cp -a "$path" "$WORLD/$1$parent/"
        done
    done
}
restore() {
    rm -rf /etc/postfix-* /etc/postfix/* /var/spool/postfix-* /var/lib/postfix-*
    for path in "$WORLD/$1"/etc/postfix/* "$WORLD/$1"/etc/postfix-* \
        "$WORLD/$1"/var/spool/postfix-* "$WORLD/$1"/var/lib/postfix-*; do
        [ -e "$path" ] && cp -a "$path" "$(dirname "${path#"$WORLD/$1"}")/"
    done
}

# The instances there are can be listed, read and checked.
whole() {
    postmulti -l > "$WORLD/list" 2> "$WORLD/err" || problem "$1: $(cat "$WORLD/err")"
    while read -r _ _ _ config; do
        find /etc/postfix* -name '*.cf' -exec touch -c -d '2 days ago' {} +
        postconf -c "$config" > /dev/null 2> "$WORLD/err" ||
            problem "$1: $config: $(cat "$WORLD/err")"
        [ -s "$config/master.cf" ] || problem "$1: $config has no master.cf"
        case $config in /etc/postfix) continue ;; esac
        grep -q "^multi_instance_name = " "$config/main.cf" ||
            problem "$1: $config has half a main.cf"
        # Files come with their instance, not after it.
        [ -s "$config/table" ] || problem "$1: $config is listed without its files"
    done < "$WORLD/list"
}

# from BEFORE to AFTER: apply AFTER, killed at each call, and once more
from_to() {
    for call in rename mkdir fsync; do
        number=1
        while :; do
            restore "$1"
            strace -qq -o /dev/null -e trace=$call \
                -e inject=$call:signal=KILL:when=$number \
                postmulti --apply "$directory/$2.json" > /dev/null 2>&1 && break
            kills=$((kills + 1))
            what="$2 killed at $call $number"
            number=$((number + stride))
            whole "$what"
            apply "$2" || problem "$what: then $(cat "$WORLD/err")"
            tree | diff "$WORLD/$2.tree" - > "$WORLD/diff" ||
                problem "$what: then $(cat "$WORLD/diff")"
            apply "$2"
            grep -q '"changed":false' "$WORLD/out" || problem "$what: changes twice"
        done
    done
}

keep empty
apply first && tree > "$WORLD/first.tree" && keep first
apply second && tree > "$WORLD/second.tree"
from_to empty first
from_to first second
echo "$kills kills, $problems problems"
