#!/bin/sh
# @postmulti-plugin 1 on=pre:start,pre:check timeout=120
#
# 20-chroot - prepares the chroot jail of an instance as the distribution does
#
# Debian and its kin run Postfix daemons in a jail, the queue directory, which has
# to hold copies of files of /etc, of name service libraries, of certificates. A
# script of the postfix package makes them. It is run before the default
# instance starts, and for others only where something thinks of it; here it is
# run before every start and check. What has to be in the jail, and the settings in
# /etc/default/postfix, are thus the distribution's, today and after an update.
#
# The script sees the instance through MAIL_CONFIG, as the instance that needs no
# name. So it needs no postmulti, and serves instances without a name as well.
#
# It removes and copies files as root. So this refuses directories in the jail
# that somebody else can write, or that are symbolic links which lead out of it.
# The jail of a running instance is left alone, because the script takes files
# away for a moment. Two runs for one instance wait for each other.
#
# Weak spot: a script of a later package that does not heed MAIL_CONFIG would
# prepare the default instance instead.
set -eu

: "${daemon_directory:?}" "${queue_directory:?}" "${config_directory:?}"

say() {
    printf '%s\n' "$*" >&2
}

refuse() {
    say "$*"
    exit 1
}

# Settings, over their defaults.
read_settings() {
    helper=/usr/lib/postfix/configure-instance.sh
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
        case $name in
        helper) helper=$value ;;
        *) refuse "$POSTMULTI_CONF line $number: is not \"helper = FILE\": correct it" ;;
        esac
    done < "$POSTMULTI_CONF"
}

# Nobody but root can write a directory, and it leads nowhere else.
trust() {
    real=$(cd -P -- "$1" && pwd)
    case $real/ in
    "$jail"/*) ;;
    *) refuse "$1: leads to $real, out of the queue directory:" \
        "replace the symbolic link by a directory" ;;
    esac
    found=$(find "$real" -prune -type d -user 0 ! -perm -020 ! -perm -002)
    [ -n "$found" ] || refuse "$1: can be written by others than root:" \
        "run \"chown root $1; chmod go-w $1\""
}

read_settings
[ -x "$helper" ] || {
    say "there is no $helper: on this system no jail is prepared"
    exit 0
}
# A master that holds the lock is running; postfix(1) asks in the same way.
"$daemon_directory/master" -t 2> /dev/null || exit 0

jail=$(cd -P -- "$queue_directory" && pwd)
cd -- "$jail"
trust "$jail"
for directory in dev etc lib lib/* usr usr/lib usr/lib/zoneinfo; do
    [ ! -d "$directory" ] || trust "$jail/$directory"
done

exec 9< "$jail"
! command -v flock > /dev/null || flock -w 60 9 ||
    refuse "$jail: another run is preparing it: try again"
"$helper" - < /dev/null 9<&- ||
    refuse "$helper could not prepare $jail for $config_directory (status $?): see above"
