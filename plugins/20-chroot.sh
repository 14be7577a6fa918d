#!/bin/sh
# @postmulti-plugin 1 on=pre:start,pre:check timeout=120
#
# 20-chroot - prepares the chroot jail of an instance as the distribution does
#
# Debian and its kin run Postfix daemons in a jail, the queue directory, which has
# to hold copies of files of /etc, of name service libraries, of certificates. A
# script of the postfix package makes them, from what is in /etc/default/postfix.
# There are two kinds of packages:
#
# - Postfix up to 3.8 on Debian: the service units run the script, postfix(1) does
#   not. Here it is run before every start and check. It gets "-" for the instance
#   and sees which one by MAIL_CONFIG. So it needs no postmulti, and serves
#   instances without a name as well.
# - Later packages, backports among them: Postfix's own scripts run it at every
#   start and check. Then it is not run here. The files of Postfix decide, not the
#   release: its post-install or postfix-script contains the path of the script.
#
# Either way the script removes and copies files as root. So this refuses directories
# in the jail that another user can write, or that are symbolic links which lead out
# of it. The jail of a running instance is left alone, because the older script
# takes files away for a moment. Two runs for one instance wait for each other.
#
# Weak spot: a script that neither Postfix runs nor heeds MAIL_CONFIG would prepare
# the default instance instead.
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

# Only root can write a directory, and it leads nowhere else.
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

# Whether Postfix runs the script by itself, before it starts the instance.
is_run_by_postfix() {
    grep -qsF -e "$helper" -- "$daemon_directory/post-install" "$daemon_directory/postfix-script"
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

! is_run_by_postfix || exit 0
exec 9< "$jail"
! command -v flock > /dev/null || flock -w 60 9 ||
    refuse "$jail: another run is preparing it: try again"
"$helper" - < /dev/null 9<&- ||
    refuse "$helper could not prepare $jail for $config_directory (status $?): see above"
