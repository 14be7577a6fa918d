#!/bin/sh
# systemd_world.sh - a booted systemd in a throwaway Postfix world
#
# usage: systemd_world.sh prepare                clear /etc/systemd; boot does it, too
#        systemd_world.sh boot                   start it and wait until it is up
#        systemd_world.sh run COMMAND [ARG...]   run a command in it
#        systemd_world.sh login NAME COMMAND ... the same in a session of its own
#        systemd_world.sh logout NAME            end everything in that session
#        systemd_world.sh shutdown               stop its units in order, and it
#        systemd_world.sh end                    kill it, with all that runs in it
#        systemd_world.sh with COMMAND [ARG...]  boot, run COMMAND beside it, end
#
# To be called inside the world of scripts/world.sh, from any process there. The
# service manager is the first process of a process name space, a mount name space
# and a control group name space that lie within the world's; everything else is the
# world's, its files and its network among them. A second boot is a reboot: what the
# units have written stays, /run/systemd is empty again.
#
# Only the journal and Postfix are started. All other units that the distribution
# starts by itself are masked, and so are all generators but Postfix's, for they
# belong to a machine: devices, kernel settings, consoles, sessions.
#
# /dev has only what programs need, without the kernel's log and the consoles;
# /sys and /proc/sys are read-only: nothing in here reaches the host. The control
# groups lie below that of the caller and are removed at the end. When the world is
# killed first, they stay, empty; the next boot removes the old ones.
#
# `login` puts the command where a shell or a cron job would be: into a scope below
# user.slice, and without the variables of a unit. `run` leaves it there for the time
# of the command alone.
#
# Needs the systemd package, nothing else of its suite, and no D-Bus.
set -eu

: "${WORLD:?call this inside scripts/world.sh}"
state=$WORLD/systemd
groups=$state/cgroup
deadline=120

fail() {
    echo "systemd_world.sh: $*" >&2
    exit 1
}

manager() {
    cat "$state/manager" 2> /dev/null || fail "there is no systemd: boot first"
}

is_alive() {
    [ -d "/proc/$1" ] && ! grep -q '^State:.Z' "/proc/$1/status" 2> /dev/null
}

# Wait until a command succeeds: until_true WHAT COMMAND...
until_true() {
    what=$1
    shift
    tries=$((deadline * 20))
    until "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        sleep 0.05
    done
}

# --- before the boot, in the world

# Masks what would be started, but the words after the directory.
mask_all_but() {
    for unit in "/lib/systemd/system/$1"/*; do
        [ -e "$unit" ] || continue
        name=${unit##*/}
        case " $2 " in *" $name "*) continue ;; esac
        ln -sf /dev/null "/etc/systemd/system/$name"
    done
}

prepare() {
    mkdir -p "$state"
    [ ! -e "$state/prepared" ] || return 0
    [ -x /lib/systemd/systemd ] || fail "there is no systemd: install the package"
    rm -rf /etc/systemd/system /etc/systemd/system-generators
    mkdir -p /etc/systemd/system/multi-user.target.wants /etc/systemd/system-generators
    keep='systemd-journald.service systemd-journald.socket systemd-journald-dev-log.socket'
    for directory in /lib/systemd/system/*.target.wants; do
        mask_all_but "${directory##*/}" "$keep"
    done
    for generator in /lib/systemd/system-generators/*; do
        case $generator in */postfix-*) continue ;; esac
        ln -s /dev/null "/etc/systemd/system-generators/${generator##*/}"
    done
    ln -s /lib/systemd/system/multi-user.target /etc/systemd/system/default.target
    ln -s /lib/systemd/system/postfix.service /etc/systemd/system/multi-user.target.wants/
    mkdir -p /etc/systemd/journald.conf.d /etc/systemd/system.conf.d
    printf '[Journal]\nStorage=volatile\nRateLimitIntervalSec=0\n' \
        > /etc/systemd/journald.conf.d/world.conf
    : > /etc/fstab
    uname -n > /etc/hostname
    tr -d - < /proc/sys/kernel/random/uuid > /etc/machine-id
    : > "$state/prepared"
}

# The place of this process in the second version of control groups.
own_group() {
    sed -n 's/^0:://p' /proc/self/cgroup
}

prepare_groups() {
    if ! mountpoint -q "$groups"; then
        mkdir -p "$groups"
        mount -t cgroup2 cgroup2 "$groups" || fail "no control groups of version 2 here"
    fi
    parent=$groups$(own_group)
    for left in $(find "$parent" -mindepth 1 -maxdepth 1 -name 'postmulti-world.*' -mmin +10); do
        remove_group "$left"
    done
    group=$(mktemp -d "$parent/postmulti-world.XXXXXX")
    echo "$group" > "$state/group"
}

# Removes a control group and those below it; one with processes stays.
remove_group() {
    find "$1" -depth -type d -exec rmdir {} + 2> /dev/null || [ ! -d "$1" ]
}

# --- in the new name spaces

new_devices() {
    mount -t tmpfs -o mode=755,nosuid devices "$state/dev"
    for node in null zero full random urandom tty; do
        : > "$state/dev/$node"
        mount --bind "/dev/$node" "$state/dev/$node"
    done
    mkdir "$state/dev/shm" "$state/dev/pts"
    mount -t tmpfs -o mode=1777 shm "$state/dev/shm"
    mount --bind /dev/pts "$state/dev/pts"
    ln -s pts/ptmx "$state/dev/ptmx"
    ln -s /proc/self/fd "$state/dev/fd"
    for number in 0:stdin 1:stdout 2:stderr; do
        ln -s "/proc/self/fd/${number%%:*}" "$state/dev/${number#*:}"
    done
    mount --move "$state/dev" /dev
}

become_manager() {
    mkdir -p "$state/dev"
    new_devices
    mount --bind /proc/sys /proc/sys
    mount -o remount,bind,ro /proc/sys
    mount -o remount,bind,ro /sys
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
    cd /
    exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        /lib/systemd/systemd --system --log-target=journal --show-status=no \
        < /dev/null > /dev/null 2>&1
}

# --- commands

is_up() {
    is_alive "$(cat "$state/manager" 2> /dev/null)" && [ -S /run/systemd/private ]
}

boot() {
    [ ! -e "$state/manager" ] || fail "systemd is already booted"
    prepare
    rm -rf /run/systemd /run/log/journal /run/credentials
    prepare_groups
    sh -c 'echo $$ > "$1/cgroup.procs" || exit
        shift
        exec unshare -C -m -p --fork --kill-child --mount-proc -- "$@"' \
        sh "$group" "$0" become-manager > "$state/log" 2>&1 < /dev/null &
    holder=$!
    echo $holder > "$state/holder"
    until_true child has_child $holder || fail "unshare did not start: $(cat "$state/log")"
    # Seen from inside, it would be a process without a number.
    echo $holder > "$parent/cgroup.procs"
    until_true socket is_up || fail "systemd did not start: $(cat "$state/log")"
    # Prints "running", or "degraded" with status 1: a unit has failed.
    timeout $deadline "$0" run systemctl is-system-running --wait > "$state/running" ||
        grep -q degraded "$state/running" ||
        fail "systemd did not boot within $deadline s: $(run systemctl list-jobs)"
}

has_child() {
    child=$(cat "/proc/$1/task/$1/children" 2> /dev/null)
    child=${child%% *}
    [ -n "$child" ] && echo "$child" > "$state/manager"
}

enter() {
    nsenter -t "$(manager)" -m -p -C -- "$@"
}

# Control groups are joined before the name spaces are, and left for good.
run() {
    name=run-$$
    login "$name" "$@"
}

login() {
    unit=$1
    shift
    manager > /dev/null
    scope="$(cat "$state/group")/user.slice"
    enter systemd-run --scope --quiet --collect --slice=user.slice --unit="$unit" \
        env -u INVOCATION_ID "$@"
}

logout() {
    enter systemctl stop "$1.scope"
}

clear_state() {
    until_true gone group_is_empty || fail "processes are left in $(cat "$state/group")"
    remove_group "$(cat "$state/group")" || fail "$(cat "$state/group") cannot be removed"
    rm -f "$state/manager" "$state/holder" "$state/group"
}

group_is_empty() {
    ! grep -q '^populated 1' "$(cat "$state/group")/cgroup.events"
}

has_ended() {
    ! is_alive "$1"
}

shutdown() {
    pid=$(manager)
    # Not "systemctl poweroff", which asks D-Bus first.
    enter systemctl start --no-block --job-mode=replace-irreversibly poweroff.target
    until_true ended has_ended "$pid" || fail "systemd did not shut down in $deadline s"
    clear_state
}

end() {
    [ -e "$state/holder" ] || return 0
    kill -KILL "$(cat "$state/holder")" 2> /dev/null || :
    clear_state
}

[ $# -gt 0 ] || fail "no command given: see the top of this file"
command=$1
shift
case $command in
prepare | boot | run | login | logout | shutdown | end) "$command" "$@" ;;
become-manager) become_manager ;;
with)
    trap end EXIT
    trap 'exit 130' INT TERM HUP
    boot
    "$@"
    ;;
*) fail "$command: no such command: see the top of this file" ;;
esac
