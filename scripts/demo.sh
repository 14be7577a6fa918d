#!/bin/sh
# demo.sh - build postmulti and show its main job on a real Postfix
#
# usage: scripts/demo.sh [--postmulti FILE]
#
# Does all the set-up, builds dist/postmulti, and opens a throwaway world
# (world.sh) in which demo_steps.sh runs it in the place of the stock tool: the
# border mail server of MULTI_INSTANCE_README, with mail through a content filter.
# Each command is printed before its output; the first one that does not end as
# expected stops the demo with status 1. Nothing is left on the host.
# --postmulti FILE shows another program instead of building ours.
set -eu

umask 022
unset MAIL_CONFIG MAIL_VERBOSE
root=$(cd "$(dirname "$0")/.." && pwd)
PATH=$PATH:/usr/sbin:/sbin
export PATH

case ${1:-} in
--postmulti) program=$2 ;;
'') program=$root/dist/postmulti ;;
*) echo "usage: scripts/demo.sh [--postmulti FILE]" >&2; exit 2 ;;
esac

# What the demo must not change on the host.
host_state() {
    find /etc /var/spool /var/lib -maxdepth 1 -name 'postfix*' 2> /dev/null | sort
    find /etc/postfix -type f -exec cksum {} + 2> /dev/null | sort
}

if [ "$program" = "$root/dist/postmulti" ]; then
    "$root/scripts/bootstrap.sh"
    (cd "$root" && .toolchain/bin/deno run -A --frozen scripts/build.ts)
fi

[ "$(id -u)" = 0 ] || {
    "$program" --version
    echo "demo.sh: the rest needs root, for the throwaway world a Postfix runs in:" \
        "run scripts/demo.sh as root"
    exit 0
}
"$root/scripts/install_packages.sh" postfix ip unshare make proxsmtpd || {
    echo "demo.sh: there is nothing to show it with: see above" >&2
    exit 1
}

before=$(host_state)
"$root/scripts/world.sh" --postmulti "$program" "$root/scripts/demo_steps.sh" < /dev/null
[ "$before" = "$(host_state)" ] || {
    echo "demo.sh: something on the host has changed:" >&2
    host_state >&2
    exit 1
}
