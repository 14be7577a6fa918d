#!/bin/sh
# test.sh - set up the toolchain, then run every check and every test
#
# usage: scripts/test.sh [FILE...]
#
# Fetches what is missing (bootstrap.sh; as root also the distribution's Postfix,
# iproute2, strace, systemd, make, proxsmtp, mandoc, groff, zsh, fish,
# python3-jsonschema, ansible-core, openssh-server, git, pycodestyle, pylint, yamllint,
# ansible-lint, python3-apt, python3-voluptuous, codespell, lintian and debootstrap, and
# with that minimal systems of this release and of Debian 12 and 13) and hands over to
# run_tests.ts, which see. The last line is
# `N passed, N failed, N skipped`; the status is 0 if nothing failed. The host's own
# Postfix configuration, queue and data are not touched: all that runs Postfix runs
# in a throwaway world.
set -eu

umask 022
unset MAIL_CONFIG MAIL_VERBOSE
PATH=$PATH:/usr/sbin:/sbin
export PATH
root=$(cd "$(dirname "$0")/.." && pwd)

"$root/scripts/bootstrap.sh" || {
    echo "test.sh: the toolchain could not be set up: see above"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
}
"$root/scripts/install_packages.sh" postfix ip unshare strace ||
    echo "test.sh: the whole-program tests cannot run without these"
"$root/scripts/install_packages.sh" systemd-run ||
    echo "test.sh: the tests with a booted systemd are skipped without it"
"$root/scripts/install_packages.sh" codespell ||
    echo "test.sh: the spelling is not checked without this"
"$root/scripts/install_packages.sh" mandoc groff script zsh fish ||
    echo "test.sh: some tests of manual and completion are skipped without these"
"$root/scripts/install_packages.sh" make proxsmtpd ||
    echo "test.sh: the test of the border mail server is skipped without these"
"$root/scripts/install_packages.sh" /usr/bin/jsonschema ||
    echo "test.sh: the test of the JSON schema is skipped without this"
"$root/scripts/install_packages.sh" lintian debootstrap ||
    echo "test.sh: the packages are not checked by lintian, and not tried in a fresh root"
"$root/scripts/release_root.sh" ||
    echo "test.sh: the tests in a fresh root are skipped"
for release in bookworm trixie; do
    grep -q "^VERSION_CODENAME=$release" /etc/os-release ||
        "$root/scripts/release_root.sh" --tests "$release" ||
        echo "test.sh: the tests on $release are skipped"
done
"$root/scripts/install_packages.sh" ansible-playbook sshd ssh-keygen python3 \
    /usr/lib/python3/dist-packages/apt/__init__.py ||
    echo "test.sh: the test of the Ansible collection is skipped without these"
"$root/scripts/install_packages.sh" ansible-test git pycodestyle pylint yamllint \
    ansible-lint /usr/lib/python3/dist-packages/voluptuous/__init__.py ||
    echo "test.sh: the collection is not looked at by some checkers without these"
exec "$root/.toolchain/bin/deno" run -A --frozen "$root/scripts/run_tests.ts" "$@"
