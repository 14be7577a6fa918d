#!/bin/sh
# install_packages.sh - install the distribution's packages for missing commands
#
# usage: scripts/install_packages.sh COMMAND...
#
# Does nothing when all the COMMANDs are there. Otherwise, as root on a system
# with apt-get, installs what has them and says so. Whatever a package starts, ends
# with the installation: it happens in process and network name spaces of its
# own, where the system's service manager cannot be reached. A Postfix that was
# there before is left alone; a new one is left unconfigured, so that it does
# not become a mail server.
set -eu

package_of() {
    case $1 in
    ansible-playbook | ansible-test) echo ansible-core ;;
    */apt/*) echo python3-apt ;;
    */voluptuous/*) echo python3-voluptuous ;;
    gpg) echo gpg gpg-agent ;;
    groff) echo groff-base ;;
    /usr/bin/jsonschema) echo python3-jsonschema ;;
    ip) echo iproute2 ;;
    npm) echo npm ca-certificates ;;
    proxsmtpd) echo proxsmtp ;;
    script) echo bsdutils ;;
    ssh | ssh-keygen) echo openssh-client ;;
    sshd) echo openssh-server ;;
    strip) echo binutils ;;
    systemd-run) echo systemd ;;
    unshare) echo util-linux ;;
    *) echo "$1" ;;
    esac
}

PATH=$PATH:/usr/sbin:/sbin
missing=
for command in "$@"; do
    command -v "$command" > /dev/null 2>&1 || missing="$missing $command"
done
[ -n "$missing" ] || exit 0
packages=$(for command in $missing; do package_of "$command"; done | tr '\n' ' ')

[ "$(id -u)" = 0 ] || {
    echo "install_packages.sh: missing:$missing: as root, install $packages" >&2
    exit 1
}
command -v apt-get > /dev/null 2>&1 || {
    echo "install_packages.sh: missing:$missing, and there is no apt-get to install them" >&2
    exit 1
}

echo "install_packages.sh: installing from the distribution: $packages"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive

# The remaining functions take the packages as separate words.
get() {
    apt-get install -y -q --no-install-recommends "$@" > "$log" 2>&1 < /dev/null
}

download() {
    get --download-only "$@" && return
    apt-get update -q > "$log" 2>&1 < /dev/null && get --download-only "$@"
}

preconfigure() {
    case " $* " in *' postfix '*) ;; *) return 0 ;; esac
    echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
}

# Without /run/systemd the packages' scripts start services themselves, in here.
install_apart() {
    unshare -p -m -n -u --fork --kill-child --mount-proc sh -c '
        mount --make-rprivate /
        [ ! -d /run/systemd ] || mount -t tmpfs none /run/systemd
        exec apt-get install -y -q --no-install-recommends --no-download "$@"
    ' sh "$@" > "$log" 2>&1 < /dev/null
}

# shellcheck disable=SC2086  # the packages are words
download $packages && preconfigure $packages && install_apart $packages || {
    tail -n 20 "$log" >&2
    echo "install_packages.sh: $packages: cannot be installed: see above" >&2
    exit 1
}
