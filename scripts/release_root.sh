#!/bin/sh
# release_root.sh - a minimal system of one Debian release, to run tests in
#
# usage: scripts/release_root.sh [--tests] [RELEASE]
#
# RELEASE is a code name, such as trixie; without one it is the release of this host.
# Makes .toolchain/roots/RELEASE once, as layers that are mounted one over the other
# (in_release.sh does so):
#
#   base      what a minimal installation has
#   postfix   the Postfix of that release, as its package sets it up without being
#             asked, and the package file
#   tests     what the project's own tests use besides; made only with --tests
#
# The first two take two minutes, 100 MB of the network and 300 MB of disk. Needs
# root and debootstrap. Without these, or when the mirror that apt uses does not have
# the release, it says so, leaves nothing behind and exits non-zero. A layer is renamed
# into place when it is complete. Nothing changes a layer later.
#
# Only the downloads see the network. The packages' own scripts run in name spaces
# where nothing that they start outlives them.
set -eu
umask 022

root=$(cd "$(dirname "$0")/.." && pwd)
PATH=$PATH:/usr/sbin:/sbin
with_tests=
case ${1:-} in
--tests) with_tests=yes; shift ;;
-*) echo "usage: scripts/release_root.sh [--tests] [RELEASE]" >&2; exit 2 ;;
esac
host_release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
release=${1:-$host_release}
layers=$root/.toolchain/roots/$release

is_done() {
    [ -d "$layers/postfix" ] && { [ -z "$with_tests" ] || [ -d "$layers/tests" ]; }
}
is_done && exit 0

give_up() {
    echo "release_root.sh: no system of $release: $*" >&2
    exit 1
}

[ "$(id -u)" = 0 ] || give_up "run this as root"
command -v debootstrap > /dev/null || give_up "install debootstrap"
mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' \
    'Created-By: Packages' 2> /dev/null | sed -n "s/^$host_release main //p" | head -n 1)
[ -n "$mirror" ] || give_up "apt does not know the packages of this host: run apt-get update"

mkdir -p "$layers"
exec 9> "$layers/lock"
flock -w 1200 9 || give_up "another process has been making it for 20 minutes: see $layers/lock"
is_done && exit 0

stage=$(mktemp -d "$layers/stage.XXXXXX")
# Without the first layer there is nothing to go on with: leave no trace.
clean_up() {
    rm -rf "$stage"
    [ -d "$layers/base" ] || rm -rf "$layers"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

complain() {
    tail -n 5 "$stage/log" >&2
    give_up "$1: see above"
}

# The name that Postfix's scripts ask for; nothing that is started stays.
apart() {
    unshare -m -n -p -u -i --fork --kill-child --mount-proc sh -c '
        mount --make-rprivate /
        ip link set lo up
        hostname fresh.example.com
        exec "$@"
    ' sh "$@" > "$stage/log" 2>&1 < /dev/null
}

make_base() {
    echo "release_root.sh: making a minimal system of $release"
    timeout 300 debootstrap --variant=minbase --make-tarball="$stage/packages.tar" \
        "$release" "$stage/work" "$mirror" > "$stage/log" 2>&1 < /dev/null ||
        complain "the mirror does not give its packages"
    apart debootstrap --variant=minbase --unpack-tarball="$stage/packages.tar" \
        "$release" "$stage/root" "$mirror" || complain "debootstrap failed"
    rm -rf "$stage/root/var/cache/apt/archives"/*.deb "$stage/packages.tar"
    mv "$stage/root" "$layers/base"
}

# Installs packages into a new layer: add_layer NAME LOWER PACKAGE...
add_layer() {
    name=$1 lower=$2
    shift 2
    echo "release_root.sh: adding the layer \"$name\" to the system of $release"
    mkdir -p "$stage/upper" "$stage/overlay" "$stage/merged"
    # The download needs the host's way to the mirror, the installation nothing.
    unshare -m sh -c '
        set -eu
        stage=$1 lower=$2
        shift 2
        mount --make-rprivate /
        mount -t overlay -o "lowerdir=$lower,upperdir=$stage/upper,workdir=$stage/overlay" \
            overlay "$stage/merged"
        mount --rbind /dev "$stage/merged/dev"
        mount -t tmpfs run "$stage/merged/run"
        touch "$stage/merged/run/resolv.conf"
        cp /etc/resolv.conf "$stage/merged/etc/resolv.conf"
        mkdir -p "$stage/merged/var/cache/apt/archives/partial"
        in_root() {
            chroot "$stage/merged" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
                LC_ALL=C DEBIAN_FRONTEND=noninteractive "$@"
        }
        # A mirror that lags behind still has signed lists.
        in_root apt-get -o Acquire::Check-Valid-Until=false update -q
        in_root apt-get install -y -q --no-install-recommends --download-only "$@"
        unshare -n -p -u -i --fork --kill-child sh -c '\''
            stage=$1
            shift
            ip link set lo up
            hostname fresh.example.com
            mount -t proc proc "$stage/merged/proc"
            exec chroot "$stage/merged" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
                LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
                --no-install-recommends --no-download "$@"
        '\'' sh "$stage" "$@"
        rm -rf "$stage/merged/etc/resolv.conf" "$stage/merged/var/lib/apt/lists" \
            "$stage/merged/var/cache/apt"/*.bin
        find "$stage/merged/var/cache/apt/archives" -name "*.deb" ! -name "postfix*" \
            -exec rm -f {} +
    ' sh "$stage" "$lower" "$@" > "$stage/log" 2>&1 < /dev/null ||
        complain "its packages cannot be installed"
    mv "$stage/upper" "$layers/$name"
    rm -rf "$stage/overlay" "$stage/merged"
}

[ -d "$layers/base" ] || make_base
[ -d "$layers/postfix" ] || add_layer postfix "$layers/base" postfix
[ -z "$with_tests" ] || [ -d "$layers/tests" ] ||
    add_layer tests "$layers/postfix:$layers/base" iproute2 util-linux bsdutils strace \
        groff-base systemd procps make proxsmtp mandoc python3-minimal zsh fish
