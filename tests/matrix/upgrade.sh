# Functions of upgrade_test.ts, for the shell in the system that is upgraded.

QUEUES="maildrop incoming active deferred hold corrupt"

# The queue files of an instance, one per line: queue_directory_of CONFIG_DIRECTORY
messages_of() {
    directory=$(postconf -c "$1" -hx queue_directory)
    for queue in $QUEUES; do
        find "$directory/$queue" -type f
    done | sort
}

# Whether so many messages are in a queue: holds CONFIG_DIRECTORY NUMBER
holds() {
    [ "$(messages_of "$1" | wc -l)" = "$2" ] || { messages_of "$1"; postqueue -c "$1" -p; false; } >&2
}

send() {
    printf 'Subject: %s\n\nA message that outlives an upgrade.\n' "$2" |
        sendmail -C "$1" -f root reader@localhost
}

# Waits up to a minute until a command succeeds.
soon() {
    tries=120
    until "$@" 2> /tmp/soon; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || { cat /tmp/soon >&2; return 1; }
        sleep 0.5
    done
}

# Five messages: three that are tried again later, one on hold, one not picked up.
fill_queue() {
    configuration=$1 word=$2
    for number in 1 2 3; do
        send "$configuration" "$word $number" || return 1
    done
    soon are_deferred "$configuration" 3 || return 1
    send "$configuration" "$word 4" && soon are_deferred "$configuration" 4 || return 1
    first=$(messages_of "$configuration" | head -n 1)
    postsuper -c "$configuration" -h "${first##*/}"
}

are_deferred() {
    directory=$(postconf -c "$1" -hx queue_directory)
    found=$(find "$directory/deferred" -type f | wc -l)
    [ "$found" = "$2" ] || { echo "$1: $found are deferred, not $2" >&2; false; }
}

# Waits in maildrop, since no instance runs that would pick it up.
drop() {
    send "$1" "$2 5" && holds "$1" 5
}

# What has to be the same after the upgrade as before.
ours() {
    {
        cat /var/lib/dpkg/info/postmulti.md5sums
        find /etc/postfix/postmulti.d /etc/postfix-out/postmulti.d -type f -exec stat -c '%n %a %u:%g' {} + \
            -exec md5sum {} + | sort
        dpkg-divert --list postmulti | sort
        postmulti -l
        for configuration in /etc/postfix /etc/postfix-out; do
            messages_of "$configuration" | sed 's,.*/,,' | sort
            postconf -c "$configuration" -nh multi_instance_name multi_instance_enable \
                multi_instance_wrapper multi_instance_directories queue_directory data_directory
        done
    } 2> /tmp/ours.errors
    [ ! -s /tmp/ours.errors ] || { cat /tmp/ours.errors >&2; return 1; }
}

all_arrived() {
    for word in primary second; do
        for number in 1 2 3 4 5; do
            found=$(grep -c "^Subject: $word $number\$" /var/mail/reader)
            [ "$found" = 1 ] || { echo "$word $number: $found times in the mailbox" >&2; return 1; }
        done
    done
}

# Whether the stock tool that was put aside is the one of the package that was downloaded.
stock_is_of() {
    dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/sbin/postmulti | cmp - "$2"
}
