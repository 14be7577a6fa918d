#!/bin/sh
# in_release.sh - run one command in a minimal system of a Debian release
#
# usage: scripts/in_release.sh [--layers=NAME,...] [--network] RELEASE COMMAND [ARGUMENT...]
#
# The command runs as root in new mount, process, host name and IPC name spaces, on the
# system that release_root.sh has made, with the project at /project. What it changes
# is in a memory file system and is gone afterwards; only /project/dist and
# /project/.toolchain are those of the project itself.
#
# --layers says which layers are used: base, postfix, tests; all three unless said.
# Without --network the loopback interface is the only one. With it, the system has
# the host's network and its settings for the name service, apt and npm.
# $POSTMULTI and $PROJECT name the program and the project.
set -eu
umask 022

fail() {
    echo "in_release.sh: $*" >&2
    exit 1
}

if [ "${RELEASE_STAGE:-}" != inside ]; then
    [ "$(id -u)" = 0 ] || fail "run this as root: it needs name spaces"
    own=-n
    for word in "$@"; do
        case $word in
        --network) own= ;;
        -*) ;;
        *) break ;;
        esac
    done
    RELEASE_STAGE=inside exec unshare -m $own -p -u -i --fork --kill-child -- "$0" "$@"
fi
unset RELEASE_STAGE

chosen=base,postfix,tests
network=
while :; do
    case ${1:-} in
    --layers=*) chosen=${1#--layers=} ;;
    --network) network=yes ;;
    *) break ;;
    esac
    shift
done
[ $# -ge 2 ] || fail "usage: scripts/in_release.sh [--layers=NAME,...] [--network] RELEASE COMMAND..."
release=$1
shift

project=$(cd "$(dirname "$0")/.." && pwd)
layers=$project/.toolchain/roots/$release
stack=
for name in $(echo "$chosen" | tr , ' '); do
    [ -d "$layers/$name" ] || fail "there is no layer \"$name\" of $release: run scripts/release_root.sh"
    stack=$layers/$name${stack:+:$stack}
done

mount --make-rprivate /
# One place for all runs: what each mounts there is in a name space of its own.
system=$layers/mount
mkdir -p "$system"
mount -t tmpfs -o mode=755 system "$system"
mkdir "$system/root" "$system/upper" "$system/work"
mount -t overlay -o "lowerdir=$stack,upperdir=$system/upper,workdir=$system/work" \
    overlay "$system/root"
mkdir "$system/root/project" "$system/root/.host"

# Overlays nest two deep, and worlds inside worlds need both: see world.sh. A system
# without Postfix can get it later, so its directory is made as well.
for directory in etc usr/local usr/sbin usr/lib/postfix var/cache var/lib var/log; do
    mkdir -p "$system/root/$directory" "$system/plain/$directory"
    cp -a "$system/root/$directory/." "$system/plain/$directory/"
    mount --bind "$system/plain/$directory" "$system/root/$directory"
done
mount --bind "$project" "$system/root/project"
mount --rbind /dev "$system/root/dev"
mount --rbind /sys "$system/root/sys"
mount -t proc proc "$system/root/proc"
mount -t tmpfs -o mode=755 run "$system/root/run"
mount -t tmpfs -o mode=1777 tmp "$system/root/tmp"
mkdir -m 1777 "$system/root/run/lock"

if [ -n "$network" ]; then
    cp /etc/resolv.conf "$system/root/etc/"
    for file in /etc/npmrc "${HOME:-/root}/.npmrc" /usr/etc/npmrc; do
        [ ! -f "$file" ] || grep -vE '^(cafile|nodedir|prefix)' "$file" >> "$system/root/root/.npmrc" || :
    done
    [ ! -f /etc/ssl/certs/ca-certificates.crt ] || {
        mkdir -p "$system/root/etc/ssl/certs"
        cp /etc/ssl/certs/ca-certificates.crt "$system/root/run/host-certificates.crt"
        export NODE_EXTRA_CA_CERTS=/run/host-certificates.crt
    }
else
    ip link set lo up
fi
hostname fresh.example.com
echo '127.0.0.1 localhost fresh.example.com fresh' > "$system/root/etc/hosts"

cd "$system/root"
pivot_root . .host
umount -l /.host
rmdir /.host
HOME=/root POSTMULTI=/project/dist/postmulti PROJECT=/project
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export HOME PATH POSTMULTI PROJECT
cd /project
exec "$@"
