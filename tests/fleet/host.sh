#!/bin/sh
# host.sh - one host of the fleet: a throwaway world with an address and sshd
#
# usage: world.sh --postmulti FILE sh host.sh NAME ADDRESS SHARED
#
# Waits for the interface eth0, which fleet.ts moves into the world, gives it ADDRESS,
# and serves ssh there until the world ends. SHARED is a directory with the host's key
# keys/host, and keys/client.pub, which may log in as root; the file NAME.up there says
# that the world is open. What worlds share with the machine and Ansible writes to
# (/root, /tmp, /usr/local/sbin) is this host's own.
set -eu
name=$1
address=$2
shared=$3

touch "$shared/$name.up"
attempt=0
until ip link show eth0 > /dev/null 2>&1; do
    attempt=$((attempt + 1))
    [ $attempt -lt 300 ] || { echo "host.sh: $name: no eth0 came" >&2; exit 1; }
    sleep 0.1
done
ip address add "$address/24" dev eth0
ip link set eth0 up
hostname "$name"
echo "$address $name" >> /etc/hosts
postconf -e "myhostname = $name"
touch -d '2 days ago' /etc/postfix/main.cf

install -d -m 700 /run/ssh
install -d -m 755 /run/sshd
install -m 600 "$shared/keys/host" "$shared/keys/client.pub" /run/ssh
for directory in /root /tmp /usr/local/sbin; do
    mount -t tmpfs -o mode=700 "${directory##*/}" "$directory"
done
chmod 1777 /tmp
chmod 755 /usr/local/sbin
cat > /run/ssh/config <<CONFIG
ListenAddress $address
HostKey /run/ssh/host
AuthorizedKeysFile /run/ssh/client.pub
PidFile /run/ssh/pid
PermitRootLogin prohibit-password
PasswordAuthentication no
UsePAM no
StrictModes no
Subsystem sftp internal-sftp
CONFIG
exec /usr/sbin/sshd -D -e -f /run/ssh/config
