#!/bin/sh
# demo_steps.sh - the steps of the demo, inside a throwaway world
#
# usage: scripts/world.sh [--postmulti FILE] scripts/demo_steps.sh
#
# Makes an output and an input instance, starts them, looks at them, stops and
# destroys them. After each step the result is checked, not just the exit status.
set -eu

steps=0

fail() {
    echo "demo: NOT AS EXPECTED: $*" >&2
    exit 1
}

# Print a command as it would be typed.
show() {
    printf '#'
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_./:=,@%+-]*) printf " '%s'" "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    echo
}

# Show a command, run it, and expect status 0.
run() {
    show "$@"
    steps=$((steps + 1))
    status=0
    "$@" > "$WORLD/output" 2>&1 || status=$?
    cat "$WORLD/output"
    [ "$status" = 0 ] || fail "status $status of: $*"
}

# Expect a line in the output of the last command; the pattern is extended.
says() {
    grep -Eqx -e "$1" "$WORLD/output" || fail "no line of the output is: $1"
}

# Expect a number of lines in the output of the last command.
lines() {
    found=$(wc -l < "$WORLD/output")
    [ "$found" -eq "$1" ] || fail "$found lines of output, not $1"
}

# Expect a command to succeed, without showing it.
check() {
    "$@" > /dev/null 2>&1 || fail "$*"
}

# The process id in an instance's master.pid, if there is one.
master_pid() {
    tr -d ' ' 2> /dev/null < "/var/spool/$1/pid/master.pid"
}

is_running() {
    pid=$(master_pid "$1") && kill -0 "$pid" 2> /dev/null &&
        [ "$(readlink "/proc/$pid/exe")" = "$(postconf -h daemon_directory)/master" ]
}

is_stopped() {
    ! is_running "$1"
}

is_gone() {
    [ ! -e "$1" ] && [ ! -L "$1" ]
}

echo "== the primary instance gets a multi-instance manager"
run postmulti -e init
check [ "$(postconf -h multi_instance_enable)" = yes ]
run postconf multi_instance_wrapper multi_instance_enable
says 'multi_instance_wrapper = .*/postmulti -p --'

echo "== an output and an input instance, in one group"
run postmulti -e create -I postfix-out -G mta
run postmulti -e create -I postfix-in -G mta
run postmulti -l
lines 3
says '- +- +y +/etc/postfix'
says 'postfix-out +mta +n +/etc/postfix-out'
says 'postfix-in +mta +n +/etc/postfix-in'

echo "== each gets a port of its own"
for instance in out:10026 in:10025; do
    name=${instance%:*} port=${instance#*:}
    run postconf -c "/etc/postfix-$name" -e "myhostname = $name.example.com" \
        "master_service_disable =" "inet_interfaces = loopback-only" \
        "inet_protocols = ipv4" "maillog_file = /var/log/postfix-$name.log"
    run postconf -c "/etc/postfix-$name" -MX smtp/inet
    run postconf -c "/etc/postfix-$name" -Me \
        "127.0.0.1:$port/inet = 127.0.0.1:$port inet n - y - - smtpd"
done

echo "== enabled and started"
run postmulti -i postfix-out -e enable
run postmulti -i in -e enable
run postmulti -l -g mta
lines 2
says 'postfix-out +mta +y +/etc/postfix-out'
says 'postfix-in +mta +y +/etc/postfix-in'
run postmulti -g mta -p start
check is_running postfix-out
check is_running postfix-in
check is_stopped postfix
run ss -ltnH
says 'LISTEN .* 127\.0\.0\.1:10026 .*'
says 'LISTEN .* 127\.0\.0\.1:10025 .*'

echo "== one command for all, or for some"
run postmulti -x postconf -h queue_directory
lines 3
says /var/spool/postfix-in
run postmulti -g mta -x postconf -h myhostname
lines 2
says out.example.com
says in.example.com
run postmulti -i out -x sh -c 'echo $multi_instance_name: $config_directory'
says 'postfix-out: /etc/postfix-out'
run postmulti -g mta -p status

echo "== stopped, disabled, destroyed"
run postmulti -g mta -p stop
check is_stopped postfix-out
check is_stopped postfix-in
for name in postfix-out postfix-in; do
    run postmulti -i "$name" -e disable
    run postmulti -i "$name" -e destroy
    check is_gone "/etc/$name"
    check is_gone "/var/spool/$name"
    check is_gone "/var/lib/$name"
done
run postmulti -l
lines 1
says '- +- +y +/etc/postfix'

echo "demo: all $steps commands did what they should"
