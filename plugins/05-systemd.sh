#!/bin/sh
# @postmulti-plugin 1 on=pre:start,pre:stop,pre:reload,pre:abort,pre:drain,pre:quick-stop,instead:start,instead:stop,instead:reload,instead:abort,instead:drain,instead:quick-stop,fail:abort,fail:drain,fail:quick-stop timeout=300 delegates
#
# 05-systemd - has systemd start, stop and reload the instances
#
# On a host booted with systemd, what is typed in a shell or done by cron is handed to
# the unit of the instance. So the instance lives in the control group of its unit,
# survives a logout, and "systemctl status" knows it. Which unit that is:
#
#   postmulti@DIRECTORY.service, where the template of postmulti is installed;
#   else an instance of the distribution's template postfix@.service. It is named
#   after the directory where the template sets MAIL_CONFIG from its instance, as on
#   Debian from 13 on, else after the instance. What the files of the units say
#   counts, not the release. An instance without a unit is left to postfix(1).
#
# A unit that calls postmulti runs all hooks itself. It is asked before any other hook
# runs here; in there this steps aside. A unit that calls postfix(1) runs none. It is
# asked in place of postfix(1), once all other hooks have had their say.
#
#   start   a unit that is not active is started. Where the instance runs, in its
#           unit or outside, postfix(1) says so, as always.
#   stop    an active unit is stopped. An instance outside of its unit is stopped
#           by postfix(1), and is in its unit after the next start.
#   reload  as stop.
#   abort, drain, quick-stop
#           Where the unit calls postmulti: done by postfix(1). The unit learns that
#           this was wanted: it becomes inactive, not failed, and is not restarted
#           on failure. Elsewhere the unit is stopped: when the master has gone,
#           systemd ends the other processes anyway.
#
# postmulti -p leaves a unit alone whose instance is disabled: it only checks then.
#
# Boot order: through a link in /etc/systemd/system-generators, made at the first
# start, this file is a generator for systemd as well (three directories
# for arguments). It makes the distribution's units start one after the other, in the
# order of multi_instance_directories, and stop in the reverse order.
#
# Touches the link, and /run/postmulti-systemd. Without systemd it does nothing.
#
# Weak spots: when the time is up or the user interrupts, systemd goes on with the job.
# postfix -c DIRECTORY stop, which no hook sees, leaves the unit failed. At boot a unit
# that calls postfix(1) runs no hooks.
set -uf

generators=/etc/systemd/system-generators
notes=/run/postmulti-systemd

say() {
    printf '%s\n' "$*" >&2
}

# Where a unit file is; the first directory wins, as with systemd. A masked unit,
# which is not a regular file, does not count.
unit_file() {
    for directory in /etc /run /usr/local/lib /usr/lib /lib; do
        file=$directory/systemd/system/$1
        [ ! -e "$file" ] || break
    done
    [ -f "$file" ] && printf '%s\n' "$file"
}

# Sets template, and what it expects; false without one.
find_template() {
    template=$(unit_file postfix@.service) || return
    wants_escaped=
    ! grep -q '%I' "$template" || wants_escaped=yes
    # What the directories begin with, if the template makes them of its instance.
    prefix=$(sed -n 's/^Environment=.*MAIL_CONFIG=\(\/[^ "%]*\)%[Ii].*/\1/p' "$template" |
        tail -n 1)
}

# Sets unit to that of an instance: name_unit NAME DIRECTORY. A template that uses %I
# wants it escaped; one that uses %i wants the name as it is, and then not every
# name will do.
name_unit() {
    if [ -n "$prefix" ]; then
        escaped=$(systemd-escape -p -- "$2") beginning=$(systemd-escape -p -- "$prefix")
        case $prefix in */) beginning=$beginning- ;; esac
        case $escaped in
        "$beginning"?*) unit=postfix@${escaped#"$beginning"}.service ;;
        *) return 1 ;;
        esac
        return
    fi
    if [ -n "$wants_escaped" ]; then
        [ -n "$1" ] && unit=$(systemd-escape --template=postfix@.service -- "$1")
        return
    fi
    case $1 in
    '' | *[!A-Za-z0-9:_.-]*) return 1 ;;
    *) unit=postfix@$1.service ;;
    esac
}

# Debian up to 12 calls the primary instance "-", and its postfix.service does
# nothing; later versions have the primary instance in postfix.service.
unit_of_primary() {
    own=$(unit_file postfix.service) &&
        grep -Eq '^ExecStart=[^ ]*(postfix|postmulti)( |$)' "$own" &&
        echo postfix.service && return
    echo postfix@-.service
}

# --- as a generator

# Postfix finds no network and no name service that early.
setting() {
    postconf -o inet_interfaces= "$@" 2> /dev/null
}

generate() {
    find_template || return 0
    # Those units have an order already.
    ! unit_file postmulti@.service > /dev/null || return 0
    PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
    earlier=$(unit_of_primary)
    # Where every unit of the template comes before this one, none can be after it.
    ! grep -Eq "^Before=(.* )?$earlier( |\$)" "$template" || earlier=
    for directory in $(setting -h multi_instance_directories | tr , ' '); do
        name=$(setting -c "$directory" -h multi_instance_name) || continue
        name_unit "$name" "$directory" || continue
        [ -z "$earlier" ] || {
            mkdir -p "$1/$unit.d"
            printf '[Unit]\nAfter=%s\n' "$earlier" > "$1/$unit.d/50-postmulti-order.conf"
        }
        earlier="${earlier:+$earlier }$unit"
    done
}

# --- as a hook

# Go ahead here, and give the reason under -v, once in a run.
step_aside() {
    [ -n "${MAIL_VERBOSE+set}" ] || exit 0
    reported=$notes/reported
    run=$(cat "$reported" 2> /dev/null)
    [ "$run" != "$POSTMULTI_RUN_ID" ] || exit 0
    say "$*"
    mkdir -p "$notes" 2> /dev/null && printf '%s\n' "$POSTMULTI_RUN_ID" > "$reported"
    exit 0
}

read_settings() {
    boot_order=yes
    unit=
    [ -n "${POSTMULTI_CONF:-}" ] || return 0
    number=0
    while read -r line || [ -n "$line" ]; do
        number=$((number + 1))
        name=${line%%=*}
        name=${name%"${name##*[![:space:]]}"}
        value=${line#*=}
        value=${value#"${value%%[![:space:]]*}"}
        case $line in
        '' | '#'*) continue ;;
        *=*) ;;
        *) name= ;;
        esac
        case $name:$value in
        boot_order:yes | boot_order:no) boot_order=$value ;;
        unit:*.service) unit=$value ;;
        *)
            say "$POSTMULTI_CONF line $number: is neither \"boot_order = yes\" (or no)" \
                "nor \"unit = NAME.service\": correct it"
            exit 1
            ;;
        esac
    done < "$POSTMULTI_CONF"
}

# In a unit of Postfix the operation itself takes place. To hand it to another one
# could wait for ever, for systemd may do that one first, or after this. In a
# name space of its own a unit does not see its name: then its state decides.
is_in_unit() {
    seen=
    while IFS=: read -r _ hierarchy group; do
        case $hierarchy in '' | name=systemd) ;; *) continue ;; esac
        case $group/ in
        */"$unit"/* | */postfix.service/* | */postfix@*.service/* | */postmulti@*.service/*)
            return 0
            ;;
        //) ;;
        *) seen=yes ;;
        esac
    done < /proc/self/cgroup
    case $seen:$ActiveState in
    :*ing) return 0 ;;
    *) return 1 ;;
    esac
}

# A master that holds the lock is running; postfix(1) asks in the same way. With a wrong
# main.cf the answer is the same, and there is no such process.
is_running() {
    ! "$daemon_directory/master" -t 2> /dev/null &&
        read -r master < "$queue_directory/pid/master.pid" && [ -d "/proc/$master" ]
} 2> /dev/null

# Sets LoadState, ActiveState and CanReload, as systemctl shows them; runs_hooks, when
# the unit calls postmulti; and unit_directory, the MAIL_CONFIG that it sets.
look_at_unit() {
    LoadState='' ActiveState='' CanReload='' runs_hooks='' unit_directory=''
    shown=$(systemctl show -p LoadState -p ActiveState -p CanReload -p ExecStart \
        -p Environment -- "$unit" 2> /dev/null)
    for word in $shown; do
        case $word in
        LoadState=* | ActiveState=* | CanReload=*) eval "${word%%=*}=\${word#*=}" ;;
        path=*/postmulti) runs_hooks=yes ;;
        MAIL_CONFIG=* | Environment=MAIL_CONFIG=*) unit_directory=${word##*MAIL_CONFIG=} ;;
        esac
    done
}

# Sets unit. What postmulti has installed comes before what the distribution has.
choose_unit() {
    [ -z "$unit" ] || return 0
    if unit_file postmulti@.service > /dev/null; then
        unit=postmulti@$(systemd-escape -p -- "$config_directory").service
        return
    fi
    find_template || step_aside "systemd has no template postfix@.service: postfix(1) does it"
    case $json in
    *'"primary":true'*)
        unit=$(unit_of_primary)
        return
        ;;
    esac
    name_unit "${multi_instance_name:-}" "$config_directory" ||
        step_aside "systemd has no unit for ${multi_instance_name:-a nameless instance}" \
            "in $config_directory: postfix(1) does it"
}

# The generator is this file, in the place where it serves all instances.
keep_order() {
    case $json in
    *'"primary_config_directory":"'"${0%/postmulti.d/*}"'"'*) ;;
    *) return ;;
    esac
    link=$generators/postmulti-order
    target=$(readlink "$link")
    case $boot_order:$target in
    "yes:$0") return ;;
    yes:*)
        mkdir -p "$generators" && ln -sfn "$0" "$link" || {
            say "instances start in any order at boot: $link cannot be made"
            return
        }
        ;;
    "no:$0") rm -f "$link" || return ;;
    no:*) return ;;
    esac
    systemctl daemon-reload
}

# What the processes of the unit and the mail system have said since a moment ago.
# Before an instance runs, nothing of it reaches its maillog_file on Postfix 3.10.
tell_why() {
    journalctl --sync 2> /dev/null
    reasons=$(
        journalctl --quiet --no-pager --output=cat --since="@$began" _SYSTEMD_UNIT="$unit" \
            2> /dev/null | uniq | tail -n 12 | sed 's/^/journal: /'
        [ ! -f "$mail_log" ] || tail -c "+$((mail_log_size + 1))" "$mail_log" |
            grep -E ': (warning|error|fatal|panic): ' | tail -n 12 | sed 's/^/mail log: /'
    )
    [ -z "$reasons" ] || say "$reasons"
    case $POSTMULTI_OP:$mail_log:$reasons in
    start::* | *warning:* | *error:* | *fatal:* | *panic:*) ;;
    start:*)
        say "no log says why, since the instance itself writes $mail_log: to see it, run" \
            "\"postconf -c $config_directory maillog_file=\" and start it again"
        ;;
    esac
}

# Has systemd do it: delegate VERB STATE, the state that has to come of it.
delegate() {
    case $(id -u) in
    0) ;;
    *) step_aside "only root can have systemd $1 $unit" ;;
    esac
    case $json in
    *'"test":true'*)
        say "test: would run \"systemctl $1 $unit\""
        exit 77
        ;;
    esac
    case $2 in active) keep_order ;; esac
    mail_log=$("$command_directory/postconf" -h maillog_file)
    mail_log_size=0
    [ ! -f "$mail_log" ] || mail_log_size=$(wc -c < "$mail_log")
    began=$(date +%s)
    trap 'say "systemd goes on with it: see \"systemctl status $unit\""; exit 1' INT TERM HUP
    # What is meant for postfix.service goes to all instances, and this is for one.
    case $unit in
    postfix.service) mode=ignore-requirements ;;
    *) mode=replace ;;
    esac
    said=$(systemctl --no-ask-password --job-mode=$mode "$1" -- "$unit" 2>&1)
    status=$?
    printf '%s' "$said" | grep -v '^See ' >&2
    [ $status = 0 ] || {
        tell_why
        say "\"systemctl $1 $unit\" failed: see above and \"systemctl status $unit\""
        exit 1
    }
    look_at_unit
    case $2:$ActiveState in
    active:active | stopped:inactive | stopped:failed) ;;
    *)
        tell_why
        say "$unit is $ActiveState after \"systemctl $1\": see \"systemctl status $unit\""
        exit 1
        ;;
    esac
    case $2 in
    stopped)
        ! is_running || {
            tell_why
            say "$unit is stopped, but the instance still runs outside of it: stop it once more"
            exit 1
        }
        ;;
    esac
    case $POSTMULTI_PHASE:$POSTMULTI_OP in
    instead:quick-stop) : > "$queue_directory/quick-start" ;;
    esac
    say "done by systemd: \"systemctl $1 $unit\""
    exit 77
}

on_start() {
    case $ActiveState in
    activating | deactivating) ;;
    active | reloading)
        ! is_running || exit 0
        # What is left of an earlier run keeps the unit active.
        delegate restart active
        ;;
    *)
        if is_running; then
            say "the instance runs outside of $unit: stop and start it, and it is in there"
            exit 0
        fi
        ;;
    esac
    delegate start active
}

on_stop() {
    case $ActiveState in
    activating | deactivating | reloading) ;;
    active) is_running || exit 0 ;;
    *) exit 0 ;;
    esac
    delegate stop stopped
}

on_reload() {
    case $ActiveState:$CanReload in
    active:yes | reloading:yes) is_running || exit 0 ;;
    *) exit 0 ;;
    esac
    delegate reload active
}

# Inside the unit: systemd calls for a stop once the last process is gone, and takes
# it for a failure that there is nothing to stop.
inside_unit() {
    case $POSTMULTI_PHASE:$POSTMULTI_OP in
    pre:start) rm -f "$note" ;;
    pre:stop)
        if [ -e "$note" ] && ! is_running; then
            rm -f "$note"
            say "the instance has been stopped by hand"
            exit 77
        fi
        ;;
    esac
    exit 0
}

# systemd's generators get three directories, hooks PHASE OP INSTANCE.
case ${1:-} in
/*)
    generate "$1"
    exit
    ;;
esac

: "${daemon_directory:?}" "${command_directory:?}" "${config_directory:?}"
: "${queue_directory:?}" "${POSTMULTI_PHASE:?}" "${POSTMULTI_OP:?}"
IFS= read -r json || [ -n "$json" ] || {
    say "there is no event on standard input"
    exit 1
}
[ -d /run/systemd/system ] && command -v systemctl > /dev/null ||
    step_aside "this host is not booted with systemd: postfix(1) does it"
read_settings
choose_unit
note=$notes/$unit
look_at_unit
is_in_unit && inside_unit
[ "$LoadState" = loaded ] ||
    step_aside "$unit is ${LoadState:-unknown} to systemd: postfix(1) does it"
[ -z "$unit_directory" ] || [ "$unit_directory" -ef "$config_directory" ] ||
    step_aside "$unit is for the instance in $unit_directory: postfix(1) does it"
case $POSTMULTI_PHASE:$runs_hooks in
pre: | fail: | instead:yes) exit 0 ;;
esac

case $POSTMULTI_PHASE:$POSTMULTI_OP in
instead:start) on_start ;;
instead:stop | instead:abort | instead:drain | instead:quick-stop) on_stop ;;
instead:reload) on_reload ;;
pre:start) on_start ;;
pre:stop) on_stop ;;
pre:reload) on_reload ;;
pre:abort | pre:drain | pre:quick-stop)
    case $ActiveState in
    active | reloading) { mkdir -p "$notes" && : > "$note"; } 2> /dev/null ;;
    esac
    ;;
fail:*) rm -f "$note" ;;
esac
exit 0
