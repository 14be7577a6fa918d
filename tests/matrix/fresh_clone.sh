#!/bin/sh
# fresh_clone.sh - what README says of a fresh clone, in a system with nothing else in it
#
# usage: scripts/in_release.sh --network --layers=base RELEASE tests/matrix/fresh_clone.sh COMMAND...
#
# Installs git, as somebody who clones has it, clones the committed state of the project into an empty
# folder and runs the command there.
set -eu

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends "$@" > /tmp/apt.log 2>&1 || {
        tail -n 5 /tmp/apt.log >&2
        exit 1
    }
}

# A mirror that lags behind still has signed lists.
echo 'Acquire::Check-Valid-Until "false";' > /etc/apt/apt.conf.d/99-lagging-mirror
apt_get update
apt_get install git
git -c safe.directory='*' clone -q "$PROJECT" /tmp/clone
cd /tmp/clone
unset PROJECT POSTMULTI
exec "$@"
