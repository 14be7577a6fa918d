#!/bin/sh
# fresh_root.sh - a minimal system with Postfix, to try installing in
#
# usage: scripts/fresh_root.sh
#
# Makes .toolchain/fresh_root with debootstrap, once: what a minimal installation
# of the host's own Debian has, Postfix, and Postfix's package file. That takes a
# minute, 60 MB of the network and 220 MB of disk. Needs root and debootstrap;
# without these, or when the distribution's packages cannot be reached, says so
# and exits non-zero. The tests work on a layer above it and leave it as it is.
#
# Only the download sees the network. The packages' own scripts run in name spaces
# where nothing they start outlives them.
set -eu
umask 022

root=$(cd "$(dirname "$0")/.." && pwd)
result=$root/.toolchain/fresh_root
[ ! -e "$result" ] || exit 0
PATH=$PATH:/usr/sbin:/sbin

give_up() {
    echo "fresh_root.sh: no fresh root: $*" >&2
    exit 1
}

[ "$(id -u)" = 0 ] || give_up "it needs root: run this as root"
command -v debootstrap > /dev/null || give_up "there is no debootstrap: install it"
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' \
    2> /dev/null | sed -n "s/^$codename main //p" | head -n 1)
[ -n "$mirror" ] || give_up "apt knows no packages of this system's release: run apt-get update"

stage=$(mktemp -d "$root/.toolchain/fresh.XXXXXX")
trap 'rm -rf "$stage"' EXIT
choice='--variant=minbase --include=postfix'
complain() {
    tail -n 5 "$stage/log" >&2
    give_up "$1: see above"
}

echo "fresh_root.sh: making a minimal system with Postfix, for the tests of installing"
timeout 300 debootstrap $choice --make-tarball="$stage/packages.tar" \
    "$codename" "$stage/work" "$mirror" > "$stage/log" 2>&1 < /dev/null ||
    complain "the distribution's packages cannot be reached"

# Postfix's scripts ask for the host's name.
# shellcheck disable=SC2016,SC2086  # the inner shell expands; the choice is words
unshare -m -n -p -u -i --fork --kill-child --mount-proc sh -c '
    mount --make-rprivate /
    ip link set lo up
    hostname fresh.example.com
    exec debootstrap "$@"
' sh $choice --unpack-tarball="$stage/packages.tar" \
    "$codename" "$stage/root" "$mirror" > "$stage/log" 2>&1 < /dev/null ||
    complain "debootstrap failed"

find "$stage/root/var/cache/apt/archives" -name '*.deb' ! -name 'postfix_*' -exec rm -f {} +
mv "$stage/root" "$result"
