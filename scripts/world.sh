#!/bin/sh
# world.sh - run one command in a throwaway Postfix world
#
# usage: scripts/world.sh [--postmulti FILE] COMMAND [ARGUMENT...]
#
# The command runs as root in new mount, network, process, host name and IPC
# name spaces. /etc, /var/cache, /var/lib, /var/log, /usr/local, /usr/sbin and
# Postfix's own parts of /usr/lib and /usr/share are overlays, /var/spool, /var/mail
# and /run are empty memory file systems, and the only network is the loopback
# interface, so nothing the command does to Postfix, and no mail that it delivers,
# reaches the host or outlives the command. /etc/postfix holds the main.cf below, whatever the
# host's says, and the distribution's own master.cf; queue and data directories are
# new.
#
# --postmulti FILE puts FILE in the place of the stock /usr/sbin/postmulti.
# The stock tool is always at $STOCK_POSTMULTI. $WORLD is a private directory.
#
# Weak spots: the rest of the file system, /tmp and /home among it, is the host's.
set -eu
umask 022

if [ "${WORLD_STAGE:-}" != inside ]; then
    [ "$(id -u)" = 0 ] || {
        echo "world.sh: a throwaway world needs root (mount name spaces): run it as root" >&2
        exit 77
    }
    WORLD_STAGE=inside exec unshare -m -n -p -u -i --fork --kill-child --mount-proc -- "$0" "$@"
fi
unset WORLD_STAGE

replacement=
if [ "${1:-}" = --postmulti ]; then
    replacement=$2
    shift 2
fi
[ $# -gt 0 ] || { echo "world.sh: no command given" >&2; exit 2; }

# In a world inside a world, the stock tool is where the outer one keeps it.
stock=${STOCK_POSTMULTI:-}
[ -f "$stock" ] || stock=/usr/sbin/postmulti
exec 8< "$stock"

mount --make-rprivate /
mount -t tmpfs -o mode=755 run /run
mkdir -p /run/lock /run/layers

# Overlays nest two deep; below that (a world in a world in a container) /etc and
# Postfix's own parts are copies, the other programs are those of the world around
# it, and the others are empty or read-only.
for directory in etc var/cache var/lib var/log usr/local usr/sbin usr/lib/postfix \
    usr/share/postfix; do
    layer=/run/layers/$(echo "$directory" | tr / _)
    mkdir -p "$layer/upper" "$layer/work" "$layer/copy"
    mount -t overlay -o "lowerdir=/$directory,upperdir=$layer/upper,workdir=$layer/work" \
        overlay "/$directory" 2> /dev/null && continue
    case $directory in
    etc | usr/lib/postfix | usr/share/postfix)
        cp -a "/$directory/." "$layer/copy" && mount --bind "$layer/copy" "/$directory"
        ;;
    var/*) mount --bind "$layer/copy" "/$directory" ;;
    usr/sbin) ;;
    *) mount --bind "/$directory" "/$directory" && mount -o remount,bind,ro "/$directory" ;;
    esac
done
mount -t tmpfs -o mode=755 spool /var/spool
mount -t tmpfs -o mode=755 mail /var/mail
chgrp mail /var/mail
chmod 2775 /var/mail
ip link set lo up
hostname world.example.com
echo '127.0.0.1 localhost world.example.com world' > /etc/hosts

cat <&8 > /run/stock-postmulti
exec 8<&-
chmod 755 /run/stock-postmulti
STOCK_POSTMULTI=/run/stock-postmulti
WORLD=/run/world
mkdir "$WORLD"
export STOCK_POSTMULTI WORLD
[ -z "$replacement" ] || mount --bind "$replacement" /usr/sbin/postmulti

# A primary instance that is the same on every host.
find /etc/postfix -mindepth 1 -maxdepth 1 -name '*.cf' ! -name dynamicmaps.cf -exec rm -f {} +
cp /usr/share/postfix/master.cf.dist /etc/postfix/master.cf
cat > /etc/postfix/main.cf <<'MAIN'
# The primary instance of a throwaway world.
compatibility_level = 3.6
myhostname = world.example.com
mydestination = $myhostname, localhost
mynetworks = 127.0.0.0/8
inet_interfaces = loopback-only
inet_protocols = ipv4
alias_maps =
alias_database =
biff = no
smtpd_relay_restrictions = permit_mynetworks, reject
maillog_file = /var/log/postfix.log
maillog_file_prefixes = /var, /dev/stdout
MAIN
rm -rf /var/lib/postfix
# The queue and data directories, as Postfix's own list of files has them.
# "postfix set-permissions" makes the same ones, but also visits each file of the
# package, which would take most of the time that a world needs to open.
list=/etc/postfix/postfix-files
[ -e "$list" ] || list=/usr/share/postfix/postfix-files
while IFS=: read -r path kind owner group mode _; do
    case $path:$kind in
    '$queue_directory:d' | '$queue_directory/'*:d)
        path=/var/spool/postfix${path#'$queue_directory'} ;;
    '$data_directory:d') path=/var/lib/postfix group=postfix ;;
    *) continue ;;
    esac
    case $owner in '$mail_owner') owner=postfix ;; esac
    case $group in '$setgid_group') group=postdrop ;; -) group=root ;; esac
    install -d -m "$mode" -o "$owner" -g "$group" "$path"
done < "$list"
# Postfix waits for files that were changed a moment ago.
touch -d '2 days ago' /etc/postfix/*.cf
exec "$@"
